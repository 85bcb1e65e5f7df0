// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.tumblr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeGrants;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.FormPart;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Tumblr with one account and two blogs, as strict as its documentation of posts made of blocks:
 * fields, blocks, lengths, pictures as parts of a form, refresh tokens that hold once.
 */
public final class FakeTumblr extends FakeNetwork {
  public static final String BLOG = "museum";

  private static final String POSTS = "/v2/blog/" + BLOG + "/posts";

  private final Clock clock;
  private final FakeGrants grants;
  private final TreeMap<String, ObjectNode> posts = new TreeMap<>();
  private Duration late = Duration.ZERO;
  private volatile BooleanSupplier actsBeforeErrors = () -> false;
  private boolean usedUp;
  private long last = 734_000_000_000_000_000L;

  /**
   * @param port 0 for any free one
   * @param secret stands in every token, so that a leak is seen
   */
  public FakeTumblr(int port, String secret, Clock clock) {
    super(port);
    this.clock = clock;
    Set<String> scopes = Set.of("basic", "write", "offline_access");
    FakeGrants.Rules rules =
        new FakeGrants.Rules(
            /* basic= */ false, /* pkce= */ false, /* rotates= */ true, scopes, 2_520);
    grants =
        new FakeGrants(
            secret,
            rules,
            error -> FakeResponse.json(400, FakeResponse.object().put("error", error)));
  }

  public FakeGrants grants() {
    return grants;
  }

  /** How late posts are listed. */
  public synchronized void listLate(Duration time) {
    late = time;
  }

  /** Whether a call is executed before it is answered with 5xx, asked each time. */
  public void actBeforeErrors(BooleanSupplier wanted) {
    actsBeforeErrors = wanted;
  }

  /** Takes no more posts today. */
  public synchronized void useUpTheDay() {
    usedUp = true;
  }

  /** Pins a post, which is listed before all others then. */
  public synchronized void pin(String id) {
    Objects.requireNonNull(posts.get(id)).put("is_pinned", true);
  }

  /** Sets the counters of a post. */
  public synchronized void engage(String id, long likes, long reblogs) {
    Objects.requireNonNull(posts.get(id)).put("_likes", likes).put("_reblogs", reblogs);
  }

  @Override
  protected String agree(URI address) {
    return grants.agree(address);
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", POSTS);
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    if (call.is("POST", "/v2/oauth2/token")) {
      return grants.grant(call);
    }
    if (!call.bearer().orElse("").equals(grants.token())) {
      return unauthorised(call);
    }
    String unknown = call.unknown(parameters(call));
    FakeResponse answer =
        unknown.isEmpty() ? route(call) : error(400, 0, "Unknown parameter " + unknown);
    return limits(answer, "997", "3600");
  }

  private static Set<String> parameters(Call call) {
    return switch (call.toString()) {
      case "GET " + POSTS ->
          Set.of("type", "id", "tag", "limit", "offset", "reblog_info", "notes_info", "npf");
      case "GET /v2/blog/" + BLOG + "/notes" -> Set.of("id", "before_timestamp", "mode");
      default -> call.method().equals("GET") && isPost(call) ? Set.of("npf") : Set.of();
    };
  }

  private static boolean isPost(Call call) {
    return call.path().startsWith(POSTS + "/");
  }

  private static FakeResponse limits(FakeResponse answer, String left, String reset) {
    return answer
        .header("X-Ratelimit-Perday-Limit", "5000")
        .header("X-Ratelimit-Perday-Remaining", "4990")
        .header("X-Ratelimit-Perday-Reset", "86000")
        .header("X-Ratelimit-Perhour-Limit", "1000")
        .header("X-Ratelimit-Perhour-Remaining", left)
        .header("X-Ratelimit-Perhour-Reset", reset);
  }

  private FakeResponse route(Call call) {
    if (isPost(call)) {
      return one(call.path().substring(POSTS.length() + 1), call);
    }
    return switch (call.toString()) {
      case "GET /v2/user/info" -> info();
      case "POST " + POSTS -> create(call);
      case "GET " + POSTS -> list(call);
      case "POST /v2/blog/" + BLOG + "/post/delete" -> delete(call);
      case "GET /v2/blog/" + BLOG + "/notes" -> notes(call);
      default -> error(404, 0, "Not Found");
    };
  }

  private static FakeResponse info() {
    ObjectNode response = FakeResponse.object();
    ObjectNode user = response.putObject("user").put("name", BLOG);
    ArrayNode blogs = user.putArray("blogs");
    blogs.addObject().put("name", BLOG).put("primary", true).put("followers", FOLLOWERS);
    blogs.addObject().put("name", "garden").put("primary", false);
    return ok(200, response);
  }

  private static FakeResponse ok(int status, ObjectNode response) {
    ObjectNode answer = FakeResponse.object();
    answer.putObject("meta").put("status", status).put("msg", status == 201 ? "Created" : "OK");
    answer.set("response", response);
    return FakeResponse.json(status, answer);
  }

