package dev.smo.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.NetworkConnector;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Posts on a notice board, the network of docs/writing-a-connector.md. */
@Component(
    service = {
      Connector.class,
      Reconciler.class,
      Retractor.class,
      Verifier.class,
      Conversations.class
    })
@NetworkConnector(
    network = "noticeboard",
    label = "Notice board",
    idempotent = true,
    secrets = "token")
public class NoticeBoardConnector
    implements Connector, Reconciler, Retractor, Verifier, Conversations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Limits LIMITS = new Limits(200, Limits::graphemes, 0, 0, List.of());

  private final Outbound outbound;

  @Activate
  public NoticeBoardConnector(@Reference Outbound outbound) {
    this.outbound = outbound;
  }

  @Override
  public Limits limits(Connection connection) {
    return LIMITS;
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    ObjectNode note = JsonNodeFactory.instance.objectNode();
    note.put("key", delivery.id()).put("text", delivery.post().text());
    Answer answer =
        outbound.send(request("POST", "/notes", delivery.connection()).json(note.toString()));
    return answer.ok()
        ? new Outcome.Published(note(answer))
        : refused(answer, delivery.connection());
  }

  private static Outcome refused(Answer answer, Connection connection) {
    return switch (answer.status()) {
      case 429 ->
          new Outcome.Deferred(
              answer.retryAfter(Instant.now()).orElse(Duration.ZERO), "Too many notes");
      case 401, 403 -> new Outcome.Unauthorised("The board does not know the token any more");
      case 422 -> new Outcome.Rejected(connection.redact(reason(answer)));
      default -> new Outcome.Unknown("The board answered HTTP " + answer.status());
    };
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Answer answer =
        outbound.send(request("GET", "/notes?key=" + delivery.id(), delivery.connection()));
    if (answer.ok()) {
      return new Reconciliation.Found(note(answer));
    }
    return answer.status() == 404
        ? new Reconciliation.NotThere()
        : new Reconciliation.CannotTell("The board answered HTTP " + answer.status());
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Answer answer = outbound.send(request("DELETE", "/notes/" + post.id(), connection));
    boolean gone = answer.ok() || answer.status() == 404;
    return gone ? new Outcome.Published(post) : refused(answer, connection);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Answer answer = outbound.send(request("GET", "/me", connection));
    if (answer.status() == 401) {
      return new Verification.Invalid("Make a new token in the board's settings");
    }
    if (!answer.ok()) {
      return new Verification.Unreachable("The board answered HTTP " + answer.status());
    }
    JsonNode me = answer.read(JSON::readTree);
    URI profile = URI.create(me.path("url").asText());
    return new Verification.Valid(me.path("name").asText(), profile, Optional.empty());
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Answer answer = outbound.send(request("GET", "/notes/" + post.id() + "/answers", connection));
    switch (answer.status()) {
      case 200 -> {}
      case 404 -> throw new PostGoneException("The board has no such note");
      case 429 ->
          throw new PausedException(
              answer.retryAfter(Instant.now()).orElse(Duration.ZERO), "Too many calls");
      default -> throw new IOException("The board answered HTTP " + answer.status());
    }
    List<Reply> replies = new ArrayList<>();
    for (JsonNode reply : answer.read(JSON::readTree).path("answers")) {
      replies.add(reply(reply));
    }
    return replies;
  }

  private static Reply reply(JsonNode reply) {
    return Reply.builder(
            new RemotePost(reply.path("id").asText(), URI.create(reply.path("url").asText())),
            Instant.parse(reply.path("at").asText()))
        .author(reply.path("author").asText(), URI.create(reply.path("profile").asText()))
        .text(reply.path("text").asText())
        .build();
  }

  private static Request request(String method, String path, Connection connection) {
    URI board = connection.endpoint().orElseThrow();
    return Request.of(method, board.resolve(path))
        .bearer(connection.secret("token").orElseThrow())
        .within(Duration.ofSeconds(30));
  }

  /** An answer that does not name the note is as good as none: IOException, so Unknown. */
  private static RemotePost note(Answer answer) throws IOException {
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
