// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Hides answers: the record beside the first post of a thread, under the same key, names those that
 * Bluesky shows to nobody who does not ask for them. It also says who may answer, which stays as it
 * is.
 */
final class ThreadGate {
  static final String COLLECTION = "app.bsky.feed.threadgate";

  private static final String HIDDEN = "hiddenReplies";
  private static final int MOST = 300;

  private final Xrpc xrpc;
  private final Clock clock;

  ThreadGate(Xrpc xrpc, Clock clock) {
    this.xrpc = xrpc;
    this.clock = clock;
  }

  Outcome change(RemotePost reply, boolean hidden, Connection connection)
      throws IOException, InterruptedException {
    Optional<Session> session = Session.of(connection);
    if (session.isEmpty()) {
      return BlueskyConnector.NO_SESSION;
    }
    Optional<Request> look = Xrpc.record(session.get(), reply);
    if (look.isEmpty()) {
      return new Outcome.Rejected("The answer is none of Bluesky's");
    }
    Answer found = xrpc.send(look.get(), session.get());
    if (Xrpc.isMissing(found)) {
      return new Outcome.Published(reply);
    }
    if (!found.ok()) {
      return xrpc.refused(found, connection);
    }
    String root = Json.of(found).at("/value/reply/root/uri").asText();
    String rkey = root.substring(root.lastIndexOf('/') + 1);
    return session.get().post(rkey).id().equals(root)
        ? change(session.get(), rkey, reply, hidden, connection)
        : new Outcome.Rejected("Only who began a thread can hide answers in it on Bluesky");
  }

  private Outcome change(
      Session session, String rkey, RemotePost reply, boolean hidden, Connection connection)
      throws IOException, InterruptedException {
    Answer found = xrpc.send(Xrpc.record(session, session.did(), COLLECTION, rkey), session);
    if (!found.ok() && !Xrpc.isMissing(found)) {
      return xrpc.refused(found, connection);
    }
    JsonNode before = Json.of(found).path("value");
    Set<String> names = new LinkedHashSet<>();
    before.path(HIDDEN).forEach(name -> names.add(name.asText()));
    if (!(hidden ? names.add(reply.id()) : names.remove(reply.id()))) {
      return new Outcome.Published(reply);
    }
    if (names.size() > MOST) {
      return new Outcome.Rejected("Bluesky hides " + MOST + " answers of a thread at most");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("repo", session.did());
    body.put("collection", COLLECTION).put("rkey", rkey);
    // Null is: only if there is none. So nothing is lost that somebody writes meanwhile.
    body.put("swapRecord", Json.of(found).path("cid").textValue());
    body.set("record", record(before, session.post(rkey), names));
    return written(body, reply, connection, session);
  }

  private ObjectNode record(JsonNode before, RemotePost root, Set<String> names) {
    ObjectNode record =
        before.isObject() ? before.deepCopy() : JsonNodeFactory.instance.objectNode();
    if (!before.isObject()) {
      record.put("$type", COLLECTION).put("post", root.id());
      record.put("createdAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }
    names.forEach(record.putArray(HIDDEN)::add);
    return record;
  }

  private Outcome written(ObjectNode body, RemotePost reply, Connection connection, Session session)
      throws IOException, InterruptedException {
    Answer answer =
        xrpc.send(
            Xrpc.procedure(session.pds(), "com.atproto.repo.putRecord").json(body.toString()),
            session);
    if (Xrpc.error(answer).equals("InvalidSwap")) {
      return new Outcome.Deferred(Duration.ZERO, "Somebody changed the thread meanwhile");
    }
    return answer.ok() ? new Outcome.Published(reply) : xrpc.refused(answer, connection);
  }
}
