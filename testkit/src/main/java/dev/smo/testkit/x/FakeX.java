// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.x;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * X with one account, strict about what docs.x.com documents of API v2: methods, paths, both ways
 * of authentication, fields, lengths. Its time line is as late as it is told to be.
 */
public final class FakeX extends FakeNetwork {
  public static final String USER = "2244994945";

  private final Clock clock;
  private final XAccess access;
  private final Tweets tweets;
  private final XUploads uploads;
  private volatile int spent;

  /**
   * @param port 0 for any free one
   * @param secret stands in every token, so that a leak is seen
   */
  public FakeX(int port, String secret, Clock clock) {
    super(port);
    this.clock = clock;
    access = new XAccess(secret);
    uploads = new XUploads();
    tweets = new Tweets(uploads, clock);
  }

  /** The access token that holds now. */
  public String token() {
    return access.token();
  }

  /** The refresh token that holds now, once. */
  public String refresh() {
    return access.refresh();
  }

  /** The keys of OAuth 1.0a by the names of the connection's secrets. */
  public Map<String, String> keys() {
    return access.keys();
  }

  /** Lists posts without this field of theirs. */
  public void listWithout(String field) {
    tweets.listWithout(field);
  }

  /** Lists a post only some time after it was made. */
  public void listLate(Duration time) {
    tweets.listLate(time);
  }

  /** Forgets pictures that no post has, as X does after a day. */
  public void forgetPictures() {
    uploads.forget();
  }

  /** Sets the counters of a post. */
  public void engage(String id, int likes, int clicks) {
    tweets.engage(id, likes, clicks);
  }

  /**
   * Refuses everything from now on, because a limit of spending is reached.
   *
   * @param status 403, as the limit of a cycle is told, or 429, as a used-up cap
   */
  public void spent(int status) {
    spent = status;
  }

  @Override
  protected String agree(URI address) {
    return access.agree(address);
  }

  @Override
  public List<Executed> posts() {
    return tweets.all();
  }

  @Override
  protected void forget() {
    tweets.forget();
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/2/tweets");
  }

  @Override
  protected boolean prepares(Call call) {
    return call.is("POST", "/2/media/upload");
  }

  @Override
  protected FakeResponse answer(Call call) {
    if (call.is("POST", "/2/oauth2/token")) {
      return access.grant(call);
    }
    if (!access.mayCall(call, host())) {
      return unauthorised(call);
    }
    if (spent != 0) {
      return spent == 403
          ? problem(
              403,
              "SpendCapReached",
              "Your enrolled account has reached its billing cycle spend cap.",
              "https://api.twitter.com/2/problems/credits")
          : problem(
              429,
              "UsageCapExceeded",
              "Usage cap exceeded: Monthly product cap",
              "https://api.twitter.com/2/problems/usage-capped");
    }
    FakeResponse response =
        switch (call.toString()) {
          case "GET /2/users/me" -> FakeResponse.json(200, me(call));
          case "POST /2/tweets" -> tweets.create(call);
          case "GET /2/tweets" -> tweets.lookUp(call);
          case "GET /2/users/" + USER + "/tweets" -> tweets.timeLine(call);
          case "POST /2/media/upload" -> uploads.upload(call);
          case "POST /2/media/metadata" -> uploads.describe(call);
          default ->
              call.method().equals("DELETE") && call.path().matches("/2/tweets/\\d+")
                  ? tweets.delete(call.path().replaceFirst(".*/", ""))
                  : problem(404, "Not Found", "Not Found", "about:blank");
        };
    return response
        .header("x-rate-limit-limit", "100")
        .header("x-rate-limit-remaining", "88")
        .header("x-rate-limit-reset", Long.toString(clock.instant().getEpochSecond() + 600));
  }

  private static ObjectNode me(Call call) {
    ObjectNode me = FakeResponse.object();
    ObjectNode data = me.putObject("data");
    data.put("id", USER).put("name", "CMS").put("username", "cms_test");
    if (call.query().containsKey("user.fields")) {
      data.putObject("public_metrics").put("followers_count", FOLLOWERS);
    }
    return me;
  }

  static FakeResponse problem(int status, String title, String detail, String type) {
    return FakeResponse.json(
        status,
        FakeResponse.object()
            .put("title", title)
            .put("detail", detail)
            .put("type", type)
            .put("status", status));
  }

  static FakeResponse invalid(String message) {
    ObjectNode problem = FakeResponse.object();
    problem.putArray("errors").addObject().put("message", message);
    problem
        .put("title", "Invalid Request")
        .put("detail", "One or more parameters to your request was invalid. " + message)
        .put("type", "https://api.twitter.com/2/problems/invalid-request");
    return FakeResponse.json(400, problem);
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return problem(429, "Too Many Requests", "Too Many Requests", "about:blank")
        .header("x-rate-limit-limit", "100")
        .header("x-rate-limit-remaining", "0")
        .header("x-rate-limit-reset", Long.toString(clock.instant().plus(pause).getEpochSecond()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return call.path().equals("/2/oauth2/token")
        ? XAccess.refused("invalid_request", "Value passed for the token was invalid.")
        : problem(401, "Unauthorized", "Unauthorized", "about:blank");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return invalid(reason);
  }

  /** Whether an object has no other fields than these. */
  static boolean knows(com.fasterxml.jackson.databind.JsonNode object, Set<String> fields) {
    boolean known = object.isObject();
    for (var names = object.fieldNames(); names.hasNext(); ) {
      known &= fields.contains(names.next());
    }
    return known;
  }
}
