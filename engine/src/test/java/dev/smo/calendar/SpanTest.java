// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
  private static Span day(String day, String zone) {
    LocalDate date = LocalDate.parse(day);
    return new Span(date, date, ZoneId.of(zone));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29, Europe/Berlin, PT23H",
    "2026-10-25, Europe/Berlin, PT25H",
    "2026-03-08, America/New_York, PT23H",
    "2026-11-01, America/New_York, PT25H",
    "2026-10-04, Australia/Lord_Howe, PT23H30M",
    "2026-04-05, Australia/Lord_Howe, PT24H30M",
    "2026-12-01, Europe/Berlin, PT24H",
  })
  void aDayIsAsLongAsItIsOnTheWall(String day, String zone, Duration length) {
    Span span = day(day, zone);
    assertEquals(length, Duration.between(span.start(), span.end()));
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-11-30, 2026-12-01",
    "America/New_York, 2026-12-01, 2026-12-02",
    "Australia/Lord_Howe, 2026-11-30, 2026-12-01",
  })
  void twoDaysOfTheLedgerHaveThePostsOfADay(String zone, LocalDate first, LocalDate second) {
    assertEquals(List.of(first, second), day("2026-12-01", zone).utcDays());
  }

  @Test
  void inUtcADayOfTheLedgerIsADay() {
    assertEquals(List.of(LocalDate.of(2026, 12, 1)), day("2026-12-01", "UTC").utcDays());
  }

  @Test
  void midnightBelongsToTheDayThatItBegins() {
    Span span = day("2026-12-01", "Europe/Berlin");
    assertTrue(span.has(Instant.parse("2026-11-30T23:00:00Z")));
    assertFalse(span.has(Instant.parse("2026-12-01T23:00:00Z")));
  }
}