  private FakeResponse create(Call call) {
    if (usedUp) {
      return error(403, 8023, "You've exceeded your daily post limit");
    }
    Map<String, FormPart> parts = FormPart.all(call);
    JsonNode post = TumblrBlocks.document(call, parts);
    String wrong = TumblrBlocks.wrong(post, parts);
    if (!wrong.isEmpty()) {
      return error(400, 8001, wrong);
    }
    String id = String.valueOf(++last);
    ObjectNode made = post.deepCopy();
    made.put("id", last).put("id_string", id).put("timestamp", clock.instant().getEpochSecond());
    posts.put(id, made.put("_at", clock.instant().toEpochMilli()));
    return ok(201, FakeResponse.object().put("id", id).put("state", "published"));
  }

  private FakeResponse one(String id, Call call) {
    ObjectNode post = posts.get(id);
    if (post == null) {
      return error(404, 0, "Not Found");
    }
    if (call.method().equals("GET")) {
      return ok(200, shown(post));
    }
    Map<String, FormPart> parts = FormPart.all(call);
    JsonNode changed = TumblrBlocks.document(call, parts);
    String wrong =
        call.method().equals("PUT") ? TumblrBlocks.wrong(changed, parts) : "Method not allowed";
    if (!wrong.isEmpty()) {
      return error(400, 8001, wrong);
    }
    post.setAll((ObjectNode) changed);
    return ok(200, FakeResponse.object().put("id", id));
  }

  /** Pictures have an address once they are there. */
  private static ObjectNode shown(ObjectNode post) {
    ObjectNode shown = post.deepCopy();
    shown.remove(List.of("_at", "_likes", "_reblogs"));
    for (JsonNode block : shown.path("content")) {
      if (block.path("media").path(0) instanceof ObjectNode media) {
        media.remove("identifier");
        media.put("url", "https://64.media.tumblr.com/1.jpg");
      }
    }
    return shown;
  }

  private FakeResponse list(Call call) {
    int size = Integer.parseInt(call.query("limit").orElse("20"));
    if (size < 1 || size > 20 || !call.query("npf").orElse("").equals("true")) {
      return error(400, 0, "limit or npf is wrong");
    }
    List<ObjectNode> listed = new ArrayList<>();
    for (ObjectNode post : posts.descendingMap().values()) {
      Instant at = Instant.ofEpochMilli(post.path("_at").asLong());
      if (!at.plus(late).isAfter(clock.instant())) {
        listed.add(post.path("is_pinned").asBoolean() ? 0 : listed.size(), shown(post));
      }
    }
    int from = Math.min(listed.size(), Integer.parseInt(call.query("offset").orElse("0")));
    ObjectNode response = FakeResponse.object();
    ArrayNode page = response.putArray("posts");
    listed.subList(from, Math.min(listed.size(), from + size)).forEach(page::add);
    return ok(200, response.put("total_posts", listed.size()));
  }

  private FakeResponse delete(Call call) {
    if (!Call.unknown(call.form().keySet().iterator(), Set.of("id")).isEmpty()) {
      return error(400, 0, "Unknown field");
    }
    String id = Call.first(call.form(), "id");
    return posts.remove(id) == null
        ? error(404, 0, "Not Found")
        : ok(200, FakeResponse.object().put("id", id));
  }

  private FakeResponse notes(Call call) {
    ObjectNode post = posts.get(call.query("id").orElse(""));
    if (post == null) {
      return error(404, 0, "Not Found");
    }
    if (!call.query("mode").orElse("").equals("conversation")) {
      return error(400, 0, "the test kit knows only mode=conversation");
    }
    long likes = post.path("_likes").asLong();
    long reblogs = post.path("_reblogs").asLong();
    ObjectNode response = FakeResponse.object().put("total_notes", likes + reblogs);
    response.put("total_likes", likes).put("total_reblogs", reblogs).putArray("notes");
    return ok(200, response);
  }

  private static FakeResponse error(int status, int code, String detail) {
    ObjectNode answer = FakeResponse.object();
    answer.putObject("meta").put("status", status).put("msg", "Error");
    ObjectNode error = answer.putArray("errors").addObject();
    error.put("title", "Error").put("code", code).put("detail", detail);
    return FakeResponse.json(status, answer);
  }

  @Override
  public synchronized List<Executed> posts() {
    List<Executed> all = new ArrayList<>();
    for (ObjectNode post : posts.values()) {
      String words = "";
      List<String> alts = new ArrayList<>();
      for (JsonNode block : post.path("content")) {
        if (block.path("type").asText().equals("text")) {
          words = block.path("text").asText();
        }
        if (block.path("type").asText().equals("image")) {
          alts.add(block.path("alt_text").asText());
        }
      }
      all.add(
          new Executed(post.path("id_string").asText(), words, post.deepCopy()).picturing(alts));
    }
    return all;
  }

  @Override
  protected synchronized void forget() {
    posts.clear();
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return limits(error(429, 0, "Limit Exceeded"), "0", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse serverError(int status, Call call) {
    if (actsBeforeErrors.getAsBoolean()) {
      answer(call);
    }
    return super.serverError(status, call);
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    return error(401, 1016, "Unable to authorize");
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(400, 8001, reason);
  }
}
