// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.instagram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Matching;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Part;
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.connectors.meta.ContainerPublisher;
import dev.smo.connectors.meta.GraphAnswers;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for a post. The container that is kept tells whether it was published; which post it became
 * only the account's list tells.
 */
final class MediaFinder {
  private static final int PAGES = 3;

  private final ContainerApi api;
  private final ContainerPublisher publisher;

  MediaFinder(ContainerApi api) {
    this.api = api;
    publisher = new ContainerPublisher(api);
  }

  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<Reconciliation> told = publisher.told(delivery, Part.all(delivery.post()).get(0));
    if (told.isPresent() && !(told.get() instanceof Reconciliation.AskLater)) {
      return told.get();
    }
    Reconciliation listed = inList(delivery);
    return listed instanceof Reconciliation.NotThere ? told.orElse(listed) : listed;
  }

  /** The list begins with what is newest. */
  private Reconciliation inList(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Instant since = OpenCall.earliest(delivery);
    Map<String, String> query = new HashMap<>();
    query.put("fields", "id,caption,permalink,timestamp");
    query.put("limit", "50");
    for (int page = 0; page < PAGES; page++) {
      Answer answer = api.send(api.get("me/media", query, connection));
      if (!answer.ok()) {
        return api.unasked(answer, connection);
      }
      JsonNode list = Json.of(answer);
      if (!list.path("data").isArray()) {
        throw new IOException("Instagram answered without the account's list");
      }
      for (JsonNode listed : list.path("data")) {
        if (api.time(listed, "timestamp").isBefore(since)) {
          return new Reconciliation.NotThere();
        }
        if (Matching.sameWords(delivery.post().text(), listed.path("caption").asText())) {
          return new Reconciliation.Found(api.named(listed));
        }
      }
      if (!GraphAnswers.hasNext(list, query)) {
        return new Reconciliation.NotThere();
      }
    }
    return new Reconciliation.CannotTell(
        "The account has posted more since then than can be looked through");
  }
}
