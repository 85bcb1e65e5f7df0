// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import dev.smo.connector.Delivery;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Json;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uploads pictures, unpublished, so that nothing is posted by it. */
final class Photos {
  static final int MAX_ALT = 1000;

  /** Facebook forgets what is not published within a day. */
  private static final Duration KEPT = Duration.ofHours(20);

  private final Graph graph;

  Photos(Graph graph) {
    this.graph = graph;
  }

  /**
   * Uploads what is not there yet.
   *
   * @throws IOException progress could not be kept
   */
  Uploaded upload(Delivery delivery) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    if (!delivery.post().attached()) {
      return new Uploaded.Ready(ids);
    }
    for (Media picture : delivery.post().images()) {
      Optional<String> kept = delivery.progress().ofUpload(1, picture).flatMap(this::fresh);
      if (kept.isPresent()) {
        ids.add(kept.get());
        continue;
      }
      Uploaded one = create(picture, delivery);
      if (!(one instanceof Uploaded.Ready ready)) {
        return one;
      }
      ids.addAll(ready.ids());
    }
    return new Uploaded.Ready(ids);
  }

  /** The id of what was uploaded, and when. */
  private Optional<String> fresh(String kept) {
    String[] parts = kept.split(" ", 2);
    boolean known =
        parts.length == 2
            && Instant.ofEpochSecond(Long.parseLong(parts[1])).plus(KEPT).isAfter(graph.now());
    return known ? Optional.of(parts[0]) : Optional.empty();
  }

  private Uploaded create(Media picture, Delivery delivery)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("published", "false");
    String alt = AltText.of(picture, MAX_ALT);
    if (!alt.isEmpty()) {
      fields.put("alt_text_custom", alt);
    }
    Request request =
        graph
            .file(Graph.page(connection) + "/photos")
            .multipart(
                graph.authorised(fields, connection),
                "source",
                "picture." + picture.type().replaceFirst(".*/", ""),
                picture.type(),
                picture.bytes());
    String id;
    try {
      Answer answer = graph.send(request);
      if (!answer.ok()) {
        return Uploaded.refused(graph.refused(answer, connection));
      }
      id = Json.of(answer).path("id").asText();
    } catch (IOException e) {
      return Uploaded.later("The picture could not be uploaded: " + e.getMessage());
    }
    if (!id.matches("\\d+")) {
      return Uploaded.later("Facebook took the picture without naming it");
    }
    delivery.progress().uploadDone(1, picture, id + " " + graph.now().getEpochSecond());
    return new Uploaded.Ready(List.of(id));
  }
}
