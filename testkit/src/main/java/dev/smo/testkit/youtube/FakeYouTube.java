// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeGrants;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of the YouTube Data API v3 an API key opens, and comments for who has signed in, as strict
 * as Google: parameters, parts and fields that a call does not have, a key or token that is missing
 * or wrong, and a quota that is counted call by call, refused ones included.
 */
public final class FakeYouTube extends FakeNetwork {
  /** Channel of the videos that {@link #video(String)} makes. */
  public static final String CHANNEL = "UCmuseum-of-everything12";

  private static final String SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl";

  /** What writing costs of the quota. */
  private static final int WRITES = 50;

  private final String key;
  private final FakeGrants grants;
  private final Map<String, FakeVideo> videos = new TreeMap<>();
  private final Clock clock;
  private Duration late = Duration.ZERO;
  private long quota = 10_000;
  private long used;

  /**
   * @param port 0 for any free one
   * @param key that opens it
   */
  public FakeYouTube(int port, String key) {
    this(port, key, Clock.systemUTC());
  }

  /**
   * @param clock by which answers have their time
   */
  public FakeYouTube(int port, String key, Clock clock) {
    super(port);
    this.key = key;
    this.clock = clock;
    FakeGrants.Rules rules =
        new FakeGrants.Rules(
            /* basic= */ false, /* pkce= */ true, /* rotates= */ false, Set.of(SCOPE), 3599);
    grants =
        new FakeGrants(
            key, rules, error -> FakeResponse.json(400, FakeResponse.object().put("error", error)));
  }

  /** Where people sign in, and what that gives. */
  public FakeGrants grants() {
    return grants;
  }

  /** How late answers are listed below their comment. */
  public synchronized void listLate(Duration time) {
    late = time;
  }

  /** A video of {@link #CHANNEL} that everybody sees, made where there is none. */
  public FakeVideo video(String id) {
    return video(id, CHANNEL);
  }

  public synchronized FakeVideo video(String id, String channel) {
    return videos.computeIfAbsent(id, any -> new FakeVideo(id, channel));
  }

  /** How many units are left from now on. */
  public synchronized void leave(long units) {
    quota = used + units;
  }

  /** Units that were used. */
  public synchronized long used() {
    return used;
  }

  @Override
  protected boolean creates(Call call) {
    return call.is("POST", "/youtube/v3/comments");
  }

  @Override
  protected boolean keepsLanguages() {
    return false;
  }

  @Override
  protected String agree(URI address) {
    return grants.agree(address);
  }

  /** What the channel said. */
  @Override
  public synchronized List<Executed> posts() {
    return videos.values().stream()
        .flatMap(video -> video.ours().stream())
        .map(
            one ->
                new Executed(
                    one.path("id").asText(), one.path("snippet").path("textDisplay").asText(), one))
        .toList();
  }

  @Override
  protected synchronized void forget() {
    videos.clear();
    used = 0;
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    if (call.is("POST", "/token")) {
      return grants.grant(call);
    }
    String list = call.path().replaceFirst("^/youtube/v3/", "");
    boolean writes = list.equals("comments") && Set.of("POST", "DELETE").contains(call.method());
    if (!(call.method().equals("GET") || writes) || !YouTubeRules.has(list)) {
      return FakeResponse.html(404, "<html><body>Not Found</body></html>");
    }
    if (call.bearer().isPresent()) {
      return call.bearer().get().equals(grants.token())
          ? counted(call, list, writes)
          : YouTubeRules.error(401, "authError", "Request had invalid authentication credentials.");
    }
    String sent = call.header("x-goog-api-key").or(() -> call.query("key")).orElse("");
    if (sent.isEmpty()) {
      return YouTubeRules.error(
          403,
          "forbidden",
          "Method doesn't allow unregistered callers (callers without established identity). Please"
              + " use API Key or other form of API consumer identity to call this API.");
    }
    if (!sent.equals(key)) {
      return unauthorised(call);
    }
    return writes || call.query().containsKey("mine")
        ? YouTubeRules.error(
            401, "required", "API keys are not supported by this API. Expected OAuth2 token.")
        : counted(call, list, /* writes= */ false);
  }

  private FakeResponse counted(Call call, String list, boolean writes) {
    int cost = writes ? WRITES : 1;
    if (used + cost > quota) {
      return YouTubeRules.error(
          403,
          "quotaExceeded",
          "The request cannot be completed because you have exceeded your <a"
              + " href=\"/youtube/v3/getting-started#quota\">quota</a>.");
    }
    used += cost;
    if (writes) {
      return call.method().equals("POST") ? answered(call) : deleted(call);
    }
    FakeResponse wrong = YouTubeRules.wrong(call, list);
    if (wrong != null) {
      return wrong;
    }
    return switch (list) {
      case "videos" -> videos(call);
      case "channels" -> channels(call);
      case "commentThreads" -> threads(call);
      default -> comments(call);
    };
  }

  private FakeResponse videos(Call call) {
    List<String> ids = List.of(call.query("id").orElse("").split(","));
    if (call.query("id").isEmpty()) {
      return YouTubeRules.error(
          400, "missingRequiredParameter", "No filter selected. Expected one of: id");
    }
    if (ids.size() > 50) {
      return YouTubeRules.error(
          400, "invalidFilters", "The request specifies an invalid filter parameter.");
    }
    ObjectNode list = list("videoListResponse");
    for (String id : ids) {
      FakeVideo video = videos.get(id);
      if (video != null && video.isSeen()) {
        list.withArray("items").add(video.json(call.query("part").orElse("")));
      }
    }
    return FakeResponse.json(200, list);
  }

