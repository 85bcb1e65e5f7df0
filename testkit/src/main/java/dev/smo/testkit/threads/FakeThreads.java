// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.threads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.facebook.GraphCall;
import dev.smo.testkit.facebook.GraphErrors;
import dev.smo.testkit.facebook.GraphNetwork;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Threads with one account, as strict as developers.facebook.com: containers that take their time,
 * end and fail, that are published once, posts a day, fields, tokens of an hour and of sixty days.
 */
public final class FakeThreads extends GraphNetwork {
  public static final String APP = "998877665544332";

  static final String ACCOUNT = "museum";

  private static final String VERSION = "v1.0";
  private static final String NOT_FOUND = "The requested resource does not exist";

  private final String token;
  private final String appSecret;
  private final Containers containers = new Containers(this);
  private final ThreadsPosts posts = new ThreadsPosts(this);
  private final Map<String, String> codes = new HashMap<>();
  private volatile Instant issued = Instant.EPOCH;
  private volatile int used = 3;
  private volatile int answered;
  private volatile int calls = 28;
  private volatile int early;

  /**
   * @param port 0 for any free one
   * @param token the account's long-lived token
   */
  public FakeThreads(int port, String token, String appSecret, Clock clock) {
    super(port, clock, 18_000_000_000_000_000L);
    this.token = token;
    this.appSecret = appSecret;
  }

  /** How late posts are listed. */
  public void listLate(Duration time) {
    posts.listLate(time);
  }

  /** How often a container says that it is worked on. */
  public void containersTake(int questions) {
    containers.take(questions);
  }

  /** Breaks containers with this message from now on; empty: no more. */
  public void breakContainers(String message) {
    containers.fail(message);
  }

  /** Does not know so many containers at first when they are to be published, as Threads does. */
  public void notReadyThoughFinished(int times) {
    early = times;
  }

  /** As if the account's token had been made now: within a day, it is not renewed. */
  public void makeToken() {
    issued = now();
  }

  /** How many posts of the day are used up. */
  public void used(int number) {
    used = number;
  }

  /** How many answers of the day are used up. */
  public void answered(int number) {
    answered = number;
  }

  /** How much of the application's calls is used up, in percent. */
  public void callsUsed(int percent) {
    calls = percent;
  }

  /** Sets the counters of a post. */
  public void engage(String id, long likes, long views) {
    posts.engage(id, likes, views);
  }

  boolean has(String post) {
    return posts.has(post);
  }

  @Override
  public RemotePost reply(String to, String text) {
    String id = posts.add("ann", text, to);
    return new RemotePost(id, URI.create("https://www.threads.com/@ann/post/C" + id));
  }

  @Override
  protected Set<String> hidden() {
    return posts.hidden();
  }

  @Override
  protected synchronized String agree(URI address) {
    Map<String, String> query = Call.query(address);
    boolean known =
        query.getOrDefault("client_id", "").equals(APP)
            && query.getOrDefault("response_type", "").equals("code")
            && query.getOrDefault("scope", "").contains("threads_content_publish")
            && !query.getOrDefault("state", "").isEmpty();
    if (!known) {
      throw new IllegalArgumentException("Threads shows an error on " + address);
    }
    String code = "AQ" + number();
    codes.put(code, query.getOrDefault("redirect_uri", ""));
    return code;
  }

  @Override
  public List<Executed> posts() {
    return posts.ours();
  }

  @Override
  protected void forget() {
    posts.forget();
  }

  @Override
  protected boolean creates(Call call) {
    return call.method().equals("POST") && call.path().endsWith("/threads_publish");
  }

  @Override
  protected boolean prepares(Call call) {
    return call.method().equals("POST") && call.path().endsWith("/threads");
  }

