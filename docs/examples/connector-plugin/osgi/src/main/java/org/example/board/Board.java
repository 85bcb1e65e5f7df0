package org.example.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Outcome;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** The board's way of being asked and of refusing. */
final class Board {
  static final ObjectMapper JSON = new ObjectMapper();

  private Board() {}

  static Request request(String method, String path, Connection connection) {
    URI board = connection.endpoint().orElseThrow();
    return Request.of(method, board.resolve(path))
        .bearer(connection.secret("token").orElse(Secret.of("")))
        .within(Duration.ofSeconds(30));
  }

  static Outcome refused(Answer answer, Connection connection) {
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), "Too many notes");
      case 401, 403 -> new Outcome.Unauthorised("The board does not know the token any more");
      case 422 -> new Outcome.Rejected(connection.redact(reason(answer)));
      default -> new Outcome.Unknown("The board answered HTTP " + answer.status());
    };
  }

  static Duration pause(Answer answer) {
    return answer.retryAfter(Instant.now()).orElse(Duration.ZERO);
  }

  /** An answer that does not name the note is as good as none: IOException, so Unknown. */
  static RemotePost note(Answer answer) throws IOException {
    JsonNode note = answer.read(JSON::readTree);
    if (!note.path("id").isTextual() || !note.path("url").isTextual()) {
      throw new IOException("The board answered without naming the note");
    }
    return new RemotePost(note.get("id").asText(), URI.create(note.get("url").asText()));
  }

  private static String reason(Answer answer) {
    try {
      return answer.read(JSON::readTree).path("error").asText("The board refused the note");
    } catch (IOException e) {
      return "The board refused the note";
    }
  }
}