  /** Where there is none, Google leaves the items out. */
  private static FakeResponse channels(Call call) {
    ObjectNode list = list("channelListResponse");
    if (call.query("id").orElse("").equals(CHANNEL)
        || call.query("mine").orElse("").equals("true")) {
      ObjectNode channel = list.withArray("items").addObject();
      channel.put("kind", "youtube#channel").put("id", CHANNEL);
      channel.putObject("snippet").put("title", "Museum").put("customUrl", "@museum");
    } else {
      list.remove("items");
    }
    return FakeResponse.json(200, list);
  }

  private FakeResponse threads(Call call) {
    String id = call.query("videoId").orElse("");
    if (id.isEmpty()) {
      return YouTubeRules.error(
          400, "missingRequiredParameter", "No filter selected. Expected one of: videoId");
    }
    FakeVideo video = videos.get(id);
    if (video == null || !video.isSeen()) {
      return YouTubeRules.error(
          404,
          "videoNotFound",
          "The video identified by the videoId parameter could not be found.");
    }
    if (!video.takesComments()) {
      return YouTubeRules.error(
          403,
          "commentsDisabled",
          "The video identified by the <code>videoId</code> parameter has disabled comments.");
    }
    return page(list("commentThreadListResponse"), video.threads(), call);
  }

  /** Ids that nobody knows are left out, though the reference knows a 404 for them. */
  private FakeResponse comments(Call call) {
    String parent = call.query("parentId").orElse("");
    if (call.query("id").orElse("").split(",").length > 50) {
      return YouTubeRules.error(400, "invalidFilters", "Too many ids.");
    }
    ObjectNode list = list("commentListResponse");
    for (String id : call.query("id").orElse("").split(",")) {
      videos.values().stream()
          .filter(video -> video.has(id))
          .forEach(video -> list.withArray("items").add(video.comment(id)));
    }
    Instant listed = clock.instant().minus(late);
    videos.values().stream()
        .flatMap(video -> video.repliesTo(parent).stream())
        .filter(one -> late.isZero() || !published(one).isAfter(listed))
        .forEach(list.withArray("items")::add);
    return FakeResponse.json(200, list);
  }

  private static Instant published(JsonNode comment) {
    return Instant.parse(comment.path("snippet").path("publishedAt").asText());
  }

  /** {@code comments.insert}: an answer to a comment, which stands below the topmost one only. */
  private FakeResponse answered(Call call) {
    JsonNode body = call.json();
    JsonNode said = body.path("snippet");
    Set<String> named = new TreeSet<>();
    body.fieldNames().forEachRemaining(named::add);
    said.fieldNames().forEachRemaining(named::add);
    if (!call.query().keySet().equals(Set.of("part"))
        || !call.query("part").orElse("").equals("snippet")
        || !call.type().equals("application/json")
        || !Set.of("snippet", "parentId", "textOriginal").containsAll(named)) {
      return YouTubeRules.error(400, "invalidCommentMetadata", "The request metadata is invalid.");
    }
    String text = said.path("textOriginal").asText();
    String parent = said.path("parentId").asText();
    if (parent.isEmpty()) {
      return YouTubeRules.error(400, "parentIdMissing", "The comment must have a parent comment.");
    }
    if (text.isBlank() || text.length() > 10_000) {
      return YouTubeRules.error(
          400, text.isBlank() ? "commentTextRequired" : "commentTextTooLong", "No.");
    }
    for (FakeVideo video : videos.values()) {
      if (video.has(parent) && !parent.contains(".")) {
        if (!video.takesComments()) {
          return YouTubeRules.error(403, "forbidden", "The comment cannot be answered.");
        }
        String id = video.reply(parent, "@museum", text, clock.instant());
        return FakeResponse.json(200, video.comment(id));
      }
    }
    return YouTubeRules.error(
        404, "parentCommentNotFound", "The specified parent comment could not be found.");
  }

  private FakeResponse deleted(Call call) {
    String id = call.query("id").orElse("");
    for (FakeVideo video : videos.values()) {
      if (video.has(id)) {
        video.delete(id);
        return new FakeResponse(204, Map.of(), new byte[0]);
      }
    }
    return YouTubeRules.error(404, "commentNotFound", "The specified comment could not be found.");
  }

  private static FakeResponse page(ObjectNode list, List<ObjectNode> all, Call call) {
    int size = Integer.parseInt(call.query("maxResults").orElse("20"));
    int from = Integer.parseInt(call.query("pageToken").orElse("page0").substring("page".length()));
    int to = Math.min(all.size(), from + size);
    ArrayNode items = list.withArray("items");
    all.subList(from, to).forEach(items::add);
    if (to < all.size()) {
      list.put("nextPageToken", "page" + to);
    }
    return FakeResponse.json(200, list);
  }

  private static ObjectNode list(String kind) {
    ObjectNode list = FakeResponse.object().put("kind", "youtube#" + kind).put("etag", "e");
    list.putArray("items");
    return list;
  }

  @Override
  protected FakeResponse rateLimited(Duration pause, Call call) {
    return YouTubeRules.error(
            429, "rateLimitExceeded", "Quota exceeded for quota metric 'Queries'.")
        .header("Retry-After", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    if (call.is("POST", "/token")) {
      return FakeResponse.json(400, FakeResponse.object().put("error", "invalid_grant"));
    }
    if (call.bearer().isPresent()) {
      return YouTubeRules.error(
          401, "authError", "Request had invalid authentication credentials.");
    }
    ObjectNode body =
        YouTubeRules.body(400, "badRequest", "API key not valid. Please pass a valid API key.");
    ObjectNode detail = ((ObjectNode) body.path("error")).putArray("details").addObject();
    detail
        .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
        .put("reason", "API_KEY_INVALID");
    return FakeResponse.json(400, body);
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return YouTubeRules.error(400, "badRequest", reason);
  }
}