  @Override
  protected FakeResponse answer(Call call) {
    GraphCall request = GraphCall.of(call, VERSION);
    switch (request.method() + " " + call.path()) {
      case "POST /oauth/access_token" -> {
        return shortLived(request);
      }
      case "GET /access_token" -> {
        boolean fits =
            request.get("grant_type").equals("th_exchange_token")
                && request.get("client_secret").equals(appSecret)
                && request.get("access_token").equals("short-" + token);
        return fits ? granted() : unauthorised(call);
      }
      case "GET /refresh_access_token" -> {
        boolean fits =
            request.get("grant_type").equals("th_refresh_token")
                && request.get("access_token").equals(token);
        if (fits && issued.plus(Duration.ofDays(1)).isAfter(now())) {
          return GraphErrors.of(10, 0, "The token must be at least 24 hours old to be refreshed");
        }
        return fits ? granted() : unauthorised(call);
      }
      default -> {}
    }
    return request.get("access_token").equals(token) && call.path().startsWith("/" + VERSION + "/")
        ? authorised(request).header("X-App-Usage", usage(calls))
        : unauthorised(call);
  }

  private synchronized FakeResponse shortLived(GraphCall request) {
    boolean known =
        request.get("client_id").equals(APP)
            && request.get("client_secret").equals(appSecret)
            && request.get("grant_type").equals("authorization_code");
    String redirect = codes.remove(request.get("code"));
    return known && request.get("redirect_uri").equals(redirect)
        ? FakeResponse.json(
            200, FakeResponse.object().put("access_token", "short-" + token).put("user_id", 1784))
        : GraphErrors.of(100, 36009, "This authorization code has been used.");
  }

  private FakeResponse granted() {
    issued = now();
    return FakeResponse.json(
        200,
        FakeResponse.object()
            .put("access_token", token)
            .put("token_type", "bearer")
            .put("expires_in", 5_183_944));
  }

  private FakeResponse authorised(GraphCall request) {
    return switch (request.method() + " " + request.path()) {
      case "GET me" ->
          FakeResponse.json(200, FakeResponse.object().put("id", "1784").put("username", ACCOUNT));
      case "GET me/threads_insights" -> FakeResponse.json(200, followers());
      case "GET me/threads_publishing_limit" -> FakeResponse.json(200, limit());
      case "GET me/threads" -> posts.list(request, /* answers= */ false);
      case "GET me/replies" -> posts.list(request, /* answers= */ true);
      case "POST me/threads" -> containers.create(request);
      case "POST me/threads_publish" -> publish(request);
      default -> named(request);
    };
  }

  private static ObjectNode followers() {
    ObjectNode answer = FakeResponse.object();
    answer
        .putArray("data")
        .addObject()
        .put("name", "followers_count")
        .putObject("total_value")
        .put("value", FOLLOWERS);
    return answer;
  }

  private ObjectNode limit() {
    ObjectNode answer = FakeResponse.object();
    ObjectNode told = answer.putArray("data").addObject().put("quota_usage", used);
    told.putObject("config").put("quota_total", 250).put("quota_duration", 86_400);
    told.put("reply_quota_usage", answered);
    told.putObject("reply_config").put("quota_total", 1_000).put("quota_duration", 86_400);
    return answer;
  }

  private FakeResponse publish(GraphCall request) {
    boolean answers = containers.answers(request.get("creation_id"));
    if (answers ? answered >= 1_000 : used >= 250) {
      return GraphErrors.of(9, 2207042, "You reached maximum number of posts that is allowed");
    }
    if (early > 0) {
      early--;
      return GraphErrors.of(24, 4279009, NOT_FOUND);
    }
    Containers.Container container = containers.publish(request.get("creation_id"));
    return container == null ? GraphErrors.of(24, 4279009, NOT_FOUND) : posts.add(container);
  }

  private FakeResponse named(GraphCall request) {
    String[] path = request.path().split("/", 2);
    String edge = path.length == 1 ? "" : path[1];
    return switch (request.method() + " " + edge) {
      case "GET " ->
          containers.has(path[0]) ? containers.status(path[0]) : posts.get(path[0], request);
      case "DELETE " -> posts.delete(path[0]);
      case "GET insights" -> posts.insights(path[0], request);
      case "GET conversation" -> posts.conversation(path[0], request);
      case "POST manage_reply" -> posts.hide(path[0], request);
      default -> GraphErrors.of(2500, 0, "Unknown path components: /" + request.path());
    };
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return GraphErrors.of(4, 0, "Application request limit reached")
        .header("X-Business-Use-Case-Usage", usage("1784", "threads", 100, pause));
  }
}
