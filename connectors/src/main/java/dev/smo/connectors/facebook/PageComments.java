// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.meta.GraphAnswers;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Comments on posts, and answers to them. */
final class PageComments {
  private static final int PAGES = 10;
  private static final int PAGE = 100;
  private static final String FIELDS =
      "id,from,message,created_time,permalink_url,is_hidden,is_private";

  private final Graph graph;

  PageComments(Graph graph) {
    this.graph = graph;
  }

  /** All comments that everybody sees, and answers to them, the oldest first. */
  List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    List<Reply> replies = new ArrayList<>();
    Map<String, String> query = query();
    for (int page = 0; page < PAGES; page++) {
      Answer answer = graph.send(graph.get(post.id() + "/comments", query, connection));
      if (graph.isGone(answer, connection)) {
        throw new PostGoneException("Facebook has no such post any more");
      }
      JsonNode list = graph.read(answer, connection);
      if (!list.path("data").isArray()) {
        // An empty list would count as "all deleted".
        throw new IOException("Facebook answered without naming the comments");
      }
      for (JsonNode comment : list.path("data")) {
        boolean seen =
            !comment.path("is_hidden").asBoolean() && !comment.path("is_private").asBoolean();
        if (seen) {
          replies.add(reply(comment));
        }
      }
      if (!GraphAnswers.hasNext(list, query)) {
        replies.sort(Comparator.comparing(Reply::at));
        return replies;
      }
    }
    throw new IOException("There are more comments than can be read");
  }

  private static Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("filter", "stream");
    query.put("order", "chronological");
    query.put("fields", FIELDS);
    query.put("limit", String.valueOf(PAGE));
    return query;
  }

  /** Who wrote it is told only where the application may know. */
  private Reply reply(JsonNode comment) throws IOException {
    return Reply.builder(PagePostWriter.named(comment), graph.time(comment, "created_time"))
        .author(comment.path("from").path("name").asText(), /* page= */ null)
        .text(comment.path("message").asText())
        .build();
  }

  /** Answers a comment. */
  Outcome answer(RemotePost above, Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Request request =
        graph.post(
            above.id() + "/comments",
            Map.of("message", delivery.post().text(), "fields", "id,permalink_url"),
            connection);
    OpenCall call = OpenCall.of(delivery);
    Answer answer = call.send(request, graph.outbound());
    return call.ended(
        answer.ok()
            ? new Outcome.Published(PagePostWriter.named(Json.of(answer)))
            : graph.refused(answer, connection));
  }

  /** Looks for our answer below a comment. */
  Reconciliation find(RemotePost above, Delivery delivery)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Map<String, String> query = query();
    for (int page = 0; page < PAGES; page++) {
      Answer answer = graph.send(graph.get(above.id() + "/comments", query, connection));
      if (!answer.ok() || !Json.of(answer).path("data").isArray()) {
        return graph.unasked(answer, connection);
      }
      JsonNode list = Json.of(answer);
      for (JsonNode comment : list.path("data")) {
        if (graph.time(comment, "created_time").isBefore(OpenCall.earliest(delivery))
            || !Matching.sameWords(delivery.post().text(), comment.path("message").asText())) {
          continue;
        }
        RemotePost found = PagePostWriter.named(comment);
        String author = comment.path("from").path("id").asText();
        if (author.isEmpty()) {
          return new Reconciliation.CannotTell(
              "There is an answer with these words, but Facebook does not say whose: "
                  + found.permalink());
        }
        if (author.equals(Graph.page(connection))) {
          return new Reconciliation.Found(found);
        }
      }
      if (!GraphAnswers.hasNext(list, query)) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell("There are more answers than can be looked through");
  }

  /** Hides a comment from all but its author and the author's friends, or shows it again. */
  Outcome hide(RemotePost comment, boolean hidden, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> fields = Map.of("is_hidden", String.valueOf(hidden));
    Answer answer = graph.send(graph.post(comment.id(), fields, connection));
    if (answer.ok()) {
      return graph.done(answer, comment);
    }
    return graph.isGone(answer, connection)
        ? new Outcome.Published(comment)
        : graph.refused(answer, connection);
  }
}
