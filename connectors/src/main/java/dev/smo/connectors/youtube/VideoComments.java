// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Reply;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;

/** What people say to a video: the newest 500 comments, as a page has room for no more. */
final class VideoComments {
  private static final int MOST = 500;

  /** Pages of a hundred threads. */
  private static final int PAGES = 5;

  /** Threads of which more is asked than the few answers that come with them. */
  private static final int LONG_THREADS = 10;

  private final DataApi api;

  VideoComments(DataApi api) {
    this.api = api;
  }

  /** Those that everybody sees, the oldest first; none where the video takes no comments. */
  List<Reply> of(String video, Connection connection) throws IOException, InterruptedException {
    Map<String, Reply> found = new LinkedHashMap<>();
    int more = LONG_THREADS;
    Map<String, String> query = query("snippet,replies");
    query.put("videoId", video);
    query.put("order", "time");
    for (int page = 0; page < PAGES && found.size() < MOST; page++) {
      Answer answer = api.send("commentThreads", query, connection);
      if (DataApi.isWithoutComments(answer)) {
        return List.of();
      }
      JsonNode list = api.read(answer, "commentThreadListResponse", connection);
      for (JsonNode thread : list.path("items")) {
        String channel = thread.path("snippet").path("channelId").asText();
        add(thread.path("snippet").path("topLevelComment"), video, channel, found);
        JsonNode replies = thread.path("replies").path("comments");
        replies.forEach(reply -> add(reply, video, channel, found));
        if (thread.path("snippet").path("totalReplyCount").asInt() > replies.size() && more > 0) {
          more--;
          for (JsonNode reply : replies(thread.path("id").asText(), connection)) {
            add(reply, video, channel, found);
          }
        }
      }
      String next = list.path("nextPageToken").asText();
      if (next.isEmpty()) {
        break;
      }
      query.put("pageToken", next);
    }
    List<Reply> newest = new ArrayList<>(found.values());
    newest.sort(Comparator.comparing(Reply::at));
    return List.copyOf(newest.subList(Math.max(0, newest.size() - MOST), newest.size()));
  }

  /** The first hundred answers to a comment. */
  private JsonNode replies(String comment, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> query = query("snippet");
    query.put("parentId", comment);
    return api.read(api.send("comments", query, connection), "commentListResponse", connection)
        .path("items");
  }

  private static Map<String, String> query(String parts) {
    return new HashMap<>(Map.of("part", parts, "maxResults", "100", "textFormat", "plainText"));
  }

  /** What the channel says to its own video is nothing that people did. */
  private static void add(
      JsonNode comment, String video, String channel, Map<String, Reply> found) {
    JsonNode said = comment.path("snippet");
    String id = comment.path("id").asText();
    String author = said.path("authorChannelId").path("value").asText();
    Optional<Instant> at = time(said.path("publishedAt").asText());
    if (!id.matches("[\\w.-]{1,100}") || at.isEmpty() || author.equals(channel)) {
      return;
    }
    @Nullable
    URI profile =
        author.matches("[\\w-]{1,40}")
            ? URI.create("https://www.youtube.com/channel/" + author)
            : null;
    found.put(
        id,
        Reply.builder(VideoAddress.comment(video, id), at.get())
            .author(said.path("authorDisplayName").asText(), profile)
            .text(said.path("textDisplay").asText())
            .build());
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
