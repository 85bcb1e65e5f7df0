// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Part;
import dev.smo.connectors.Uploaded;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the records of a delivery: the post, and those of its thread. The key of each is made from
 * the delivery, so there is exactly one place to look at, and writing twice changes nothing.
 */
final class PostWriter {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ANSWERED = "answered";

  /** So many keys in a row that other posts have are no coincidence. */
  private static final int MOST_KEYS = 5;

  private final Xrpc xrpc;
  private final BlobUpload blobs;
  private final Mentions mentions;
  private final PostGates gates;

  PostWriter(Xrpc xrpc) {
    this.xrpc = xrpc;
    blobs = new BlobUpload(xrpc);
    mentions = new Mentions(xrpc);
    gates = new PostGates(xrpc);
  }

  Outcome publish(Delivery delivery, Session session) throws IOException, InterruptedException {
    List<Part> parts = Part.all(delivery.post());
    if (parts.stream().anyMatch(p -> RichText.of(p.post()).length() > RichText.MAX_LENGTH)) {
      return new Outcome.Rejected("Longer than the 300 characters or 3000 bytes of Bluesky");
    }
    Optional<Outcome> failed = learnAnswered(delivery, session);
    if (failed.isPresent()) {
      return failed.get();
    }
    Optional<JsonNode> reply = Optional.empty();
    if (delivery.progress().of(ANSWERED).isPresent()) {
      reply = Optional.of(MAPPER.readTree(delivery.progress().of(ANSWERED).get()));
    }
    for (Part part : parts) {
      if (delivery.progress().of(part.step()).isEmpty()) {
        Outcome outcome = write(delivery, part, session, reply);
        if (!(outcome instanceof Outcome.Published)) {
          return outcome;
        }
      }
      Optional<Outcome> open = gates.write(delivery, part, session, rkey(delivery, part));
      if (open.isPresent()) {
        return open.get();
      }
      if (!part.last()) {
        String cid = delivery.progress().ofPart(part.number());
        reply = Optional.of(behind(reply, session.post(rkey(delivery, part)).id(), cid));
      }
    }
    return new Outcome.Published(session.post(rkey(delivery, parts.get(0))));
  }

  private Outcome write(Delivery delivery, Part part, Session session, Optional<JsonNode> reply)
      throws IOException, InterruptedException {
    Uploaded uploaded = blobs.upload(delivery, part, session);
    if (uploaded instanceof Uploaded.Failed failed) {
      return failed.outcome();
    }
    List<JsonNode> pictures = new ArrayList<>();
    for (String blob : ((Uploaded.Ready) uploaded).ids()) {
      pictures.add(MAPPER.readTree(blob));
    }
    ObjectNode posted = FeedPost.of(delivery, part, pictures, mentions.of(delivery, session));
    reply.ifPresent(ends -> posted.set("reply", ends));
    return put(delivery, part, session, posted);
  }

  /**
   * Writes by putRecord: createRecord answers a repeat with 500 (bluesky-social/atproto#3718). The
   * first time only where there is no record, as two connections may post on one account, and
   * another post must not be lost under this one; later what is there is an earlier attempt.
   */
  private Outcome put(Delivery delivery, Part part, Session session, ObjectNode posted)
      throws IOException, InterruptedException {
    String rkey = rkey(delivery, part);
    ObjectNode body = naming(session, Session.COLLECTION, rkey);
    body.set("record", posted);
    if (delivery.attempt() == 1) {
      body.putNull("swapRecord");
    }
    Answer answer =
        xrpc.send(
            Xrpc.procedure(session.pds(), "com.atproto.repo.putRecord").json(body.toString()),
            session);
    if (BlobUpload.isMissing(answer)) {
      blobs.forget(delivery, part);
      return new Outcome.Deferred(
          Duration.ZERO, "Bluesky has forgotten the pictures; they will be uploaded again");
    }
    if (Xrpc.error(answer).equals("InvalidSwap")) {
      return taken(delivery, part, session, posted);
    }
    if (!answer.ok()) {
      return xrpc.refused(answer, delivery.connection());
    }
    RemotePost post = session.post(rkey);
    JsonNode written = Json.of(answer);
    if (!written.path("uri").asText().equals(post.id())) {
      throw new IOException("Bluesky answered without naming the post");
    }
    keep(delivery, part, post, written.path("cid").asText());
    return new Outcome.Published(post);
  }

  /** There is a record under the key: this post, or another one, beside which this gets another. */
  private Outcome taken(Delivery delivery, Part part, Session session, ObjectNode posted)
      throws IOException, InterruptedException {
    String rkey = rkey(delivery, part);
    Answer answer = xrpc.send(record(session, session.did(), rkey), session);
    if (!answer.ok()) {
      return new Outcome.Deferred(Duration.ofSeconds(1), "Bluesky cannot tell what is there");
    }
    JsonNode there = Json.of(answer);
    if (there.path("value").path("text").equals(posted.path("text"))) {
      RemotePost post = session.post(rkey);
      keep(delivery, part, post, there.path("cid").asText());
      return new Outcome.Published(post);
    }
    int number = delivery.progress().of(key(part)).map(Integer::parseInt).orElse(0) + 1;
    if (number > MOST_KEYS) {
      return new Outcome.Rejected("Bluesky has another post under each key of this one");
    }
    delivery.progress().done(key(part), String.valueOf(number));
    return put(delivery, part, session, posted);
  }

