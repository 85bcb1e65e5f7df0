// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Caption;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.meta.GraphAnswers;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks for a post among those that its page made since the delivery began. */
final class PagePostFinder {
  /** How late Facebook may list what it has taken. */
  static final Duration LATE = Duration.ofMinutes(5);

  private static final int PAGES = 5;
  private static final int PAGE = 100;

  private final Graph graph;

  PagePostFinder(Graph graph) {
    this.graph = graph;
  }

  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fields", "id,message,created_time,permalink_url,attachments{unshimmed_url}");
    query.put("since", String.valueOf(OpenCall.earliest(delivery).getEpochSecond()));
    query.put("limit", String.valueOf(PAGE));
    for (int page = 0; page < PAGES; page++) {
      Answer answer = graph.send(graph.get(Graph.page(connection) + "/posts", query, connection));
      if (!answer.ok() || !Json.of(answer).path("data").isArray()) {
        return graph.unasked(answer, connection);
      }
      JsonNode list = Json.of(answer);
      for (JsonNode listed : list.path("data")) {
        Optional<Reconciliation> judged = judged(listed, delivery);
        if (judged.isPresent()) {
          return judged.get();
        }
      }
      if (!GraphAnswers.hasNext(list, query)) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell(
        "The page has posted more since then than can be looked through");
  }

  /** Of a post that may be the one; empty where it is another. */
  private Optional<Reconciliation> judged(JsonNode listed, Delivery delivery) throws IOException {
    if (graph.time(listed, "created_time").isBefore(OpenCall.earliest(delivery))) {
      return Optional.empty();
    }
    Post post = delivery.post();
    String said = listed.path("message").asText();
    String link = post.link().map(URI::toString).orElse("");
    if (!link.isEmpty() && leadsTo(listed, link)) {
      RemotePost found = PagePostWriter.named(listed);
      return Optional.of(
          Matching.sameWords(post.text(), said)
              ? new Reconciliation.Found(found)
              : new Reconciliation.CannotTell(
                  "There is a post with this link but other words: " + found.permalink()));
    }
    // Without a card, the link stands behind the words.
    if (Matching.sameWords(Caption.withLink(post), said)) {
      return Optional.of(new Reconciliation.Found(PagePostWriter.named(listed)));
    }
    return Matching.sameWords(post.text(), said)
        ? Optional.of(
            new Reconciliation.CannotTell(
                "There is a post with these words but without the link: "
                    + PagePostWriter.named(listed).permalink()))
        : Optional.empty();
  }

  private static boolean leadsTo(JsonNode listed, String link) {
    for (JsonNode attachment : listed.path("attachments").path("data")) {
      if (Matching.sameLink(link, attachment.path("unshimmed_url").asText())) {
        return true;
      }
    }
    return false;
  }
}
