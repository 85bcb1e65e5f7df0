package org.example.board.scr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.apache.felix.scr.annotations.Component;
import org.apache.felix.scr.annotations.Reference;
import org.apache.felix.scr.annotations.Service;

/** Publishes on a notice board, and no more: the smallest connector that is worth having. */
@Component
@Service(Connector.class)
public class ScrBoardConnector implements Connector {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Network NETWORK =
      Network.builder("scrboard", "Notice board (SCR)")
          .endpoint(Network.Endpoint.MANDATORY)
          .connectionFields(
              Field.of(Field.Kind.SECRET, "token", "Token")
                  .help("On the board: Settings, then Tokens, then New token.")
                  .required())
          .share("https://board.example/share?text={title}%20{url}")
          .idempotentFor(Network.FOREVER)
          .build();

  private static final Limits LIMITS = Limits.builder(200, Limits::graphemes).build();

  @Reference private Outbound outbound;

  /** For OSGi, which sets the field; SCR annotations know no other injection. */
  public ScrBoardConnector() {}

  /** For tests. */
  ScrBoardConnector(Outbound outbound) {
    this.outbound = outbound;
  }

  @Override
  public Network network() {
    return NETWORK;
  }

  @Override
  public Limits limits(Connection connection) {
    return LIMITS;
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    URI notes = connection.endpoint().orElseThrow().resolve("/notes");
    String note =
        JSON.createObjectNode()
            .put("key", delivery.id())
            .put("text", delivery.post().text())
            .put("language", delivery.post().language().toLanguageTag())
            .toString();
    Secret token = connection.secret("token").orElse(Secret.of(""));
    Answer answer = outbound.send(Request.post(notes).bearer(token).json(note));
    return switch (answer.status()) {
      case 200, 201 -> published(answer);
      case 429 ->
          new Outcome.Deferred(
              answer.retryAfter(Instant.now()).orElse(Duration.ZERO), "Too many notes");
      case 401, 403 -> new Outcome.Unauthorised("The board does not know the token any more");
      case 422 -> new Outcome.Rejected(connection.redact(reason(answer)));
      default -> new Outcome.Unknown("The board answered HTTP " + answer.status());
    };
  }

  /** An answer that does not name the note is as good as none: IOException, so Unknown. */
  private static Outcome published(Answer answer) throws IOException {
    JsonNode note = answer.read(JSON::readTree);
    if (!note.path("id").isTextual() || !note.path("url").isTextual()) {
      throw new IOException("The board answered without naming the note");
    }
    return new Outcome.Published(
        new RemotePost(note.get("id").asText(), URI.create(note.get("url").asText())));
  }

  private static String reason(Answer answer) {
    try {
      return answer.read(JSON::readTree).path("error").asText("The board refused the note");
    } catch (IOException e) {
      return "The board refused the note";
    }
  }
}
