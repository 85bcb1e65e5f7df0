// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.outbound.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How far the clock here is from those of the networks, by the {@code Date} of their last answers.
 * One server may be wrong; the middle one of several is not.
 */
final class NetworkClock {
  private static final int KEPT = 9;

  private final Deque<Duration> last = new ArrayDeque<>();

  /**
   * Sees an answer.
   *
   * @param asked when its call began, before which it cannot be
   */
  synchronized void saw(Answer answer, Instant asked, Instant now) {
    // What a cache gives was answered at some other time.
    if (answer.header("age").isPresent()) {
      return;
    }
    answer.header("date").flatMap(NetworkClock::time).ifPresent(at -> note(apart(at, asked, now)));
  }

  private void note(Duration difference) {
    last.addLast(difference);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /** How far a time is from a stretch of time by the clock here, which is ahead if positive. */
  private static Duration apart(Instant at, Instant from, Instant to) {
    // A date has whole seconds.
    Instant earliest = from.minusSeconds(1);
    if (at.isBefore(earliest)) {
      return Duration.between(at, earliest);
    }
    return at.isAfter(to) ? Duration.between(at, to) : Duration.ZERO;
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** By how much the clock here is ahead of theirs, at least; empty where none has answered. */
  synchronized Optional<Duration> ahead() {
    List<Duration> sorted = last.stream().sorted().toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
  }
}
