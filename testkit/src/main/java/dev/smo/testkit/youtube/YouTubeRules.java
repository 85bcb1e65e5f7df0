// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.testkit.Call;
import dev.smo.testkit.FakeResponse;
import java.util.Map;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/** What may be asked of each list of {@link FakeYouTube}, and how Google says that it may not. */
final class YouTubeRules {
  private static final Set<String> COMMON =
      Set.of("part", "fields", "key", "alt", "prettyPrint", "quotaUser");
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "videos", Set.of("id", "chart", "hl", "maxResults", "pageToken", "regionCode"),
          "channels",
              Set.of("id", "forHandle", "forUsername", "mine", "hl", "maxResults", "pageToken"),
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

  private YouTubeRules() {}

  static boolean has(String list) {
    return PARAMETERS.containsKey(list);
  }

  /** What is wrong with a question; null: nothing. */
  static @Nullable FakeResponse wrong(Call call, String list) {
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

  static FakeResponse error(int status, String reason, String message) {
    return FakeResponse.json(status, body(status, reason, message));
  }

  static ObjectNode body(int status, String reason, String message) {
    ObjectNode body = FakeResponse.object();
    ObjectNode error = body.putObject("error").put("code", status).put("message", message);
    ObjectNode one = error.putArray("errors").addObject().put("message", message);
    one.put("domain", "youtube").put("reason", reason);
    return body;
  }
}
