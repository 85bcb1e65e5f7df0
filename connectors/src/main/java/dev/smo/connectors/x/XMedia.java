// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Json;
import dev.smo.connectors.Part;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uploads pictures with their texts. Nothing is posted by it, so whatever fails is tried again. */
final class XMedia {
  static final int MAX_ALT = 1_000;

  /** X says itself how long it keeps a picture that no post has; some minutes are for clocks. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final XApi api;

  XMedia(XApi api) {
    this.api = api;
  }

  Uploaded upload(Delivery delivery, Part part) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    List<Media> pictures = part.post().attached() ? part.post().images() : List.of();
    for (Media picture : pictures) {
      Optional<String> kept = delivery.progress().ofUpload(part.number(), picture);
      Optional<String> id = kept.filter(this::holds).map(value -> value.split(" ", 2)[0]);
      if (id.isEmpty()) {
        Uploaded one = create(picture, delivery, part);
        if (!(one instanceof Uploaded.Ready ready)) {
          return one;
        }
        id = Optional.of(ready.ids().get(0));
      }
      ids.add(id.get());
    }
    return new Uploaded.Ready(ids);
  }

  private boolean holds(String kept) {
    Instant ends = Instant.ofEpochSecond(Long.parseLong(kept.split(" ", 2)[1]));
    return api.clock().instant().plus(CLOCKS_DIFFER).isBefore(ends);
  }

  private Uploaded create(Media picture, Delivery delivery, Part part)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    String name = "picture." + picture.type().replaceFirst(".*/", "");
    Request request =
        api.request("POST", "/2/media/upload", connection)
            .multipart(
                Map.of("media_category", "tweet_image"),
                "media",
                name,
                picture.type(),
                picture.bytes());
    String kept;
    try {
      Answer answer = api.send(request);
      if (!answer.ok()) {
        return refused(answer, connection);
      }
      JsonNode media = Json.of(answer).path("data");
      String id = media.path("id").asText();
      if (!id.matches("\\d{1,20}")) {
        return Uploaded.later("X took the picture without naming it");
      }
      Optional<Uploaded> failed = describe(id, picture, connection);
      if (failed.isPresent()) {
        return failed.get();
      }
      long seconds = media.path("expires_after_secs").asLong(86_400);
      kept = id + " " + api.clock().instant().plusSeconds(seconds).getEpochSecond();
    } catch (IOException e) {
      return Uploaded.later("The picture could not be uploaded: " + e.getMessage());
    }
    delivery.progress().uploadDone(part.number(), picture, kept);
    return new Uploaded.Ready(List.of(kept.split(" ", 2)[0]));
  }

  /** Says the text for people who cannot see it; gives what went wrong. */
  private Optional<Uploaded> describe(String id, Media picture, Connection connection)
      throws IOException, InterruptedException {
    String alt = AltText.of(picture, MAX_ALT);
    if (alt.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", id);
    body.putObject("metadata").putObject("alt_text").put("text", alt);
    Answer answer =
        api.send(api.request("POST", "/2/media/metadata", connection).json(body.toString()));
    return answer.ok() ? Optional.empty() : Optional.of(refused(answer, connection));
  }

  private Uploaded refused(Answer answer, Connection connection) {
    return Uploaded.refused(api.refused(answer, connection));
  }
}
