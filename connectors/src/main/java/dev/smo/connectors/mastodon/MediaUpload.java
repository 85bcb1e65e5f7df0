// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.AltText;
import dev.smo.connectors.Json;
import dev.smo.connectors.Part;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uploads pictures and waits until they may be attached. Nothing is posted by it. What is uploaded
 * is kept as progress; an instance forgets it after a day or so, and is then given it again.
 */
final class MediaUpload {
  private static final int POLLS = 15;
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofMinutes(1);

  /** Lets time pass. */
  interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }

  private final Api api;
  private final Clock clock;
  private final Pause pause;

  MediaUpload(Api api, Clock clock, Pause pause) {
    this.api = api;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Uploads the pictures of a part that are not there yet.
   *
   * @param attached what the status to be edited has already; nothing for a new one
   * @throws IOException progress could not be kept
   */
  Uploaded upload(Delivery delivery, Part part, MastodonInstance instance, List<String> attached)
      throws IOException, InterruptedException {
    Post post = part.post();
    List<String> ids = new ArrayList<>();
    for (Media picture : post.attached() ? post.images() : List.<Media>of()) {
      Optional<String> kept = delivery.progress().ofUpload(part.number(), picture);
      if (kept.filter(attached::contains).isPresent()) {
        ids.add(kept.get());
        continue;
      }
      Optional<Uploaded> before =
          kept.isEmpty() ? Optional.empty() : await(kept.get(), delivery, Duration.ZERO);
      Uploaded one = before.isPresent() ? before.get() : create(picture, part, delivery, instance);
      if (one instanceof Uploaded.Ready ready) {
        ids.addAll(ready.ids());
      } else {
        return one;
      }
    }
    return new Uploaded.Ready(ids);
  }

  private Uploaded create(Media picture, Part part, Delivery delivery, MastodonInstance instance)
      throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    String alt = AltText.of(picture, instance.descriptionLength());
    Map<String, String> fields = alt.isEmpty() ? Map.of() : Map.of("description", alt);
    String name = "picture." + picture.type().replaceFirst(".*/", "");
    Answer answer;
    String id;
    try {
      answer =
          api.send(
              api.request("POST", "/api/v2/media", connection)
                  .multipart(fields, "file", name, picture.type(), picture.bytes()));
      id = answer.ok() ? Json.of(answer).path("id").asText() : "";
    } catch (IOException e) {
      return Uploaded.later("The picture could not be uploaded: " + e.getMessage());
    }
    if (!answer.ok()) {
      return Uploaded.refused(api.refused(answer, connection));
    }
    if (id.isEmpty()) {
      return Uploaded.later("The instance took the picture without naming it");
    }
    delivery.progress().uploadDone(part.number(), picture, id);
    return answer.status() == 202
        ? await(id, delivery, BETWEEN)
            .orElseGet(() -> Uploaded.later("The instance lost the picture while it worked on it"))
        : new Uploaded.Ready(List.of(id));
  }

  /** Waits for a medium; empty where the instance does not know it, or gave it up. */
  private Optional<Uploaded> await(String id, Delivery delivery, Duration first)
      throws InterruptedException {
    Duration wait = first;
    for (int poll = 0; poll < POLLS; poll++) {
      if (clock.instant().plus(wait).isAfter(delivery.deadline())) {
        break;
      }
      pause.pause(wait);
      wait = BETWEEN;
      Answer answer;
      try {
        answer = api.send(api.request("GET", "/api/v1/media/" + id, delivery.connection()));
      } catch (IOException e) {
        return Optional.of(Uploaded.later("The picture could not be asked for: " + e.getMessage()));
      }
      if (answer.status() == 200) {
        return Optional.of(new Uploaded.Ready(List.of(id)));
      }
      if (answer.status() == 404 || answer.status() == 422) {
        return Optional.empty();
      }
      if (!answer.ok()) {
        String reason = delivery.connection().redact(Api.reason(answer));
        return Optional.of(
            Uploaded.later("The instance could not make the picture ready: " + reason));
      }
    }
    return Optional.of(
        new Uploaded.Failed(
            new Outcome.InProgress(LATER, "The instance is still working on the picture")));
  }
}
