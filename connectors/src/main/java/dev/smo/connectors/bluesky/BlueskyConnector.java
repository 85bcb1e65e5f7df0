package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Authorizer;
import dev.smo.connector.Connector;
import dev.smo.connector.Conversations;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
import dev.smo.connector.Limits;
import dev.smo.connector.NetworkConnector;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.Json;
import dev.smo.connectors.bluesky.BlobUpload.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts on Bluesky, or any PDS of the AT Protocol. docs/connectors/bluesky.md tells an account's
 * owner what to do.
 */
@Component(
    service = {
      Connector.class,
      Reconciler.class,
      Verifier.class,
      Retractor.class,
      Insights.class,
      Conversations.class,
      Authorizer.class
    })
@NetworkConnector(
    network = "bluesky",
    label = "Bluesky",
    idempotent = true,
    settings = {"handle*", "appview"},
    secrets = "appPassword")
public final class BlueskyConnector
    implements Connector, Reconciler, Verifier, Retractor, Insights, Conversations, Authorizer {
  private static final Limits LIMITS =
      new Limits(
          RichText.MAX_LENGTH,
          RichText::length,
          BlobUpload.MAX_BYTES,
          2000,
          List.of("image/jpeg", "image/png", "image/webp"));
  private static final Outcome NO_SESSION =
      new Outcome.Unauthorised("The connection has no session yet");

  private final Xrpc xrpc;
  private final Login login;
  private final BlobUpload blobs;
  private final BlueskyEngagement audience;

  @Activate
  public BlueskyConnector(@Reference Outbound outbound) {
    xrpc = new Xrpc(outbound, Clock.systemUTC());
    login = new Login(xrpc);
    blobs = new BlobUpload(xrpc);
    audience = new BlueskyEngagement(xrpc);
  }

  @Override
  public Limits limits(Connection connection) {
    return LIMITS;
  }

  @Override
  public Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return login.authorize(connection);
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<Session> session = Session.of(connection);
    if (session.isEmpty()) {
      return NO_SESSION;
    }
    Post post = delivery.post();
    RichText text = RichText.of(post);
    if (text.length() > RichText.MAX_LENGTH) {
      return new Outcome.Rejected("Longer than the 300 characters or 3000 bytes of Bluesky");
    }
    Optional<JsonNode> blob = Optional.empty();
    if (post.image().isPresent() && (post.imageInstead() || post.link().isPresent())) {
      Uploaded uploaded =
          blobs.upload(post.image().get(), post.imageInstead(), session.get(), connection);
      if (uploaded instanceof Uploaded.Failed failed) {
        return failed.outcome();
      }
      blob = ((Uploaded.Ready) uploaded).blob();
    }
    return put(delivery, session.get(), FeedPost.of(delivery, text, blob));
  }

  /** Writes by putRecord: createRecord answers a repeat with 500 (bluesky-social/atproto#3718). */
  private Outcome put(Delivery delivery, Session session, ObjectNode posted)
      throws IOException, InterruptedException {
    String rkey = Tid.of(delivery.started(), delivery.id());
    ObjectNode body = naming(session, rkey);
    body.set("record", posted);
    Answer answer =
        xrpc.send(
            Xrpc.procedure(session.pds(), "com.atproto.repo.putRecord")
                .bearer(session.access())
                .json(body.toString()));
    if (!answer.ok()) {
      return xrpc.refused(answer, delivery.connection());
    }
    RemotePost post = session.post(rkey);
    if (!Json.of(answer).path("uri").asText().equals(post.id())) {
      throw new IOException("Bluesky answered without naming the post");
    }
    return new Outcome.Published(post);
  }

  private static ObjectNode naming(Session session, String rkey) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("repo", session.did())
        .put("collection", Session.COLLECTION)
        .put("rkey", rkey);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<Session> session = Session.of(delivery.connection());
    if (session.isEmpty()) {
      return new Reconciliation.CannotTell("The connection has no session yet");
    }
    String rkey = Tid.of(delivery.started(), delivery.id());
    Map<String, String> place =
        Map.of("repo", session.get().did(), "collection", Session.COLLECTION, "rkey", rkey);
    Answer answer =
        xrpc.send(
            Xrpc.query(session.get().pds(), "com.atproto.repo.getRecord", place)
                .bearer(session.get().access()));
    RemotePost post = session.get().post(rkey);
    if (answer.ok() && Json.of(answer).path("uri").asText().equals(post.id())) {
      return new Reconciliation.Found(post);
    }
    return answer.status() == 400 && Xrpc.error(answer).equals("RecordNotFound")
        ? new Reconciliation.NotThere()
        : new Reconciliation.CannotTell(
            "Bluesky cannot be asked now: " + delivery.connection().redact(Xrpc.reason(answer)));
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<Session> session = Session.of(connection);
    if (session.isEmpty()) {
      return verifyByLogin(connection);
    }
    Answer answer =
        xrpc.send(
            Xrpc.query(session.get().pds(), "com.atproto.server.getSession", Map.of())
                .bearer(session.get().access()));
    if (answer.ok()) {
      return valid(Json.of(answer).path("handle").asText(), session.get().did());
    }
    String reason = connection.redact(Xrpc.reason(answer));
    return Xrpc.refusesAccount(answer)
        ? new Verification.Invalid("Bluesky refuses the session: " + reason)
        : new Verification.Unreachable("Bluesky answered " + reason);
  }

  /** Before the first session, only logging in shows whether handle and password are right. */
  private Verification verifyByLogin(Connection connection)
      throws IOException, InterruptedException {
    Authorization said = login.authorize(connection);
    if (said instanceof Authorization.Refused refused) {
      return new Verification.Invalid(refused.reason());
    }
    if (said instanceof Authorization.Later later) {
      return new Verification.Unreachable(later.reason());
    }
    Connection open =
        connection.toBuilder().secrets(((Authorization.Granted) said).secrets()).build();
    return valid(connection.setting("handle").orElse(""), Session.of(open).orElseThrow().did());
  }

  private static Verification valid(String handle, String did) {
    URI profile = URI.create("https://bsky.app/profile/" + did);
    return new Verification.Valid("@" + handle.replaceFirst("^@", ""), profile, Optional.empty());
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<Session> session = Session.of(connection);
    if (session.isEmpty()) {
      return NO_SESSION;
    }
    String rkey = post.id().substring(post.id().lastIndexOf('/') + 1);
    if (!session.get().post(rkey).id().equals(post.id())) {
      return new Outcome.Rejected("The post belongs to another account than the connection");
    }
    Answer answer =
        xrpc.send(
            Xrpc.procedure(session.get().pds(), "com.atproto.repo.deleteRecord")
                .bearer(session.get().access())
                .json(naming(session.get(), rkey).toString()));
    return answer.ok() ? new Outcome.Published(post) : xrpc.refused(answer, connection);
  }

  @Override
  public Engagement engagement(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.counts(post, connection);
  }

  @Override
  public List<Reply> replies(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    return audience.replies(post, connection);
  }
}
