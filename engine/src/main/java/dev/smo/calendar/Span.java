// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Days by the clock on the wall of a zone.
 *
 * @param from the first day
 * @param to the last day, not before the first
 */
public record Span(LocalDate from, LocalDate to, ZoneId zone) {
  /** A month with the weeks that it begins and ends in has 42. */
  static final int MOST_DAYS = 62;

  /** When the first day begins; where the clock skips midnight, later than that. */
  Instant start() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** When the last day is over. */
  Instant end() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  boolean has(Instant at) {
    return !at.isBefore(start()) && at.isBefore(end());
  }

  /** What the clock on the wall shows. */
  LocalDateTime wall(Instant at) {
    return LocalDateTime.ofInstant(at, zone);
  }

  /** The days of UTC, by which the ledger keeps its posts, that it touches. */
  List<LocalDate> utcDays() {
    LocalDate first = LocalDate.ofInstant(start(), ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(end().minusMillis(1), ZoneOffset.UTC);
    return first.datesUntil(last.plusDays(1)).toList();
  }
}
