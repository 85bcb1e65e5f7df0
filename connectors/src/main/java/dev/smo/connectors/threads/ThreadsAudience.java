// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.connectors.meta.GraphAnswers;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people did with a post, and what they answered. */
final class ThreadsAudience {
  private static final Map<String, Metric> METRICS =
      Map.of(
          "views", Metric.VIEWS,
          "likes", Metric.LIKES,
          "replies", Metric.REPLIES,
          "reposts", Metric.REPOSTS,
          "quotes", Metric.QUOTES);

  /** What everybody sees. */
  private static final Set<String> SHOWN = Set.of("NOT_HUSHED", "UNHUSHED");

  private static final int PAGES = 10;

  private final ContainerApi api;

  ThreadsAudience(ContainerApi api) {
    this.api = api;
  }

  Engagement counts(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> query = Map.of("metric", String.join(",", METRICS.keySet()));
    JsonNode data = read(post, "/insights", query, connection).path("data");
    if (!data.isArray()) {
      throw new IOException("Threads answered without the numbers of the post");
    }
    return GraphAnswers.counted(data, METRICS);
  }

  /** All answers that everybody sees, at any depth, the oldest first. */
  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> query = new HashMap<>();
    query.put("fields", "id,text,username,timestamp,permalink,hide_status");
    query.put("reverse", "false");
    query.put("limit", "100");
    List<Reply> replies = new ArrayList<>();
    for (int page = 0; page < PAGES; page++) {
      JsonNode list = read(post, "/conversation", query, connection);
      if (!list.path("data").isArray()) {
        // An empty list would count as "all deleted".
        throw new IOException("Threads answered without naming the answers");
      }
      for (JsonNode one : list.path("data")) {
        if (SHOWN.contains(one.path("hide_status").asText("NOT_HUSHED"))) {
          replies.add(reply(one));
        }
      }
      if (!GraphAnswers.hasNext(list, query)) {
        replies.sort(Comparator.comparing(Reply::at));
        return replies;
      }
    }
    throw new IOException("There are more answers than can be read");
  }

  private Reply reply(JsonNode one) throws IOException {
    String name = one.path("username").asText();
    URI profile =
        name.matches("[\\w.]{1,60}") ? URI.create("https://www.threads.com/@" + name) : null;
    return Reply.builder(api.named(one), api.time(one, "timestamp"))
        .author(name, profile)
        .text(one.path("text").asText())
        .build();
  }

  private JsonNode read(
      RemotePost post, String edge, Map<String, String> query, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = api.missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    Answer answer = api.send(api.get(post.id() + edge, query, connection));
    if (api.isGone(answer, connection)) {
      throw new PostGoneException("Threads has no such post any more");
    }
    return api.read(answer, connection);
  }

  /** Hides an answer, or shows it again. */
  Outcome hide(RemotePost reply, boolean hidden, Connection connection)
      throws IOException, InterruptedException {
    return done(
        api.send(
            api.post(
                reply.id() + "/manage_reply", Map.of("hide", String.valueOf(hidden)), connection)),
        reply,
        connection);
  }

  Outcome delete(RemotePost post, Connection connection) throws IOException, InterruptedException {
    return done(api.send(api.delete(post.id(), connection)), post, connection);
  }

  private Outcome done(Answer answer, RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    if (answer.ok()) {
      return api.done(answer, post);
    }
    return api.isGone(answer, connection)
        ? new Outcome.Published(post)
        : api.refused(answer, connection);
  }
}
