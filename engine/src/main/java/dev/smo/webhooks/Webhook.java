// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import dev.smo.ledger.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A system that hears of posts, without its address and key.
 *
 * @param host its host, for people
 * @param states of which it hears; empty: of all
 * @param site at or below which page; empty: of all
 * @param words whether it hears words and title, too
 * @param by who entered it
 * @param failures how many calls in a row it has not taken
 * @param failingSince when the first of these was
 * @param next when it is called again
 * @param problem why it did not take the last call; empty: it did
 * @param stopped whether it is called no more until a person says so
 * @param lost how many events were thrown away because they waited too long
 * @param calls the last calls, the last first
 */
public record Webhook(
    String id,
    String host,
    Set<State> states,
    String site,
    boolean words,
    String by,
    Instant since,
    int failures,
    Optional<Instant> failingSince,
    Optional<Instant> next,
    String problem,
    boolean stopped,
    long lost,
    List<Call> calls) {

  /**
   * A call.
   *
   * @param event id of what it told
   * @param outcome such as {@code HTTP 200}
   */
  public record Call(
      Instant at, String event, String post, String state, boolean taken, String outcome) {
    String line() {
      return String.join(" ", at.toString(), event, post, state, String.valueOf(taken), outcome);
    }

    /** Empty: the line says nothing that this version reads. */
    static Optional<Call> parse(String line) {
      String[] parts = line.split(" ", 6);
      if (parts.length < 6) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Call(
                Instant.parse(parts[0]),
                parts[1],
                parts[2],
                parts[3],
                Boolean.parseBoolean(parts[4]),
                parts[5]));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }

  /** Whether it may be called at a time. */
  boolean isReady(Instant now) {
    return !stopped && next.filter(now::isBefore).isEmpty();
  }
}
