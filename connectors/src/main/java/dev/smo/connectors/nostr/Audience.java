// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What people did with a note, as the account's relays know it, each event once. */
final class Audience {
  private static final int LIKE = 7;
  private static final int REPOST = 6;
  private static final int REPOST_OF_ANY_KIND = 16;
  private static final int MOST = 500;

  private final String note;
  private final Collection<JsonNode> events;

  private Audience(String note, Collection<JsonNode> events) {
    this.note = note;
    this.events = events;
  }

  static ObjectNode one(String id) {
    ObjectNode filter = JsonNodeFactory.instance.objectNode();
    filter.putArray("ids").add(id);
    return filter;
  }

  /** Asks for what an account wrote last, to see whether a relay answers at all. */
  static ObjectNode of(String owner) {
    ObjectNode filter = JsonNodeFactory.instance.objectNode().put("limit", 1);
    filter.putArray("authors").add(owner);
    filter.putArray("kinds").add(Note.KIND);
    return filter;
  }

  private static ObjectNode about(String id) {
    ObjectNode filter = JsonNodeFactory.instance.objectNode().put("limit", MOST);
    filter.putArray("kinds").add(Note.KIND).add(REPOST).add(LIKE).add(REPOST_OF_ANY_KIND);
    filter.putArray("#e").add(id);
    return filter;
  }

  /**
   * Asks all relays. Each must answer: what one alone knows would look deleted while it is silent.
   *
   * @throws PostGoneException none has the note any more
   */
  static Audience of(RemotePost post, Relays relays, Connection connection)
      throws IOException, InterruptedException {
    List<Relays.Heard> heard = relays.ask(one(post.id()), about(post.id()));
    Optional<IOException> failure = Relays.failure(heard);
    if (failure.isPresent()) {
      throw failure.get() instanceof RelayRefusedException refused && refused.later()
          ? new PausedException(refused.pause(), refused.reason(connection))
          : failure.get();
    }
    if (heard.stream().noneMatch(one -> one.has(post.id()))) {
      throw new PostGoneException("No relay has the note any more");
    }
    Map<String, JsonNode> events = new LinkedHashMap<>();
    for (Relays.Heard one : heard) {
      for (JsonNode event : one.events()) {
        // Whoever runs a relay can put any words into anybody's mouth, but cannot sign them.
        if (refersTo(event, post.id()) && KeyPair.genuine(event)) {
          events.put(event.path("id").asText(), event);
        }
      }
    }
    return new Audience(post.id(), events.values());
  }

  private static boolean refersTo(JsonNode event, String id) {
    for (JsonNode tag : event.path("tags")) {
      if (tag.path(0).asText().equals("e") && tag.path(1).asText().equals(id)) {
        return true;
      }
    }
    return false;
  }

  Engagement engagement() {
    return Engagement.none()
        .with(Metric.LIKES, people(Audience::isLike))
        .with(Metric.REPOSTS, people(Audience::isRepost))
        .with(Metric.REPLIES, events.stream().filter(this::isReply).count());
  }

  /** Of each account one event counts, however often it likes. */
  private long people(Predicate<JsonNode> wanted) {
    return events.stream()
        .filter(wanted)
        .map(event -> event.path("pubkey").asText())
        .distinct()
        .count();
  }

  private static boolean isLike(JsonNode event) {
    return event.path("kind").asInt() == LIKE && !event.path("content").asText().equals("-");
  }

  private static boolean isRepost(JsonNode event) {
    int kind = event.path("kind").asInt();
    return kind == REPOST || kind == REPOST_OF_ANY_KIND;
  }

  /** NIP-10: a tag marked "mention" quotes, and answers nothing. */
  private boolean isReply(JsonNode event) {
    if (event.path("kind").asInt() != Note.KIND) {
      return false;
    }
    for (JsonNode tag : event.path("tags")) {
      boolean ours = tag.path(0).asText().equals("e") && tag.path(1).asText().equals(note);
      if (ours && !tag.path(3).asText().equals("mention")) {
        return true;
      }
    }
    return false;
  }

  List<Reply> replies() {
    return events.stream()
        .filter(this::isReply)
        .map(Audience::reply)
        .sorted(Comparator.comparing(Reply::at))
        .toList();
  }

  private static Reply reply(JsonNode event) {
    String npub = KeyPair.npub(event.path("pubkey").asText());
    String name = npub.substring(0, 12) + "\u2026" + npub.substring(npub.length() - 4);
    return Reply.builder(
            Note.post(event.path("id").asText()),
            Instant.ofEpochSecond(event.path("created_at").asLong()))
        .author(name, URI.create("https://njump.me/" + npub))
        .text(event.path("content").asText())
        .build();
  }
}
