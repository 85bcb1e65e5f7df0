// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as people write them, and what they come to where clocks change. */
class ScheduleTest {
  private static Instant at(String local, String zone) {
    return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
  }

  private static Schedule schedule(String when, String zone, String quiet, String slots) {
    return Schedule.of(when, zone, quiet, slots);
  }

  @ParameterizedTest
  @CsvSource({
    // The clock goes forward over this time, so it comes as much later.
    "Europe/Berlin,        2027-03-28 02:30, 2027-03-28T01:30:00Z",
    "Europe/Berlin,        2027-03-28 01:59, 2027-03-28T00:59:00Z",
    "Europe/Berlin,        2027-03-28 03:00, 2027-03-28T01:00:00Z",
    "America/New_York,     2027-03-14 02:15, 2027-03-14T07:15:00Z",
    "America/New_York,     2027-03-14 03:00, 2027-03-14T07:00:00Z",
    "Australia/Lord_Howe,  2027-10-03 02:10, 2027-10-02T15:40:00Z",
    "Australia/Lord_Howe,  2027-10-03 02:30, 2027-10-02T15:30:00Z",
    // It shows this time twice, and the first one counts.
    "Europe/Berlin,        2027-10-31 02:30, 2027-10-31T00:30:00Z",
    "Europe/Berlin,        2027-10-31 03:00, 2027-10-31T02:00:00Z",
    "America/New_York,     2027-11-07 01:15, 2027-11-07T05:15:00Z",
    "Australia/Lord_Howe,  2027-04-04 01:45, 2027-04-03T14:45:00Z",
    "Australia/Lord_Howe,  2027-04-04 02:00, 2027-04-03T15:30:00Z",
  })
  void aLocalTimeIsRightWhereTheClockChanges(String zone, String local, Instant utc) {
    Instant before = utc.minusSeconds(86_400);
    assertEquals(utc, schedule(local, zone, "", "").first(before));
    String slot = "daily " + local.substring(11);
    List<Instant> slots =
        Slots.parse(slot).from(before.plusSeconds(7300), ZoneId.of(zone)).limit(1).toList();
    assertEquals(List.of(utc), slots);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,       22:00-02:30, 2027-03-28T01:00, 2027-03-28T01:00:00Z",
    "Europe/Berlin,       22:00-07:00, 2027-03-28T01:00, 2027-03-28T05:00:00Z",
    "Europe/Berlin,       22:00-02:30, 2027-10-31T01:00, 2027-10-31T00:30:00Z",
    "Europe/Berlin,       22:00-07:00, 2027-10-31T01:00, 2027-10-31T06:00:00Z",
    "America/New_York,    22:00-07:00, 2027-03-14T01:00, 2027-03-14T11:00:00Z",
    "America/New_York,    22:00-07:00, 2027-11-07T01:30, 2027-11-07T12:00:00Z",
    "Australia/Lord_Howe, 22:00-02:15, 2027-10-03T01:00, 2027-10-02T15:30:00Z",
    "Australia/Lord_Howe, 22:00-07:00, 2027-04-04T01:00, 2027-04-03T20:30:00Z",
  })
  void quietHoursEndWhenTheClockShowsIt(String zone, String quiet, String local, Instant end) {
    assertEquals(end, QuietHours.parse(quiet).over(at(local, zone), ZoneId.of(zone)));
  }

  @Test
  void quietHoursThatEndInTheHourThatComesTwiceAreOverInBoth() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    QuietHours quiet = QuietHours.parse("22:00-2:30");
    Instant second = Instant.parse("2027-10-31T01:15:00Z");
    assertEquals("2027-10-31T02:15", LocalDateTime.ofInstant(second, berlin).toString());
    assertEquals(Instant.parse("2027-10-31T01:30:00Z"), quiet.over(second, berlin));
  }

  @Test
  void quietHoursOverMidnightBelongToTheDayOnWhichTheyBegin() {
    QuietHours quiet = QuietHours.parse("Fri 22:00-7:00");
    ZoneId utc = ZoneId.of("UTC");
    assertTrue(quiet.covers(Instant.parse("2027-01-02T06:59:00Z"), utc), "Saturday morning");
    assertFalse(quiet.covers(Instant.parse("2027-01-02T07:00:00Z"), utc), "their end is free");
    assertFalse(quiet.covers(Instant.parse("2027-01-01T06:59:00Z"), utc), "Friday morning");
    assertTrue(quiet.covers(Instant.parse("2027-01-01T22:00:00Z"), utc), "their beginning is not");
  }

  @Test
  void quietHoursThatFollowEachOtherAreOne() {
    Schedule schedule = schedule("now", "UTC", "22:00-7:00; Sat, Sun 0:00-24:00", "");
    Instant friday = Instant.parse("2027-01-01T23:00:00Z");
    assertEquals(Instant.parse("2027-01-04T07:00:00Z"), schedule.first(friday));
  }

  @Test
  void nothingGoesBeforeThePublicationWhateverTheRule() {
    Instant published = Instant.parse("2027-06-01T10:00:00Z");
    for (String when : List.of("now", "after 0 min", "2027-01-01 9:00", "2027-01-01T09:00Z")) {
      assertEquals(published, schedule(when, "UTC", "", "").first(published), when);
    }
    assertEquals(
        published.plusSeconds(5400), schedule("after 90 minutes", "UTC", "", "").first(published));
  }

  @Test
  void slotsInQuietHoursArePassedOver() {
    Schedule schedule = schedule("next free slot", "UTC", "Thu 0:00-24:00", "Tue, Thu 9:15");
    Instant wednesday = Instant.parse("2027-01-06T10:00:00Z");
    assertEquals(Instant.parse("2027-01-12T09:15:00Z"), schedule.first(wednesday));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue and Thu 9:15|Tue, Thu 09:15",
        "mon-fri 9:00,18:30 ; saturday 10:00|Mon, Tue, Wed, Thu, Fri 09:00, 18:30; Sat 10:00",
        "Sat-Mon 8:00|Mon, Sat, Sun 08:00",
        "12:00|daily 12:00",
      })
  void slotsAreWrittenAsTheyAreRead(String said, String written) {
    assertEquals(written, Slots.parse(said).toString());
    assertEquals(written, Slots.parse(written).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "now",
        "after 90 minutes",
        "2027-01-31 09:00",
        "2027-07-01T09:00+02:00[Europe/Berlin]",
        "next free slot"
      })
  void aTimeIsWrittenAsItIsRead(String text) {
    assertEquals(text, When.parse(text).toString());
  }

  @Test
  void hoursDaysAndASecondPlaceInADateAreUnderstood() {
    assertEquals("after 120 minutes", When.parse("After 2  hours").toString());
    assertEquals("after 4320 minutes", When.parse("after 3 d").toString());
    assertEquals("2027-01-31 09:05", When.parse("2027-01-31T9:05").toString());
    assertEquals("next free slot", When.parse("slot").toString());
  }

  private static String refused(Runnable parsing) {
    return assertThrows(IllegalArgumentException.class, parsing::run).getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "after tea", "after -5 minutes", "2027-02-30 9:00", "25:00"})
  void whatSaysNoTimeIsRefusedAndWhatIsRightIsSaid(String text) {
    String sentence = refused(() -> When.parse(text));
    assertTrue(sentence.startsWith("\"" + text + "\" says no time. Write now, after"), sentence);
  }

  @Test
  void theWordThatIsWrongIsNamed() {
    assertEquals(
        "There is no day \"Tux\". Write Mon, Tue, Wed, Thu, Fri, Sat, Sun, Mon-Fri or daily.",
        refused(() -> Slots.parse("Tux 9:15")));
    assertEquals(
        "\"24:15\" is no time of the day. Write hours and minutes, such as 9:15 or 21:30.",
        refused(() -> Slots.parse("Tue 24:15")));
    assertEquals(
        "Days come before times, and a semicolon before other days: Tue 9:15 Wed",
        refused(() -> Slots.parse("Tue 9:15 Wed")));
    assertEquals(
        "A slot is a day with a time: write it as Tue, Thu 9:15; Sat 10:00.",
        refused(() -> Slots.parse("Tue")));
    assertTrue(refused(() -> QuietHours.parse("22:00")).contains("a beginning and no end"));
    assertTrue(refused(() -> QuietHours.parse("Sat")).contains("names no time"));
    assertTrue(refused(() -> Schedule.zone("Mars/Base")).contains("Write it as Europe/Berlin"));
    assertTrue(refused(() -> Budget.parse("much")).contains("such as 20 USD"));
    assertTrue(refused(() -> Budget.parse("1.2.3 USD")).contains("such as 20 USD"));
    assertTrue(refused(() -> Budget.parse("20 XQX")).contains("such as 20 USD"));
    assertTrue(refused(() -> Rhythm.of(Map.of("dailyCap", "few"))).contains("such as 5"));
  }

  @Test
  void quietHoursThatLeaveNothingOfTheWeekAreRefused() {
    for (String all :
        List.of(
            "0:00-24:00",
            "9:00-9:00",
            "Mon-Fri 0:00-24:00; Sat 0:00-12:00; Sat 12:00-0:00; Sun 0:00-0:00")) {
      assertEquals(
          "Quiet hours must leave some time of the week.", refused(() -> QuietHours.parse(all)));
    }
    QuietHours night = QuietHours.parse("19:00-7:00");
    assertThrows(IllegalArgumentException.class, () -> night.and(QuietHours.parse("7:00-19:00")));
  }

  @Test
  void aSlotWithoutSlotsSaysWhatToDo() {
    Schedule none = schedule("next free slot", "UTC", "", "");
    assertEquals(
        "The connection has no slots. Give it some, such as Tue, Thu 9:15.",
        refused(() -> none.first(Instant.EPOCH)));
    Schedule quiet = schedule("next free slot", "UTC", "8:00-10:00", "9:00");
    assertEquals(
        "All slots of the connection lie in quiet hours.",
        refused(() -> quiet.first(Instant.EPOCH)));
  }

  @Test
  void aPriceInAnotherCurrencyTakesNothingOfABudget() {
    Budget budget = Budget.parse("20 usd");
    assertEquals("20 USD", budget.toString());
    assertEquals("0.20", budget.of("0.20 USD").toPlainString());
    assertEquals(0, budget.of("5 EUR").signum());
    assertEquals(0, budget.of("").signum());
  }

  @Test
  void aRhythmIsTheTextsItWasMadeOf() {
    Map<String, String> texts =
        Map.of(
            "slots", "Tue 09:15",
            "quietHours", "daily 22:00-24:00",
            "dailyCap", "3",
            "monthlyBudget", "20 USD");
    assertEquals(texts, Rhythm.of(texts).texts());
    assertEquals(Map.of(), Rhythm.ANY.texts());
    assertEquals(Rhythm.NAMES, texts.keySet());
  }

  @Test
  void aRuleOfThousandsOfWordsIsRefused() {
    String many = Stream.generate(() -> "Tue 9:15;").limit(1000).reduce("", String::concat);
    assertEquals(
        "A rule for times of the week has at most 10000 characters.",
        refused(() -> Slots.parse(many)));
    assertEquals("A time has at most 100 characters.", refused(() -> When.parse(many)));
  }

  @Test
  void whatIsTakenCanBeReadAgainHoweverMuchLongerItIsWritten() {
    StringBuilder quiet = new StringBuilder("Mon-Sat");
    StringBuilder slots = new StringBuilder();
    for (int hour = 0; hour < 24; hour++) {
      quiet.append(" %d:00-%d:30".formatted(hour, hour));
      slots.append("Mon-Sat %d:00;".formatted(hour));
    }
    String written = QuietHours.parse(quiet.toString()).toString();
    assertEquals(written, QuietHours.parse(written).toString());
    String both =
        QuietHours.parse(written).and(QuietHours.parse("Sun 1:00-2:00; 3:00-3:05")).toString();
    assertEquals(both, QuietHours.parse(both).toString());
    assertTrue(written.length() > 2 * quiet.length(), written);
    String kept = Slots.parse(slots.toString()).toString();
    assertEquals(kept, Slots.parse(kept).toString());
    String longer = "Mon-Sat 1:00-2:00;".repeat(500);
    assertThrows(IllegalArgumentException.class, () -> QuietHours.parse(longer));
    assertThrows(IllegalArgumentException.class, () -> Slots.parse("Mon-Sat 1:00;".repeat(500)));
  }

  @Test
  void aTimeThatNoRecordCanHoldIsNone() {
    for (String when :
        List.of("+12027-01-31 9:00", "+999999-01-31T09:00:00Z", "-0001-01-01 9:00")) {
      assertThrows(IllegalArgumentException.class, () -> When.parse(when), when);
    }
  }
}
