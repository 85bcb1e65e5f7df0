// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.connectors.Json;
import dev.smo.connectors.Together;
import dev.smo.connectors.Urls;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people did with a submission: votes, and comments. */
final class Audience {
  private static final String DELETED = "[deleted]";

  /** Reddit gives no more posts in one call. */
  private static final int AT_ONCE = 100;

  private final RedditApi api;
  private final Submission submission;

  Audience(RedditApi api, Submission submission) {
    this.api = api;
    this.submission = submission;
  }

  Engagement counts(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    JsonNode data = info(post.id(), connection).path(0).path("data");
    check(data);
    return counted(data);
  }

  /** What is deleted, or not given, is left out. */
  Map<String, Engagement> counts(List<RemotePost> posts, Connection connection)
      throws IOException, InterruptedException {
    Map<String, Engagement> counts = new HashMap<>();
    for (List<String> ids : Together.ids(posts, AT_ONCE)) {
      for (JsonNode child : info(String.join(",", ids), connection)) {
        JsonNode data = child.path("data");
        if (!data.path("author").asText().equals(DELETED)) {
          counts.put(data.path("name").asText(), counted(data));
        }
      }
    }
    return counts;
  }

  private JsonNode info(String ids, Connection connection)
      throws IOException, InterruptedException {
    JsonNode listing = api.read("/api/info", Map.of("id", ids, "raw_json", "1"), connection);
    return listing.path("data").path("children");
  }

  private static Engagement counted(JsonNode data) {
    Engagement counted = Json.counted(Engagement.none(), Metric.SCORE, data.path("score"));
    return Json.counted(counted, Metric.REPLIES, data.path("num_comments"));
  }

  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    String id = post.id().replaceFirst("^t3_", "");
    if (!id.matches("[0-9a-z]{1,16}")) {
      throw new IOException("Only what was submitted has comments that are read");
    }
    JsonNode page =
        api.read(
            "/comments/" + id,
            Map.of("sort", "old", "limit", "500", "depth", "10", "raw_json", "1"),
            connection);
    check(page.path(0).path("data").path("children").path(0).path("data"));
    List<Reply> replies = new ArrayList<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    page.path(1).path("data").path("children").forEach(open::add);
    while (!open.isEmpty()) {
      JsonNode thing = open.pop();
      JsonNode data = thing.path("data");
      if (thing.path("kind").asText().equals("more") && data.path("count").asInt() > 0) {
        // A list with a gap would count as "deleted by their authors".
        throw new IOException("There are more comments than can be read at once");
      }
      if (thing.path("kind").asText().equals("t1") && !isDeleted(data)) {
        replies.add(reply(data));
      }
      data.path("replies").path("data").path("children").forEach(open::add);
    }
    replies.sort(Comparator.comparing(Reply::at));
    return replies;
  }

  private Reply reply(JsonNode data) throws IOException {
    String author = data.path("author").asText();
    Instant at = Instant.ofEpochSecond(data.path("created_utc").asLong());
    URI profile = URI.create("https://www.reddit.com/user/" + Urls.encode(author) + "/");
    return Reply.builder(submission.named(data, "permalink"), at)
        .author(author, profile)
        .html(data.path("body_html").asText())
        .build();
  }

  private static boolean isDeleted(JsonNode data) {
    return data.path("author").asText().equals(DELETED)
        || data.path("body_html").asText().isEmpty();
  }

  /** Reddit goes on listing what its author deleted. */
  private static void check(JsonNode data) throws IOException {
    if (!data.path("name").isTextual()) {
      throw new IOException("Reddit answered without the post");
    }
    if (data.path("author").asText().equals(DELETED)) {
      throw new PostGoneException("The post is deleted");
    }
  }
}
