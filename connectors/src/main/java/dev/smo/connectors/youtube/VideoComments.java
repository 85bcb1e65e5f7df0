// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.smo.connector.Reply;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/**
 * What people say to a video: the newest 500 comments, as a page has room for no more, and those
 * that are kept and still there. What the lists leave out is asked for by its id, because whatever
 * is not told counts as deleted.
 */
final class VideoComments {
  private static final int MOST = 500;
  private static final String LIST = "commentListResponse";

  /** Pages of a hundred threads. */
  private static final int PAGES = 5;

  /** Threads of which more is asked than the few answers that come with them. */
  private static final int LONG_THREADS = 10;

  /** As many as may be made for one video. */
  private static final int CALLS = 20;

  /** Ids in one call. */
  private static final int AT_ONCE = 50;

  /** The channel where none is to be left out. */
  private static final String NO_CHANNEL = "-";

  private final DataApi api;

  VideoComments(DataApi api) {
    this.api = api;
  }

  /**
   * Those that everybody sees, the oldest first; none where the video takes no comments.
   *
   * @param kept ids of those that are told of whenever they are there
   */
  List<Reply> of(String video, Set<String> kept, Connection connection)
      throws IOException, InterruptedException {
    Map<String, Reply> found = new LinkedHashMap<>();
    int more = Math.min(LONG_THREADS, CALLS - PAGES - callsFor(kept.size()));
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
    int older = Math.max(0, newest.size() - MOST);
    List<Reply> told = new ArrayList<>(newest.subList(older, newest.size()));
    newest.subList(0, older).stream()
        .filter(reply -> kept.contains(reply.post().id()))
        .forEach(told::add);
    told.addAll(
        byId(video, kept.stream().filter(id -> !found.containsKey(id)).toList(), connection));
    told.sort(Comparator.comparing(Reply::at));
    return List.copyOf(told);
  }

  private static int callsFor(int ids) {
    return (ids + AT_ONCE - 1) / AT_ONCE;
  }

  /** Those of some that are still there. */
  private Collection<Reply> byId(String video, List<String> ids, Connection connection)
      throws IOException, InterruptedException {
    if (callsFor(ids.size()) > CALLS - PAGES) {
      throw new IOException("There are more comments than can be asked for");
    }
    Map<String, Reply> there = new LinkedHashMap<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      Map<String, String> query = query("snippet");
      query.remove("maxResults");
      List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      query.put("id", String.join(",", some));
      Answer answer = api.send("comments", query, connection);
      if (answer.status() == 404) {
        // The reference says so of one that is missing; which it is, and of the others, nothing.
        throw new IOException("YouTube does not tell which comments are still there");
      }
      for (JsonNode comment : api.read(answer, LIST, connection).path("items")) {
        add(comment, video, NO_CHANNEL, there);
      }
    }
    return there.values();
  }

  /** The first hundred answers to a comment; none where it was deleted a moment ago. */
  private JsonNode replies(String comment, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> query = query("snippet");
    query.put("parentId", comment);
    Answer answer = api.send("comments", query, connection);
    return answer.status() == 404
        ? MissingNode.getInstance()
        : api.read(answer, LIST, connection).path("items");
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
