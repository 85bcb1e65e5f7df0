// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

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
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Likes of the account: a record each, under the key of what is liked, so that liking twice is one
 * record and there is one to take back. A like that somebody gave in an app has another key, and
 * stays.
 */
final class Likes {
  static final String COLLECTION = "app.bsky.feed.like";

  private final Xrpc xrpc;
  private final Clock clock;

  Likes(Xrpc xrpc, Clock clock) {
    this.xrpc = xrpc;
    this.clock = clock;
  }

  Outcome change(RemotePost reply, boolean liked, Connection connection)
      throws IOException, InterruptedException {
    Optional<Session> session = Session.of(connection);
    if (session.isEmpty()) {
      return BlueskyConnector.NO_SESSION;
    }
    Optional<Request> look = Xrpc.record(session.get(), reply);
    if (look.isEmpty()) {
      return new Outcome.Rejected("The answer is none of Bluesky's");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("repo", session.get().did());
    body.put("collection", COLLECTION)
        .put("rkey", reply.id().substring(reply.id().lastIndexOf('/') + 1));
    if (!liked) {
      return done("com.atproto.repo.deleteRecord", body, reply, session.get(), connection);
    }
    Answer found = xrpc.send(look.get(), session.get());
    if (!found.ok()) {
      return Xrpc.isMissing(found)
          ? new Outcome.Rejected("Its author has deleted it")
          : xrpc.refused(found, connection);
    }
    body.putObject("record")
        .put("$type", COLLECTION)
        .put("createdAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
        .putObject("subject")
        .put("uri", reply.id())
        .put("cid", Json.of(found).path("cid").asText());
    return done("com.atproto.repo.putRecord", body, reply, session.get(), connection);
  }

  private Outcome done(
      String method, ObjectNode body, RemotePost reply, Session session, Connection connection)
      throws IOException, InterruptedException {
    Request request = Xrpc.procedure(session.pds(), method).json(body.toString());
    Answer answer = xrpc.send(request, session);
    return answer.ok() ? new Outcome.Published(reply) : xrpc.refused(answer, connection);
  }
}
