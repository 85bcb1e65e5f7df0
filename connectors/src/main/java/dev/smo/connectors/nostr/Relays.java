// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Outcome;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relays of an account. One that takes a post is enough. */
final class Relays {
  static final String RELAYS = "relays";
  static final int MOST = 10;

  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(Relays.class);
  private static final String ADDRESS = "wss?://[^\\s/?#@]+(?:/[^\\s?#]*)?";

  private final List<Relay> relays;
  private final Connection connection;

  private Relays(List<Relay> relays, Connection connection) {
    this.relays = relays;
    this.connection = connection;
  }

  private static List<String> lines(Connection connection) {
    return connection
        .setting(RELAYS)
        .orElse("")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .distinct()
        .toList();
  }

  /** What a person must mend before the relays can be used. */
  static Optional<String> missing(Connection connection) {
    List<String> lines = lines(connection);
    if (lines.isEmpty()) {
      return Optional.of("The connection names no relay");
    }
    if (lines.size() > MOST) {
      return Optional.of("The connection names more than " + MOST + " relays");
    }
    return lines.stream()
        .filter(line -> !readable(line))
        .findFirst()
        .map(line -> "This is no address of a relay: " + line);
  }

  private static boolean readable(String line) {
    try {
      return line.matches(ADDRESS) && URI.create(line).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * @param time for asking each of them once, one after the other, though all are silent
   */
  static Relays of(Connection connection, Outbound outbound, Duration time) {
    List<String> lines = lines(connection);
    Duration each = share(time, lines.size());
    return new Relays(
        lines.stream().map(line -> new Relay(outbound, URI.create(line), each)).toList(),
        connection);
  }

  static Duration share(Duration time, int relays) {
    Duration each = time.dividedBy(Math.max(1, relays));
    return each.compareTo(LONGEST) < 0 ? each : LONGEST;
  }

  List<Relay> all() {
    return relays;
  }

  /**
   * Gives an event to all. It is out when one has it; else it may be out where one did not answer;
   * else it waits where one is to be asked later.
   */
  Outcome publish(ObjectNode event, RemotePost post) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Relay relay : relays) {
      Outcome outcome = publish(event, post, relay);
      if (!(outcome instanceof Outcome.Published)) {
        LOG.info("A relay has no {}: {}", post.id(), outcome);
      }
      outcomes.add(outcome);
    }
    for (Class<? extends Outcome> kind :
        List.of(
            Outcome.Published.class,
            Outcome.Unknown.class,
            Outcome.Deferred.class,
            Outcome.Rejected.class)) {
      Optional<Outcome> first = outcomes.stream().filter(kind::isInstance).findFirst();
      if (first.isPresent()) {
        return first.get();
      }
    }
    return outcomes.get(0);
  }

  private Outcome publish(ObjectNode event, RemotePost post, Relay relay)
      throws InterruptedException {
    try {
      relay.publish(event);
      return new Outcome.Published(post);
    } catch (RelayRefusedException e) {
      return e.outcome(connection);
    } catch (NotSentException e) {
      return new Outcome.Deferred(Duration.ZERO, said(e));
    } catch (IOException e) {
      return new Outcome.Unknown(said(e));
    }
  }

  private String said(IOException e) {
    return connection.redact(String.valueOf(e.getMessage()));
  }

  /** Asks one after the other until one answers. */
  List<Heard> askUntilOneAnswers(ObjectNode... filters) throws InterruptedException {
    List<Heard> all = new ArrayList<>();
    for (Relay relay : relays) {
      Heard heard = ask(relay, filters);
      all.add(heard);
      if (heard.failure() == null) {
        break;
      }
    }
    return all;
  }

  private static Heard ask(Relay relay, ObjectNode... filters) throws InterruptedException {
    try {
      return new Heard(relay.address(), relay.ask(filters), null);
    } catch (IOException e) {
      return new Heard(relay.address(), List.of(), e);
    }
  }

  /**
   * Asks all.
   *
   * @return what came back, or what went wrong, relay by relay
   */
  List<Heard> ask(ObjectNode... filters) throws InterruptedException {
    List<Heard> all = new ArrayList<>();
    for (Relay relay : relays) {
      all.add(ask(relay, filters));
    }
    return all;
  }

  /** What one relay answered. */
  record Heard(URI relay, List<JsonNode> events, @Nullable IOException failure) {
    boolean has(String id) {
      return events.stream().anyMatch(event -> event.path("id").asText().equals(id));
    }
  }

  /** Of several failures the one that says how long to wait, or else the first. */
  static Optional<IOException> failure(List<Heard> heard) {
    List<IOException> failures = new ArrayList<>();
    for (Heard one : heard) {
      if (one.failure() != null) {
        failures.add(one.failure());
      }
    }
    return failures.stream()
        .filter(e -> e instanceof RelayRefusedException refused && refused.later())
        .findFirst()
        .or(() -> failures.stream().findFirst());
  }
}
