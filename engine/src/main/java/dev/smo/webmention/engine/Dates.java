// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates as people write them into microformats: ISO 8601 with small liberties. */
final class Dates {
  private static final Pattern DATE =
      Pattern.compile(
          "\\s*+(\\d{4}-\\d\\d-\\d\\d)(?:[Tt ]\\s*+(\\d\\d:\\d\\d(?::\\d\\d)?)(?:\\.\\d{1,9})?"
              + "\\s*+(?:[Tt]\\s*+)?+([Zz]|[+-]\\d\\d(?::?\\d\\d)?)?)?\\s*+");

  private Dates() {}

  /** A date without a time is its midnight, a time without a zone one in UTC. */
  static Optional<Instant> parse(CharSequence text) {
    Matcher parts = DATE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String time = parts.group(2);
    String zone = parts.group(3);
    try {
      return Optional.of(
          LocalDate.parse(parts.group(1))
              .atTime(time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time))
              .toInstant(zone == null ? ZoneOffset.UTC : ZoneOffset.of(offset(zone))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String offset(String zone) {
    return zone.equalsIgnoreCase("z") ? "Z" : zone;
  }
}
