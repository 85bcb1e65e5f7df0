package dev.smo.connectors.mastodon;

import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Uploads a picture and waits until it may be attached. Nothing is posted by it. */
final class MediaUpload {
  private static final int POLLS = 15;
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofMinutes(1);

  /** Lets time pass. */
  interface Pause {
    void pause(Duration duration) throws InterruptedException;
  }

  /** Either the medium's id or why there is none; the post is not out in any case. */
  sealed interface Uploaded {
    record Ready(String id) implements Uploaded {}

    record Failed(Outcome outcome) implements Uploaded {}
  }

  private final Api api;
  private final Pause pause;

  MediaUpload(Api api, Pause pause) {
    this.api = api;
    this.pause = pause;
  }

  Uploaded upload(Media media, int descriptionLength, Connection connection)
      throws InterruptedException {
    try {
      return tried(media, descriptionLength, connection);
    } catch (IOException e) {
      return later("The picture could not be uploaded: " + e.getMessage());
    }
  }

  private Uploaded tried(Media media, int descriptionLength, Connection connection)
      throws IOException, InterruptedException {
    Map<String, String> fields =
        media.alt().isEmpty()
            ? Map.of()
            : Map.of("description", cut(media.alt(), descriptionLength));
    String name = "picture." + media.type().replaceFirst(".*/", "");
    Answer answer =
        api.send(
            api.request("POST", "/api/v2/media", connection)
                .multipart(fields, "file", name, media.type(), media.bytes()));
    if (!answer.ok()) {
      Outcome refused = api.refused(answer, connection);
      return refused instanceof Outcome.Unknown unknown
          ? later("The picture could not be uploaded: " + unknown.reason())
          : new Uploaded.Failed(refused);
    }
    String id = Json.of(answer).path("id").asText();
    if (id.isEmpty()) {
      return later("The instance took the picture without naming it");
    }
    return answer.status() == 202 ? await(id, connection) : new Uploaded.Ready(id);
  }

  private Uploaded await(String id, Connection connection)
      throws IOException, InterruptedException {
    for (int poll = 0; poll < POLLS; poll++) {
      pause.pause(BETWEEN);
      Answer answer = api.send(api.request("GET", "/api/v1/media/" + id, connection));
      if (answer.status() == 200) {
        return new Uploaded.Ready(id);
      }
      if (!answer.ok()) {
        return later("The instance could not make the picture ready: " + Api.reason(answer));
      }
    }
    return later("The instance is still working on the picture");
  }

  private static Uploaded later(String reason) {
    return new Uploaded.Failed(new Outcome.Deferred(LATER, reason));
  }

  private static String cut(String text, int length) {
    int kept = Math.min(length, text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, kept));
  }
}
