// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ICalendarTest {
  private static final Instant START = Instant.parse("2026-12-01T08:15:00Z");
  private static final Instant CHANGED = Instant.parse("2026-11-30T01:02:03Z");

  private static StrictCalendar calendar(String summary, String description) {
    ICalendar calendar = new ICalendar("Our posts; all, of them");
    calendar.add(new ICalendar.Event("0123", START, CHANGED, summary, description, "tiny", false));
    return StrictCalendar.parse(calendar.toString());
  }

  @Test
  void anEventSaysWhatTheStandardAsksFor() {
    StrictCalendar calendar = calendar("Hours", "Words");
    assertEquals("2.0", calendar.property("VERSION"));
    assertEquals("Our posts; all, of them", calendar.property("X-WR-CALNAME"));
    assertEquals(1, calendar.events().size());
    assertEquals("0123@smo.dev", calendar.events().get(0).get("UID"));
    assertEquals("20261201T081500Z", calendar.events().get(0).get("DTSTART"));
    assertEquals("20261130T010203Z", calendar.events().get(0).get("LAST-MODIFIED"));
    assertEquals("20261130T010203Z", calendar.events().get(0).get("DTSTAMP"));
    assertEquals("CONFIRMED", calendar.events().get(0).get("STATUS"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a, b; c \\ d: \"e\"",
        "two\nlines\n\nand one",
        "\\n is no line",
        "Ein sehr langer Satz über Öffnungszeiten, der gewiss mehr als fünfundsiebzig Oktette hat",
        "漢字仮名交じり文は一文字が三オクテットなので折り返しの境目に来ることがある、そういう長い題名である",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        "END:VEVENT\r\nEND:VCALENDAR",
      })
  void whatIsWrittenIsReadAgain(String text) {
    StrictCalendar calendar = calendar(text, text);
    assertEquals(1, calendar.events().size());
    String read = text.replace("\r\n", "\n");
    assertEquals(read, calendar.events().get(0).get("SUMMARY"));
    assertEquals(read, calendar.events().get(0).get("DESCRIPTION"));
  }

  @Test
  void whatNoTextMayHoldIsLeftOut() {
    assertEquals("ab", calendar("a\u0000\u0007b", "").events().get(0).get("SUMMARY"));
    assertTrue(!calendar("a", " ").events().get(0).containsKey("DESCRIPTION"));
  }

  @Test
  void aCalendarMayBeEmpty() {
    assertEquals(List.of(), StrictCalendar.parse(new ICalendar("None").toString()).events());
  }
}