  private static String key(Part part) {
    return "key-" + part.number();
  }

  /** Keeps that a part is out; of a post alone, too, where a step follows. */
  private static void keep(Delivery delivery, Part part, RemotePost post, String cid)
      throws IOException {
    if (PostGates.wanted(delivery, part)) {
      delivery.progress().partDone(part.number(), post, cid);
    } else {
      part.keep(delivery.progress(), post, cid);
    }
  }

  /** Learns what a post must say of the one that it answers; gives what went wrong. */
  private Optional<Outcome> learnAnswered(Delivery delivery, Session session)
      throws IOException, InterruptedException {
    Optional<RemotePost> answered = delivery.post().inReplyTo();
    if (answered.isEmpty() || delivery.progress().of(ANSWERED).isPresent()) {
      return Optional.empty();
    }
    String[] place = answered.get().id().replaceFirst("^at://", "").split("/", -1);
    if (place.length != 3) {
      return Optional.of(new Outcome.Rejected("The post to answer is none of Bluesky's"));
    }
    Answer answer = xrpc.send(record(session, place[0], place[2]), session);
    if (!answer.ok()) {
      Outcome refused = xrpc.refused(answer, delivery.connection());
      return Optional.of(
          refused instanceof Outcome.Unknown unknown
              ? new Outcome.Deferred(Duration.ZERO, unknown.reason())
              : refused);
    }
    JsonNode found = Json.of(answer);
    JsonNode above = found.path("value").path("reply");
    Optional<JsonNode> reply = above.isObject() ? Optional.of(above) : Optional.empty();
    ObjectNode ends = behind(reply, answered.get().id(), found.path("cid").asText());
    delivery.progress().done(ANSWERED, ends.toString());
    return Optional.empty();
  }

  /** What a record says that answers one which itself says {@code reply}. */
  private static ObjectNode behind(Optional<JsonNode> reply, String uri, String cid) {
    ObjectNode parent = JsonNodeFactory.instance.objectNode().put("uri", uri).put("cid", cid);
    ObjectNode ends = JsonNodeFactory.instance.objectNode();
    ends.set("root", reply.map(above -> above.path("root")).orElse(parent));
    ends.set("parent", parent);
    return ends;
  }

  /** Whether all records of a delivery are there; keeps which parts of a thread are. */
  Reconciliation find(Delivery delivery, Session session) throws IOException, InterruptedException {
    List<Part> parts = Part.all(delivery.post());
    for (Part part : parts) {
      String rkey = rkey(delivery, part);
      Answer answer = xrpc.send(record(session, session.did(), rkey), session);
      boolean there =
          answer.ok() && Json.of(answer).path("uri").asText().equals(session.post(rkey).id());
      if (!there) {
        return missing(answer, delivery);
      }
      if (delivery.progress().part(part.number()).isEmpty()) {
        String cid = Json.of(answer).path("cid").asText();
        keep(delivery, part, session.post(rkey), cid);
      }
      Optional<Answer> gate = gates.missing(delivery, part, session, rkey);
      if (gate.isPresent()) {
        return missing(gate.get(), delivery);
      }
    }
    return new Reconciliation.Found(session.post(rkey(delivery, parts.get(0))));
  }

  private Reconciliation missing(Answer answer, Delivery delivery) {
    if (Xrpc.isMissing(answer)) {
      return new Reconciliation.NotThere();
    }
    String reason =
        "Bluesky cannot be asked now: " + delivery.connection().redact(Xrpc.reason(answer));
    return answer.status() == 429 || answer.status() >= 500
        ? new Reconciliation.AskLater(xrpc.pause(answer), reason)
        : new Reconciliation.CannotTell(reason);
  }

  private static Request record(Session session, String did, String rkey) {
    return Xrpc.record(session, did, Session.COLLECTION, rkey);
  }

  static ObjectNode naming(Session session, String collection, String rkey) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("repo", session.did())
        .put("collection", collection)
        .put("rkey", rkey);
  }

  /** Deletes a post and what says who may answer and quote it; harmless where there is none. */
  Answer delete(String rkey, Session session) throws IOException, InterruptedException {
    Answer answer = delete(Session.COLLECTION, rkey, session);
    if (answer.ok()) {
      for (String gate : PostGates.collections()) {
        delete(gate, rkey, session);
      }
    }
    return answer;
  }

  private Answer delete(String collection, String rkey, Session session)
      throws IOException, InterruptedException {
    return xrpc.send(
        Xrpc.procedure(session.pds(), "com.atproto.repo.deleteRecord")
            .json(naming(session, collection, rkey).toString()),
        session);
  }

  private static String rkey(Delivery delivery, Part part) {
    String other = delivery.progress().of(key(part)).map(number -> " " + number).orElse("");
    return Tid.of(FeedPost.created(delivery, part), delivery.id() + other);
  }
}
