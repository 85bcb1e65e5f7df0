// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Uploads pictures and waits until LinkedIn has worked on them. Nothing is posted by it. Of a card,
 * a picture that LinkedIn does not take is left out.
 */
final class ImageUpload {
  private static final int POLLS = 10;
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofMinutes(1);

  /** How long a picture is given of which nothing can be asked. */
  private static final Duration BLIND = Duration.ofSeconds(8);

  /** Lets time pass. */
  interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }

  private final LinkedInApi api;
  private final Pause pause;

  ImageUpload(LinkedInApi api, Pause pause) {
    this.api = api;
    this.pause = pause;
  }

  /** The pictures that a post needs: those attached, or that of its card. */
  static List<Media> pictures(Post post) {
    if (post.attached()) {
      return post.images();
    }
    return post.link().isPresent() ? post.images().stream().limit(1).toList() : List.of();
  }

  /**
   * Uploads what is not there yet.
   *
   * @throws IOException progress could not be kept
   */
  Uploaded upload(Delivery delivery) throws IOException, InterruptedException {
    List<String> urns = new ArrayList<>();
    for (Media picture : pictures(delivery.post())) {
      Optional<String> kept = delivery.progress().ofUpload(1, picture);
      Uploaded one = kept.isPresent() ? ready(kept.get()) : create(picture, delivery);
      if (one instanceof Uploaded.Ready done && !done.ids().isEmpty()) {
        one = await(done.ids().get(0), picture, delivery, kept.isEmpty());
      }
      if (!(one instanceof Uploaded.Ready done)) {
        return one;
      }
      urns.addAll(done.ids());
    }
    return new Uploaded.Ready(urns);
  }

  private Uploaded create(Media picture, Delivery delivery)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request
        .putObject("initializeUploadRequest")
        .put("owner", Urn.author(connection).orElseThrow().text());
    String urn;
    try {
      Answer begun =
          api.send(
              api.request("POST", "/rest/images?action=initializeUpload", connection)
                  .json(request.toString()));
      if (!begun.ok()) {
        return refused(begun, delivery);
      }
      JsonNode place = Json.of(begun).path("value");
      urn = Urn.of(place.path("image").asText()).map(Urn::text).orElse("");
      Answer sent = put(place.path("uploadUrl").asText(), picture, connection);
      if (!sent.ok() || urn.isEmpty()) {
        return refused(sent, delivery);
      }
    } catch (IOException e) {
      return Uploaded.later("The picture could not be uploaded: " + e.getMessage());
    }
    delivery.progress().uploadDone(1, picture, urn);
    return ready(urn);
  }

  private Answer put(String address, Media picture, Connection connection)
      throws IOException, InterruptedException {
    URI place;
    try {
      place = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IOException("LinkedIn did not say where to send the picture");
    }
    return api.send(api.upload(place, connection).body(picture.type(), picture.bytes()));
  }

  /** Waits for a picture; a member's token may not ask for it. */
  private Uploaded await(String urn, Media picture, Delivery delivery, boolean fresh)
      throws IOException, InterruptedException {
    if (!Urn.author(delivery.connection()).orElseThrow().isOrganization()) {
      if (fresh && inTime(delivery, BLIND)) {
        pause.pause(BLIND);
      }
      return ready(urn);
    }
    for (int poll = 1; poll <= POLLS; poll++) {
      Optional<Uploaded> decided = look(urn, picture, delivery);
      if (decided.isPresent()) {
        return decided.get();
      }
      if (poll < POLLS && inTime(delivery, BETWEEN)) {
        pause.pause(BETWEEN);
      } else {
        break;
      }
    }
    return new Uploaded.Failed(
        new Outcome.InProgress(LATER, "LinkedIn is still working on the picture"));
  }

  /** What LinkedIn says of a picture; empty while it works on it. */
  private Optional<Uploaded> look(String urn, Media picture, Delivery delivery)
      throws IOException, InterruptedException {
    String path = "/rest/images/" + new Urn(urn).encoded();
    String status;
    try {
      Answer answer = api.send(api.request("GET", path, delivery.connection()));
      if (!answer.ok() && answer.status() != 404) {
        return Optional.of(refused(answer, delivery));
      }
      status = answer.ok() ? Json.of(answer).path("status").asText() : "PROCESSING_FAILED";
    } catch (IOException e) {
      return Optional.of(Uploaded.later("The picture could not be asked for: " + e.getMessage()));
    }
    return switch (status) {
      case "AVAILABLE" -> Optional.of(ready(urn));
      case "PROCESSING_FAILED" -> Optional.of(lost(picture, delivery));
      default -> Optional.empty();
    };
  }

  private boolean inTime(Delivery delivery, Duration wait) {
    return api.now().plus(wait).isBefore(delivery.deadline());
  }

  /** LinkedIn gave it up: a card goes without, what is attached is uploaded once more. */
  private static Uploaded lost(Media picture, Delivery delivery) throws IOException {
    if (!delivery.post().attached()) {
      return new Uploaded.Ready(List.of());
    }
    delivery.progress().uploadDone(1, picture, "");
    return Uploaded.later("LinkedIn could not work on the picture; it will be uploaded again");
  }

  private Uploaded refused(Answer answer, Delivery delivery) {
    Outcome outcome = api.refused(answer, delivery.connection());
    boolean unwelcome = outcome instanceof Outcome.Rejected;
    return unwelcome && !delivery.post().attached()
        ? new Uploaded.Ready(List.of())
        : Uploaded.refused(outcome);
  }

  private static Uploaded ready(String urn) {
    return new Uploaded.Ready(List.of(urn));
  }
}
