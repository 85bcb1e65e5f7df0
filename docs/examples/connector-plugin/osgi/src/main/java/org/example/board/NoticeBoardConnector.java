package org.example.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.ReplyModerator;
import dev.smo.connector.Responder;
import dev.smo.connector.Retractor;
import dev.smo.connector.SignIn;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Posts on a notice board, the network of docs/writing-a-connector.md. */
@Component(service = Connector.class)
public class NoticeBoardConnector
    implements Connector,
        Reconciler,
        Retractor,
        Editor,
        Verifier,
        Conversations,
        Responder,
        ReplyModerator,
        SignIn,
        Authorizer {
  private static final Network NETWORK =
      Network.builder("noticeboard", "Notice board")
          .color("#8a5a00")
          .icon("M4 3h16v18H4zm3 4v2h10V7zm0 4v2h10v-2zm0 4v2h6v-2z")
          .share("https://board.example/share?text={title}%20{url}")
          .follow("https://board.example/@{handle}")
          .endpoint(Network.Endpoint.MANDATORY)
          .connectionFields(
              Field.of(Field.Kind.SECRET, "token", "Token")
                  .help("On the board: Settings, then Tokens, then New token.")
                  .required())
          .postFields(
              Field.of(Field.Kind.CHOICE, "paper", "Paper")
                  .choices(new Field.Choice("white", "White"), new Field.Choice("pink", "Pink"))
                  .byDefault("white"))
          .idempotentFor(Network.FOREVER)
          .words(NoticeBoardConnector.class, "org.example.board.words")
          .build();

  private static final int MAX_ALT = 100;

  private static final Limits LIMITS =
      Limits.builder(200, Limits::graphemes)
          .images(List.of("image/png", "image/jpeg"), 500_000, 2_000)
          .maxImages(2)
          .maxAltLength(MAX_ALT)
          .maxThread(5)
          .build();

  private final Outbound outbound;
  private final BoardAccess access;

  @Activate
  public NoticeBoardConnector(@Reference Outbound outbound) {
    this.outbound = outbound;
    access = new BoardAccess(outbound);
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
    String answered = delivery.post().inReplyTo().map(RemotePost::id).orElse("");
    Outcome first = send(delivery, 1, delivery.post(), answered);
    Outcome last = first;
    int number = 1;
    for (Post part : delivery.post().thread()) {
      if (!(last instanceof Outcome.Published before)) {
        return last;
      }
      last = send(delivery, ++number, part, before.post().id());
    }
    return last instanceof Outcome.Published ? first : last;
  }

  /** Sends one note of a delivery, unless that is done. The board takes the same key only once. */
  private Outcome send(Delivery delivery, int number, Post post, String after)
      throws IOException, InterruptedException {
    Optional<RemotePost> done = delivery.progress().part(number);
    if (done.isPresent()) {
      return new Outcome.Published(done.get());
    }
    ObjectNode note = JsonNodeFactory.instance.objectNode();
    note.put("key", key(delivery, number)).put("text", post.text()).put("after", after);
    note.put("language", post.language().toLanguageTag());
    post.option("paper").ifPresent(paper -> note.put("paper", paper));
    Optional<Outcome> failed = upload(delivery, number, post, note);
    if (failed.isPresent()) {
      return failed.get();
    }
    Request request = Board.request("POST", "/notes", delivery.connection());
    Answer answer = outbound.send(request.json(note.toString()));
    if (!answer.ok()) {
      return Board.refused(answer, delivery.connection());
    }
    RemotePost out = Board.note(answer);
    delivery.progress().partDone(number, out, "");
    return new Outcome.Published(out);
  }

  private static String key(Delivery delivery, int number) {
    return number == 1 ? delivery.id() : delivery.id() + "-" + number;
  }

  /** Uploads what is not uploaded yet, and names it in the note; gives what went wrong. */
  private Optional<Outcome> upload(Delivery delivery, int number, Post post, ObjectNode note)
      throws IOException, InterruptedException {
    ArrayNode named = note.putArray("pictures");
    for (Media picture : post.attached() ? post.images() : List.<Media>of()) {
      Optional<String> id = delivery.progress().ofUpload(number, picture);
      if (id.isEmpty()) {
        Request request = Board.request("POST", "/pictures", delivery.connection());
        Answer answer = outbound.send(request.body(picture.type(), picture.bytes()));
        if (!answer.ok()) {
          return Optional.of(Board.refused(answer, delivery.connection()));
        }
        id = Optional.of(answer.read(Board.JSON::readTree).path("id").asText());
        delivery.progress().uploadDone(number, picture, id.get());
      }
      String alt = picture.alt();
      int end = Math.min(MAX_ALT, alt.codePointCount(0, alt.length()));
      String cut = alt.substring(0, alt.offsetByCodePoints(0, end));
      named.addObject().put("id", id.get()).put("alt", cut);
    }
    return Optional.empty();
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Reconciliation first = find(delivery, 1);
    Reconciliation last = first;
    for (int part = 2; part <= 1 + delivery.post().thread().size(); part++) {
      last = last instanceof Reconciliation.Found ? find(delivery, part) : last;
    }
    return last instanceof Reconciliation.Found ? first : last;
  }

  private Reconciliation find(Delivery delivery, int number)
      throws IOException, InterruptedException {
    String path = "/notes?key=" + key(delivery, number);
    Answer answer = outbound.send(Board.request("GET", path, delivery.connection()));
    if (answer.ok()) {
      return new Reconciliation.Found(Board.note(answer));
    }
    return switch (answer.status()) {
      case 404 -> new Reconciliation.NotThere();
      case 401, 403 -> new Reconciliation.CannotTell("The board does not know the token any more");
      default ->
          new Reconciliation.AskLater(
              Board.pause(answer), "The board answered HTTP " + answer.status());
    };
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Answer answer = outbound.send(Board.request("DELETE", "/notes/" + post.id(), connection));
    boolean gone = answer.ok() || answer.status() == 404;
    return gone ? new Outcome.Published(post) : Board.refused(answer, connection);
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    ObjectNode words = JsonNodeFactory.instance.objectNode().put("text", delivery.post().text());
    Request request = Board.request("PUT", "/notes/" + post.id(), delivery.connection());
    Answer answer = outbound.send(request.json(words.toString()));
    if (answer.status() == 404) {
      return new Outcome.Rejected("The board has no such note any more");
    }
    return answer.ok()
        ? new Outcome.Published(Board.note(answer))
        : Board.refused(answer, delivery.connection());
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Answer answer = outbound.send(Board.request("GET", "/me", connection));
    if (answer.status() == 401) {
      return new Verification.Invalid("Make a new token in the board's settings");
    }
    if (!answer.ok()) {
      return new Verification.Unreachable("The board answered HTTP " + answer.status());
    }
    JsonNode me = answer.read(Board.JSON::readTree);
    URI profile = URI.create(me.path("url").asText());
    return new Verification.Valid(me.path("name").asText(), profile, Optional.empty());
  }

  @Override
  public URI address(SignInRequest request) {
    return BoardAccess.address(request);
  }

  @Override
  public Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    return access.redeem(code, request);
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return access.authorize(connection);
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    String path = "/notes/" + post.id() + "/answers";
    Answer answer = outbound.send(Board.request("GET", path, connection));
    switch (answer.status()) {
      case 200 -> {}
      case 404 -> throw new PostGoneException("The board has no such note");
      case 429 -> throw new PausedException(Board.pause(answer), "Too many calls");
      default -> throw new IOException("The board answered HTTP " + answer.status());
    }
    List<Reply> replies = new ArrayList<>();
    for (JsonNode reply : answer.read(Board.JSON::readTree).path("answers")) {
      replies.add(reply(reply));
    }
    return replies;
  }

  @Override
  public Outcome hide(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return hidden("PUT", reply, connection);
  }

  @Override
  public Outcome show(RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    return hidden("DELETE", reply, connection);
  }

  private Outcome hidden(String method, RemotePost reply, Connection connection)
      throws IOException, InterruptedException {
    String path = "/notes/" + reply.id() + "/hidden";
    Answer answer = outbound.send(Board.request(method, path, connection));
    boolean gone = answer.status() == 404;
    return answer.ok() || gone ? new Outcome.Published(reply) : Board.refused(answer, connection);
  }

  private static Reply reply(JsonNode reply) {
    return Reply.builder(
            new RemotePost(reply.path("id").asText(), URI.create(reply.path("url").asText())),
            Instant.parse(reply.path("at").asText()))
        .author(reply.path("author").asText(), URI.create(reply.path("profile").asText()))
        .text(reply.path("text").asText())
        .build();
  }
}
