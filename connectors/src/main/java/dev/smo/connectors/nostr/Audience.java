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
import java.util.stream.Stream;

/** What people did with notes, as the account's relays know it, each event once. */
final class Audience {
  private static final int LIKE = 7;
  private static final int REPOST = 6;
  private static final int REPOST_OF_ANY_KIND = 16;

  private final Relays relays;
  private final Connection connection;
  private final Instant now;

  Audience(Relays relays, Connection connection, Instant now) {
    this.relays = relays;
    this.connection = connection;
    this.now = now;
  }

  static ObjectNode one(String id) {
    return these(List.of(id));
  }

  static ObjectNode these(List<String> ids) {
    ObjectNode filter = JsonNodeFactory.instance.objectNode();
    ids.forEach(filter.putArray("ids")::add);
    return filter;
  }

  /** Asks for what an account wrote last, to see whether a relay answers at all. */
  static ObjectNode of(String owner) {
    ObjectNode filter = JsonNodeFactory.instance.objectNode().put("limit", 1);
    filter.putArray("authors").add(owner);
    filter.putArray("kinds").add(Note.KIND);
    return filter;
  }

  /**
   * Counts. Likes and reposts beyond the newest of each relay do not count.
   *
   * @throws PostGoneException no relay has the note any more
   */
  Engagement engagement(RemotePost post) throws IOException, InterruptedException {
    mustBeThere(post);
    Collection<JsonNode> reactions = about(post, LIKE, REPOST, REPOST_OF_ANY_KIND);
    return Engagement.none()
        .with(Metric.LIKES, people(reactions, Audience::isLike))
        .with(Metric.REPOSTS, people(reactions, event -> !isKind(event, LIKE)))
        .with(Metric.REPLIES, answers(post).count());
  }

  /**
   * All answers, the oldest first.
   *
   * @throws PostGoneException no relay has the note any more
   */
  List<Reply> replies(RemotePost post) throws IOException, InterruptedException {
    mustBeThere(post);
    return answers(post).map(Audience::reply).sorted(Comparator.comparing(Reply::at)).toList();
  }

  private Stream<JsonNode> answers(RemotePost post) throws IOException, InterruptedException {
    // Parts of a thread answer its first note, and are none of others'.
    Optional<String> own = KeyPair.of(connection).map(KeyPair::owner);
    return about(post, Note.KIND).stream()
        .filter(event -> isReply(event, post.id()))
        .filter(event -> !own.equals(Optional.of(event.path("pubkey").asText())));
  }

  private void mustBeThere(RemotePost post) throws IOException, InterruptedException {
    List<Relays.Heard> heard = relays.ask(one(post.id()));
    Optional<IOException> failure = Relays.failure(heard);
    if (failure.isPresent()) {
      throw paused(failure.get());
    }
    if (heard.stream().noneMatch(one -> one.has(post.id()))) {
      throw new PostGoneException("No relay has the note any more");
    }
  }

  /** Each relay must answer: what one alone knows would look deleted while it is silent. */
  private Collection<JsonNode> about(RemotePost post, int... kinds)
      throws IOException, InterruptedException {
    Map<String, JsonNode> events = new LinkedHashMap<>();
    for (Relay relay : relays.all()) {
      try {
        new Pages(relay, post.id(), now).read(events, kinds);
      } catch (IOException e) {
        throw paused(e);
      }
    }
    return events.values();
  }

  private IOException paused(IOException failure) {
    return failure instanceof RelayRefusedException refused && refused.later()
        ? new PausedException(refused.pause(), refused.reason(connection))
        : failure;
  }

  /** Of each account one event counts, however often it likes. */
  private static long people(Collection<JsonNode> events, Predicate<JsonNode> wanted) {
    return events.stream()
        .filter(wanted)
        .map(event -> event.path("pubkey").asText())
        .distinct()
        .count();
  }

  private static boolean isKind(JsonNode event, int kind) {
    return event.path("kind").asInt() == kind;
  }

  private static boolean isLike(JsonNode event) {
    return isKind(event, LIKE) && !event.path("content").asText().equals("-");
  }

  /** NIP-10: a tag marked "mention" quotes, and answers nothing. */
  private static boolean isReply(JsonNode event, String note) {
    for (JsonNode tag : event.path("tags")) {
      boolean ours = tag.path(0).asText().equals("e") && tag.path(1).asText().equals(note);
      if (ours && !tag.path(3).asText().equals("mention")) {
        return true;
      }
    }
    return false;
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
