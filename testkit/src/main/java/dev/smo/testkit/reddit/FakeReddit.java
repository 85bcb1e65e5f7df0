// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.reddit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reddit with one account, which speaks for API and site alike, as strict as its documentation:
 * user agent, fields, flair, links that are there already. It refuses with HTTP 200, counts seconds
 * to the end of a window, and lists as late as it is told to.
 */
public final class FakeReddit extends FakeNetwork {
  public static final String NAME = "cms_test";

  private static final String AGENT = "[a-z]+:[\\w.-]+:v[\\w.]+ \\(by /u/[\\w-]+\\)";

  private final String secret;
  private final Submissions submissions;
  private final Map<String, String> codes = new HashMap<>();
  private int generation;

  /**
   * @param port 0 for any free one
   * @param secret stands in every token, so that a leak is seen
   */
  public FakeReddit(int port, String secret, Clock clock) {
    super(port);
    this.secret = secret;
    submissions = new Submissions(this::uri, clock);
  }

  /** The access token that holds now. */
  public synchronized String token() {
    return "access-" + secret + "-" + generation;
  }

  /** The refresh token, which holds for good. */
  public String refresh() {
    return "refresh-" + secret;
  }

  /** How late a post comes into the account's list. */
  public void listLate(Duration time) {
    submissions.listLate(time);
  }

  /** Lists what was submitted without this field. */
  public void listWithout(String field) {
    submissions.listWithout(field);
  }

  /** Takes a link again that is there already, as Reddit has done since 2023. */
  public void takeTwice() {
    submissions.takeTwice();
  }

  /** Lets somebody else submit a link. */
  public String submitted(String author, String community, String url) {
    return submissions.submitted(author, community, url);
  }

  /** Deletes a comment, as its author does. */
  public void deleteComment(String name) {
    submissions.delete(name);
  }

  @Override
  public RemotePost reply(String to, String text) {
    String name = submissions.comment("ann", to, text);
    return new RemotePost(name, uri().resolve("/r/museums/comments/x/_/" + name));
  }

  @Override
  protected synchronized String agree(URI address) {
    Map<String, String> asked = Call.query(address);
    boolean good =
        "permanent".equals(asked.get("duration"))
            && "client".equals(asked.get("client_id"))
            && "code".equals(asked.get("response_type"))
            && List.of(asked.getOrDefault("scope", "").split(" "))
                .containsAll(List.of("submit", "edit"));
    String code = "code-" + codes.size();
    codes.put(code, good ? asked.getOrDefault("redirect_uri", "") : "");
    return code;
  }

  @Override
  public List<Executed> posts() {
    return submissions.ours(NAME);
  }

  @Override
  protected void forget() {
    submissions.forget();
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/api/submit") || call.is("POST", "/api/comment");
  }

  @Override
  protected FakeResponse answer(Call call) {
    if (!call.header("user-agent").orElse("").matches(AGENT)) {
      return rateLimited(Duration.ofSeconds(600), call);
    }
    if (call.is("POST", "/api/v1/access_token")) {
      return grant(call);
    }
    if (!call.bearer().map(token()::equals).orElse(false)) {
      return unauthorised(call);
    }
    return route(call)
        .header("x-ratelimit-used", "2")
        .header("x-ratelimit-remaining", "598.0")
        .header("x-ratelimit-reset", "412");
  }

  private FakeResponse route(Call call) {
    if (call.method().equals("GET") && call.path().matches("/comments/[0-9a-z]+")) {
      return submissions.comments(call.path().substring("/comments/".length()));
    }
    return switch (call.toString()) {
      case "GET /api/v1/me" ->
          FakeResponse.json(
              200, FakeResponse.object().put("name", NAME).put("is_suspended", false));
      case "POST /api/submit" -> submissions.submit(NAME, call);
      case "POST /api/comment" -> submissions.answer(NAME, call);
      case "POST /api/del" -> submissions.delete(call);
      case "GET /api/info" -> submissions.info(call);
      case "GET /user/" + NAME + "/submitted" -> submissions.list(NAME, "t3", call);
      case "GET /user/" + NAME + "/comments" -> submissions.list(NAME, "t1", call);
      case "GET /subreddits/mine/subscriber" -> communities();
      case "GET /r/museums/api/link_flair_v2" -> flairs();
      case "GET /r/museums/about" -> community();
      default -> error(404, "Not Found");
    };
  }

  private static FakeResponse community() {
    ObjectNode about = FakeResponse.object().put("kind", "t5");
    about.putObject("data").put("display_name", "museums").put("subscribers", FOLLOWERS);
    return FakeResponse.json(200, about);
  }

  private static FakeResponse communities() {
    ObjectNode listing = FakeResponse.object().put("kind", "Listing");
    ArrayNode children = listing.putObject("data").putArray("children");
    for (String name : Submissions.COMMUNITIES) {
      children.addObject().put("kind", "t5").putObject("data").put("display_name", name);
    }
    return FakeResponse.json(200, listing);
  }

  private static FakeResponse flairs() {
    ArrayNode flairs = JsonNodeFactory.instance.arrayNode();
    Submissions.FLAIRS.forEach(
        id -> flairs.addObject().put("id", id).put("text", "Flair " + id).put("mod_only", false));
    flairs.addObject().put("id", "mods").put("text", "Official").put("mod_only", true);
    return FakeResponse.json(200, flairs);
  }

  private synchronized FakeResponse grant(Call call) {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("client:" + secret).getBytes(StandardCharsets.UTF_8));
    if (!call.header("authorization").orElse("").equals(basic)) {
      return error(401, "Unauthorized");
    }
    Map<String, List<String>> form = call.form();
    boolean renewal = Call.first(form, "grant_type").equals("refresh_token");
    boolean may =
        renewal
            ? Call.first(form, "refresh_token").equals(refresh())
            : Call.first(form, "redirect_uri").equals(codes.remove(Call.first(form, "code")));
    if (!may) {
      return FakeResponse.json(200, FakeResponse.object().put("error", "invalid_grant"));
    }
    generation++;
    ObjectNode answer = FakeResponse.object().put("access_token", token());
    answer.put("token_type", "bearer").put("expires_in", 86_400).put("scope", "identity submit");
    return FakeResponse.json(200, renewal ? answer : answer.put("refresh_token", refresh()));
  }

  static FakeResponse error(int status, String message) {
    return FakeResponse.json(
        status, FakeResponse.object().put("message", message).put("error", status));
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return error(429, "Too Many Requests")
        .header("x-ratelimit-used", "600")
        .header("x-ratelimit-remaining", "0.0")
        .header("x-ratelimit-reset", Long.toString(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, "Unauthorized");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return Submissions.refused("SUBMIT_VALIDATION_TITLE", reason, "title");
  }
}
