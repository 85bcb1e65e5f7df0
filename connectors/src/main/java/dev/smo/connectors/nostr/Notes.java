// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Part;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The notes of a delivery: its post, and those of its thread, each an answer to the one before.
 * What a note is called follows from what is in it, so all of them have their names before the
 * first is out, and giving one to a relay twice changes nothing.
 */
final class Notes {
  /** The engine waits for two minutes while it posts, and for one where it only asks. */
  private static final Duration FOR_ONE_ROUND = Duration.ofSeconds(90);

  private static final Duration FOR_THE_NOTE_ABOVE = Duration.ofSeconds(20);

  private final Outbound outbound;

  Notes(Outbound outbound) {
    this.outbound = outbound;
  }

  /** The note that is answered cannot be read; the outcome says what that means. */
  private static final class UnreadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;
    private final String reason;

    UnreadException(Outcome outcome, String reason) {
      super(reason);
      this.outcome = outcome;
      this.reason = reason;
    }
  }

  private record Written(Part part, ObjectNode event) {
    RemotePost post() {
      return Note.post(event.path("id").asText());
    }
  }

  private List<Written> all(Delivery delivery, KeyPair keys)
      throws UnreadException, InterruptedException {
    Optional<Above> above = answered(delivery);
    List<Written> all = new ArrayList<>();
    for (Part part : Part.all(delivery.post())) {
      Written written = new Written(part, Note.of(delivery, part, above, keys));
      all.add(written);
      above = Optional.of(Above.of(written.event()));
    }
    return all;
  }

  private Optional<Above> answered(Delivery delivery) throws UnreadException, InterruptedException {
    Optional<String> id = delivery.post().inReplyTo().map(RemotePost::id);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Connection connection = delivery.connection();
    List<Relays.Heard> heard =
        Relays.of(connection, outbound, FOR_THE_NOTE_ABOVE).ask(Audience.one(id.get()));
    Optional<JsonNode> found =
        heard.stream()
            .flatMap(one -> one.events().stream())
            .filter(event -> event.path("id").asText().equals(id.get()))
            .filter(KeyPair::genuine)
            .findFirst();
    if (found.isPresent()) {
      return found.map(Above::of);
    }
    Optional<IOException> failure = Relays.failure(heard);
    if (failure.isEmpty()) {
      String gone = "No relay has the note that is answered any more";
      throw new UnreadException(new Outcome.Rejected(gone), gone);
    }
    if (failure.get() instanceof RelayRefusedException refused) {
      throw new UnreadException(refused.outcome(connection), refused.reason(connection));
    }
    String reason =
        "The note that is answered cannot be read: "
            + connection.redact(String.valueOf(failure.get().getMessage()));
    throw new UnreadException(new Outcome.Deferred(Duration.ZERO, reason), reason);
  }

  /** Gives them to the relays, one after the other. */
  Outcome publish(Delivery delivery, KeyPair keys) throws IOException, InterruptedException {
    List<Written> all;
    try {
      all = all(delivery, keys);
    } catch (UnreadException e) {
      return e.outcome;
    }
    List<Written> left =
        all.stream().filter(one -> delivery.progress().of(one.part().step()).isEmpty()).toList();
    for (Written one : left) {
      Duration each = FOR_ONE_ROUND.dividedBy(left.size());
      Outcome outcome =
          Relays.of(delivery.connection(), outbound, each).publish(one.event(), one.post());
      if (!(outcome instanceof Outcome.Published)) {
        return outcome;
      }
      one.part().keep(delivery.progress(), one.post(), "");
    }
    return new Outcome.Published(all.get(0).post());
  }

  /** Whether all of them are there; keeps which parts of a thread are. */
  Reconciliation find(Delivery delivery, KeyPair keys) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    List<Written> all;
    try {
      all = all(delivery, keys);
    } catch (UnreadException e) {
      return e.outcome instanceof Outcome.Deferred later
          ? new Reconciliation.AskLater(later.after(), e.reason)
          : new Reconciliation.CannotTell(e.reason);
    }
    List<String> ids = all.stream().map(one -> one.post().id()).toList();
    List<Relays.Heard> heard =
        Relays.of(connection, outbound, FOR_ONE_ROUND).ask(Audience.these(ids));
    for (Written one : all) {
      if (heard.stream().noneMatch(relay -> relay.has(one.post().id()))) {
        return missing(heard, connection);
      }
      if (delivery.progress().of(one.part().step()).isEmpty()) {
        one.part().keep(delivery.progress(), one.post(), "");
      }
    }
    return new Reconciliation.Found(all.get(0).post());
  }

  private static Reconciliation missing(List<Relays.Heard> heard, Connection connection)
      throws IOException {
    Optional<IOException> failure = Relays.failure(heard);
    if (failure.isEmpty()) {
      return new Reconciliation.NotThere();
    }
    if (failure.get() instanceof RelayRefusedException refused) {
      return refused.later()
          ? new Reconciliation.AskLater(refused.pause(), refused.reason(connection))
          : new Reconciliation.CannotTell(refused.reason(connection));
    }
    throw failure.get();
  }
}
