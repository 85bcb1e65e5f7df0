// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A calendar as RFC 5545 writes it: lines of at most 75 octets that end in CRLF, texts escaped,
 * times in UTC.
 */
final class ICalendar {
  private static final int LONGEST_LINE = 75;
  private static final String END = "\r\n";

  /** A post takes no time; calendars show what has none badly. */
  private static final String DURATION = "PT15M";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder lines = new StringBuilder();

  /** A calendar without events. */
  ICalendar(String name) {
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//SMO//Calendar//EN");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", escaped(name));
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    line("X-PUBLISHED-TTL", "PT1H");
  }

  /**
   * Something that takes place.
   *
   * @param id the same for the same thing, whenever it takes place
   * @param changed when any of this changed last
   * @param tentative whether it is not certain
   */
  record Event(
      String id,
      Instant start,
      Instant changed,
      String summary,
      String description,
      String category,
      boolean tentative) {}

  void add(Event event) {
    line("BEGIN", "VEVENT");
    line("UID", event.id() + "@smo.dev");
    line("DTSTAMP", TIME.format(event.changed()));
    line("LAST-MODIFIED", TIME.format(event.changed()));
    line("DTSTART", TIME.format(event.start()));
    line("DURATION", DURATION);
    line("SUMMARY", escaped(event.summary()));
    if (!event.description().isBlank()) {
      line("DESCRIPTION", escaped(event.description()));
    }
    line("CATEGORIES", escaped(event.category()));
    line("STATUS", event.tentative() ? "TENTATIVE" : "CONFIRMED");
    line("TRANSP", "TRANSPARENT");
    line("END", "VEVENT");
  }

  @Override
  public String toString() {
    return lines + "END:VCALENDAR" + END;
  }

  /** A text as a value: what divides values is escaped, and what no text may hold left out. */
  static String escaped(String text) {
    return text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\n", "\\n");
  }

  /** Folds between characters, not between the octets of one. */
  private void line(String name, String value) {
    int octets = 0;
    String line = name + ":" + value;
    for (int i = 0; i < line.length(); ) {
      String character = line.substring(i, line.offsetByCodePoints(i, 1));
      int size = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST_LINE) {
        lines.append(END).append(' ');
        octets = 1;
      }
      lines.append(character);
      octets += size;
      i += character.length();
    }
    lines.append(END);
  }
}
