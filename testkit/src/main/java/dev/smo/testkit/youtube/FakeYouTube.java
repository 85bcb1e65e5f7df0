// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.youtube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.Executed;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.FakeResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;

/**
 * The lists of the YouTube Data API v3 that an API key opens, as strict as Google: parameters and
 * parts that a list does not have, a key that is missing or wrong, and a quota that is counted call
 * by call, refused ones included.
 */
public final class FakeYouTube extends FakeNetwork {
  /** Channel of the videos that {@link #video(String)} makes. */
  public static final String CHANNEL = "UCmuseum-of-everything12";

  private static final Set<String> COMMON =
      Set.of("part", "fields", "key", "alt", "prettyPrint", "quotaUser");
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "videos", Set.of("id", "chart", "hl", "maxResults", "pageToken", "regionCode"),
          "channels", Set.of("id", "forHandle", "forUsername", "hl", "maxResults", "pageToken"),
          "commentThreads",
              Set.of(
                  "id",
                  "videoId",
                  "allThreadsRelatedToChannelId",
                  "maxResults",
                  "order",
                  "pageToken",
                  "searchTerms",
                  "textFormat"),
          "comments", Set.of("id", "parentId", "maxResults", "pageToken", "textFormat"));
  private static final Map<String, Set<String>> PARTS =
      Map.of(
          "videos", Set.of("id", "snippet", "statistics", "status", "contentDetails", "player"),
          "channels", Set.of("id", "snippet", "statistics", "status", "contentDetails"),
          "commentThreads", Set.of("id", "snippet", "replies"),
          "comments", Set.of("id", "snippet"));

  private final String key;
  private final Map<String, FakeVideo> videos = new TreeMap<>();
  private long quota = 10_000;
  private long used;

  /**
   * @param port 0 for any free one
   * @param key that opens it
   */
  public FakeYouTube(int port, String key) {
    super(port);
    this.key = key;
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
    return false;
  }

  @Override
  public List<Executed> posts() {
    return List.of();
  }

  @Override
  protected synchronized void forget() {
    videos.clear();
    used = 0;
  }

  @Override
  protected synchronized FakeResponse answer(Call call) {
    String list = call.path().replaceFirst("^/youtube/v3/", "");
    if (!call.method().equals("GET") || !PARAMETERS.containsKey(list)) {
      return FakeResponse.html(404, "<html><body>Not Found</body></html>");
    }
    String sent = call.header("x-goog-api-key").or(() -> call.query("key")).orElse("");
    if (sent.isEmpty()) {
      return error(
          403,
          "forbidden",
          "Method doesn't allow unregistered callers (callers without established identity). Please"
              + " use API Key or other form of API consumer identity to call this API.");
    }
    if (!sent.equals(key)) {
      return unauthorised(call);
    }
    if (used >= quota) {
      return error(
          403,
          "quotaExceeded",
          "The request cannot be completed because you have exceeded your <a"
              + " href=\"/youtube/v3/getting-started#quota\">quota</a>.");
    }
    used++;
    FakeResponse wrong = wrong(call, list);
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

  private static @Nullable FakeResponse wrong(Call call, String list) {
    for (String name : call.query().keySet()) {
      if (!COMMON.contains(name) && !PARAMETERS.getOrDefault(list, Set.of()).contains(name)) {
        return error(
            400,
            "badRequest",
            "Invalid JSON payload received. Unknown name \"%s\": Cannot bind query parameter."
                .formatted(name));
      }
    }
    String parts = call.query("part").orElse("");
    if (parts.isEmpty()) {
      return error(400, "missingRequiredParameter", "No part selected.");
    }
    for (String part : parts.split(",")) {
      if (!PARTS.getOrDefault(list, Set.of()).contains(part)) {
        return error(400, "unknownPart", part);
      }
    }
    if (call.query().containsKey("id") && call.query().containsKey("maxResults")) {
      return error(400, "invalidFilters", "maxResults does not go together with id.");
    }
    int most = list.startsWith("comment") ? 100 : 50;
    String size = call.query("maxResults").orElse("5");
    boolean fits = size.matches("[0-9]{1,4}") && Integer.parseInt(size) <= most;
    return fits && !size.equals("0")
        ? null
        : error(400, "invalidParameter", "Invalid value '%s' for maxResults.".formatted(size));
  }

  private FakeResponse videos(Call call) {
    List<String> ids = List.of(call.query("id").orElse("").split(","));
    if (call.query("id").isEmpty()) {
      return error(400, "missingRequiredParameter", "No filter selected. Expected one of: id");
    }
    if (ids.size() > 50) {
      return error(400, "invalidFilters", "The request specifies an invalid filter parameter.");
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
    if (call.query("id").orElse("").equals(CHANNEL)) {
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
      return error(400, "missingRequiredParameter", "No filter selected. Expected one of: videoId");
    }
    FakeVideo video = videos.get(id);
    if (video == null || !video.isSeen()) {
      return error(
          404,
          "videoNotFound",
          "The video identified by the videoId parameter could not be found.");
    }
    if (!video.takesComments()) {
      return error(
          403,
          "commentsDisabled",
          "The video identified by the <code>videoId</code> parameter has disabled comments.");
    }
    return page(list("commentThreadListResponse"), video.threads(), call);
  }

  private FakeResponse comments(Call call) {
    String parent = call.query("parentId").orElse("");
    ObjectNode list = list("commentListResponse");
    for (FakeVideo video : videos.values()) {
      video.repliesTo(parent).forEach(list.withArray("items")::add);
    }
    return FakeResponse.json(200, list);
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
    return error(429, "rateLimitExceeded", "Quota exceeded for quota metric 'Queries'.")
        .header("Retry-After", String.valueOf(pause.toSeconds()));
  }

  @Override
  protected FakeResponse unauthorised(Call call) {
    ObjectNode body = body(400, "badRequest", "API key not valid. Please pass a valid API key.");
    ObjectNode detail = ((ObjectNode) body.path("error")).putArray("details").addObject();
    detail
        .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
        .put("reason", "API_KEY_INVALID");
    return FakeResponse.json(400, body);
  }

  @Override
  protected FakeResponse invalid(String reason, Call call) {
    return error(400, "badRequest", reason);
  }

  private static FakeResponse error(int status, String reason, String message) {
    return FakeResponse.json(status, body(status, reason, message));
  }

  private static ObjectNode body(int status, String reason, String message) {
    ObjectNode body = FakeResponse.object();
    ObjectNode error = body.putObject("error").put("code", status).put("message", message);
    ObjectNode one = error.putArray("errors").addObject().put("message", message);
    one.put("domain", "youtube").put("reason", reason);
    return body;
  }
}
