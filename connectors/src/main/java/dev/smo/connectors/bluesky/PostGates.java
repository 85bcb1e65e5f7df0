// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Part;
import dev.smo.outbound.Answer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may answer a post and who may quote it, as its author chose: records beside it, under the
 * same key. They are written behind it, because an AppView passes over those of a post that it does
 * not know yet.
 */
final class PostGates {
  /** Options of a post. */
  static final String ANSWERS = "answers";

  static final String QUOTES = "quotes";
  static final String EVERYONE = "everyone";
  static final String NOBODY = "nobody";

  private static final String QUOTE_GATE = "app.bsky.feed.postgate";
  private static final Map<String, String> RULES =
      Map.of(
          "mentioned", "mentionRule",
          "followers", "followerRule",
          "following", "followingRule");

  private final Xrpc xrpc;

  PostGates(Xrpc xrpc) {
    this.xrpc = xrpc;
  }

  static List<String> collections() {
    return List.of(ThreadGate.COLLECTION, QUOTE_GATE);
  }

  /** Whether a part has records beside it. */
  static boolean wanted(Delivery delivery, Part part) {
    return !wanted(delivery, part, "").isEmpty();
  }

  private static Map<String, ObjectNode> wanted(Delivery delivery, Part part, String uri) {
    Map<String, ObjectNode> records = new LinkedHashMap<>();
    String answers = part.post().option(ANSWERS).orElse(EVERYONE);
    boolean begins = part.number() == 1 && delivery.post().inReplyTo().isEmpty();
    // Of a thread only the first post says so, for all of it.
    if (begins && (answers.equals(NOBODY) || RULES.containsKey(answers))) {
      ArrayNode allowed =
          gate(ThreadGate.COLLECTION, delivery, part, uri, records).putArray("allow");
      if (RULES.containsKey(answers)) {
        allowed.addObject().put("$type", ThreadGate.COLLECTION + "#" + RULES.get(answers));
      }
    }
    if (part.post().option(QUOTES).orElse(EVERYONE).equals(NOBODY)) {
      gate(QUOTE_GATE, delivery, part, uri, records)
          .putArray("embeddingRules")
          .addObject()
          .put("$type", QUOTE_GATE + "#disableRule");
    }
    return records;
  }

  private static ObjectNode gate(
      String collection,
      Delivery delivery,
      Part part,
      String uri,
      Map<String, ObjectNode> records) {
    ObjectNode gate = JsonNodeFactory.instance.objectNode().put("$type", collection);
    gate.put("post", uri).put("createdAt", FeedPost.time(delivery, part));
    records.put(collection, gate);
    return gate;
  }

  /** Writes those of a part that is out, where they are not; gives what went wrong. */
  Optional<Outcome> write(Delivery delivery, Part part, Session session, String rkey)
      throws IOException, InterruptedException {
    Map<String, ObjectNode> records = wanted(delivery, part, session.post(rkey).id());
    for (Map.Entry<String, ObjectNode> gate : records.entrySet()) {
      ObjectNode body = PostWriter.naming(session, gate.getKey(), rkey);
      // Only if there is none: the account may have hidden answers in it meanwhile.
      body.putNull("swapRecord").set("record", gate.getValue());
      Answer answer =
          xrpc.send(
              Xrpc.procedure(session.pds(), "com.atproto.repo.putRecord").json(body.toString()),
              session);
      if (!answer.ok() && !Xrpc.error(answer).equals("InvalidSwap")) {
        return Optional.of(xrpc.refused(answer, delivery.connection()));
      }
    }
    return Optional.empty();
  }

  /** The first answer that is not the record of a gate of this part; empty where all are there. */
  Optional<Answer> missing(Delivery delivery, Part part, Session session, String rkey)
      throws IOException, InterruptedException {
    for (String collection : wanted(delivery, part, "").keySet()) {
      Answer answer = xrpc.send(Xrpc.record(session, session.did(), collection, rkey), session);
      if (!answer.ok()) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }
}
