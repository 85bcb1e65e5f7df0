// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.schedule.When;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallClockTest {
  @ParameterizedTest
  @CsvSource({
    // In the weeks between the changes of the two clocks they are five hours apart, not six.
    "2026-03-20T09:00, America/New_York, Europe/Berlin, 2026-03-20 14:00",
    "2026-12-01T09:00, America/New_York, Europe/Berlin, 2026-12-01 15:00",
    "2026-12-01T09:15, Europe/Berlin, Europe/Berlin, 2026-12-01 09:15",
    // Lord Howe goes forward by half an hour.
    "2026-10-04T01:00, Europe/Berlin, Australia/Lord_Howe, 2026-10-04 10:00",
    "2026-10-03T17:00, Europe/Berlin, Australia/Lord_Howe, 2026-10-04 01:30",
    "2026-10-03T17:45, Europe/Berlin, Australia/Lord_Howe, 2026-10-04 02:45",
  })
  void aTimeOfOneZoneIsARuleByTheClockOfThePostsOwn(
      LocalDateTime shown, ZoneId calendar, ZoneId post, String rule) {
    assertEquals(rule, WallClock.rule(shown, calendar, post).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T02:30+01:00[Europe/Berlin]",
    "America/New_York, 2026-11-01T06:30:00Z, 2026-11-01T01:30-05:00[America/New_York]",
    "Australia/Lord_Howe, 2026-04-04T15:15:00Z," + " 2026-04-05T01:45+10:30[Australia/Lord_Howe]",
  })
  void theSecondOfTwoEqualTimesKeepsItsOffset(ZoneId zone, Instant at, String rule) {
    When when = WallClock.rule(at, zone);
    assertEquals(rule, when.toString());
    assertEquals(at, when.at(zone).orElseThrow());
    assertEquals(when, When.parse(when.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25 02:30",
    "America/New_York, 2026-11-01T05:30:00Z, 2026-11-01 01:30",
    "Australia/Lord_Howe, 2026-04-04T14:45:00Z, 2026-04-05 01:45",
  })
  void theFirstOfTwoEqualTimesNeedsNone(ZoneId zone, Instant at, String rule) {
    When when = WallClock.rule(at, zone);
    assertEquals(rule, when.toString());
    assertEquals(at, when.at(zone).orElseThrow());
  }

  @Test
  void aTimeThatTheClockSkipsComesAsMuchLater() {
    When when =
        WallClock.rule(
            LocalDateTime.parse("2026-03-29T02:30"), ZoneId.of("Europe/Berlin"), ZoneId.of("UTC"));
    assertEquals("2026-03-29 01:30", when.toString());
  }
}
