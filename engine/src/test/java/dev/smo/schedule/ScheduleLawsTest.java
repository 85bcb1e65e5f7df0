// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every rule, in zones whose clocks change by an hour and by half of one. */
class ScheduleLawsTest {
  private static final int RULES = 150;
  private static final List<String> DAYS =
      List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "daily", "Mon-Fri", "Sat-Sun");

  /** A rule that was made up, and when its page is published: near a change of the clock. */
  private record Case(Schedule schedule, Instant published, Set<DayOfWeek> days, LocalTime slot) {}

  private static void each(String zone, Consumer<Case> law) {
    Random random = new Random(20270328);
    ZoneId id = ZoneId.of(zone);
    for (int i = 0; i < RULES; i++) {
      Instant change =
          id.getRules()
              .nextTransition(
                  Instant.parse("2027-01-01T00:00:00Z").plusSeconds(random.nextInt(4) * 8_000_000L))
              .getInstant();
      Instant published = change.plusSeconds(60L * (random.nextInt(6 * 1440) - 3 * 1440));
      law.accept(made(random, id, published));
    }
  }

  private static Case made(Random random, ZoneId zone, Instant published) {
    String day = DAYS.get(random.nextInt(DAYS.size()));
    LocalTime slot = time(random, 15);
    String when =
        switch (random.nextInt(4)) {
          case 0 -> "now";
          case 1 -> "after " + random.nextInt(5000) + " minutes";
          case 2 ->
              LocalDate.ofInstant(published, zone).plusDays(random.nextInt(3))
                  + " "
                  + time(random, 1);
          default -> When.SLOT;
        };
    while (true) {
      try {
        QuietHours quiet = QuietHours.parse(quiet(random) + "; " + quiet(random));
        Slots slots = Slots.parse(day + " " + slot);
        Schedule made = new Schedule(When.parse(when), zone, quiet, slots);
        if (!(made.when() instanceof When.NextFreeSlot)
            || made.free(published).findAny().isPresent()) {
          return new Case(made, published, days(day), slot);
        }
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith("Quiet hours must leave"), e.getMessage());
      }
    }
  }

  private static Set<DayOfWeek> days(String word) {
    return word.equals("daily")
        ? EnumSet.allOf(DayOfWeek.class)
        : word.equals("Mon-Fri")
            ? EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)
            : word.equals("Sat-Sun")
                ? EnumSet.range(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)
                : EnumSet.of(DayOfWeek.of(DAYS.indexOf(word) + 1));
  }

  private static String quiet(Random random) {
    return DAYS.get(random.nextInt(DAYS.size())) + " " + time(random, 5) + "-" + time(random, 5);
  }

  private static LocalTime time(Random random, int step) {
    boolean night = random.nextBoolean();
    int minutes = random.nextInt(night ? 240 : 1440) / step * step;
    return LocalTime.of(minutes / 60, minutes % 60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void nothingGoesInQuietHoursOrBeforeThePublication(String zone) {
    each(
        zone,
        one -> {
          Instant first = one.schedule().first(one.published());
          assertFalse(one.schedule().quiet().covers(first, one.schedule().zone()), one::toString);
          assertFalse(first.isBefore(one.published()), one::toString);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void quietHoursAreOverAtTheFirstMinuteThatIsNotQuiet(String zone) {
    each(
        zone,
        one -> {
          QuietHours quiet = one.schedule().quiet();
          ZoneId id = one.schedule().zone();
          Instant minute =
              Stream.iterate(one.published(), at -> at.plusSeconds(60))
                  .filter(at -> !quiet.covers(at, id))
                  .findFirst()
                  .orElseThrow();
          assertEquals(minute, quiet.over(one.published(), id), one::toString);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void theNextSlotIsTheFirstMinuteAtWhichTheClockShowsIt(String zone) {
    each(
        zone,
        one -> {
          ZoneId id = one.schedule().zone();
          Instant slot = one.schedule().slots().from(one.published(), id).findFirst().orElseThrow();
          LocalDateTime local = LocalDateTime.ofInstant(slot, id);
          Optional<Instant> shown =
              Stream.iterate(one.published(), at -> !at.isAfter(slot), at -> at.plusSeconds(60))
                  .filter(at -> shows(one, at, id))
                  .findFirst();
          boolean skipped =
              id.getRules().getTransition(local.toLocalDate().atTime(one.slot())) != null
                  && id.getRules().getTransition(local.toLocalDate().atTime(one.slot())).isGap();
          if (skipped) {
            assertEquals(
                id.getRules().getTransition(local.toLocalDate().atTime(one.slot())).getDuration(),
                java.time.Duration.between(one.slot(), local.toLocalTime()),
                one::toString);
          } else {
            assertEquals(one.slot(), local.toLocalTime(), one::toString);
            assertEquals(Optional.of(slot), shown, one::toString);
          }
        });
  }

  /** Whether the clock shows the slot, for the first time on that day. */
  private static boolean shows(Case one, Instant at, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    return one.days().contains(local.getDayOfWeek())
        && local.toLocalTime().equals(one.slot())
        && local.atZone(zone).toInstant().equals(at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void slotsComeInOrderAndNoneTwice(String zone) {
    each(
        zone,
        one -> {
          List<Instant> many =
              one.schedule()
                  .slots()
                  .from(one.published(), one.schedule().zone())
                  .limit(20)
                  .toList();
          assertEquals(many.stream().sorted().distinct().toList(), many, one::toString);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void aRuleThatIsWrittenAndReadAgainIsTheSame(String zone) {
    each(
        zone,
        one -> {
          Schedule schedule = one.schedule();
          Schedule again =
              Schedule.of(
                  schedule.when().toString(),
                  zone,
                  schedule.quiet().toString(),
                  schedule.slots().toString());
          assertEquals(
              schedule.first(one.published()), again.first(one.published()), one::toString);
        });
  }
}
