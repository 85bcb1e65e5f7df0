// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When nothing is posted, by the clock on the wall: {@code 22:00-7:00; Sat, Sun 0:00-24:00}. What
 * ends before it begins ends on the next day.
 */
public final class QuietHours {
  private static final LocalDate A_MONDAY = LocalDate.of(2024, 1, 1);

  /** None. */
  public static final QuietHours NONE = new QuietHours(List.of());

  private static final String RIGHT = " Write quiet hours as 22:00-7:00 or Sat, Sun 0:00-24:00.";

  private final List<Period> periods;

  /** From a time on some days to a later one, which may be on the next day. */
  private record Period(Set<DayOfWeek> days, LocalTime start, LocalTime end) {
    /** When it ends if it has begun on a day and holds at a time. */
    Optional<LocalDateTime> end(LocalDate day, LocalDateTime time) {
      LocalDateTime ends = (end.isAfter(start) ? day : day.plusDays(1)).atTime(end);
      boolean holds =
          days.contains(day.getDayOfWeek())
              && !time.isBefore(day.atTime(start))
              && time.isBefore(ends);
      return holds ? Optional.of(ends) : Optional.empty();
    }

    @Override
    public String toString() {
      String until = end.equals(LocalTime.MIDNIGHT) ? "24:00" : WeekLine.shown(end);
      return WeekLine.shown(days) + " " + WeekLine.shown(start) + "-" + until;
    }
  }

  private QuietHours(List<Period> periods) {
    this.periods = List.copyOf(periods);
    WeekLine.mustBeReadable(toString());
    if (!leavesTime()) {
      throw new IllegalArgumentException("Quiet hours must leave some time of the week.");
    }
  }

  /**
   * Reads what {@link #toString} writes, and what people write.
   *
   * @param text empty: none
   * @throws IllegalArgumentException says what is wrong, and what is right
   */
  public static QuietHours parse(String text) {
    List<Period> periods = new ArrayList<>();
    for (WeekLine line : WeekLine.parse(text)) {
      if (line.rest().isEmpty()) {
        throw new IllegalArgumentException("\"" + text.strip() + "\" names no time." + RIGHT);
      }
      line.rest().forEach(word -> periods.add(period(line.days(), word)));
    }
    return new QuietHours(periods);
  }

  private static Period period(Set<DayOfWeek> days, String word) {
    int dash = word.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException("\"" + word + "\" has a beginning and no end." + RIGHT);
    }
    String end = word.substring(dash + 1);
    return new Period(
        days,
        WeekLine.time(word.substring(0, dash)),
        end.equals("24:00") ? LocalTime.MIDNIGHT : WeekLine.time(end));
  }

  /**
   * These and others together.
   *
   * @throws IllegalArgumentException nothing of the week is left
   */
  public QuietHours and(QuietHours others) {
    return new QuietHours(
        Stream.concat(periods.stream(), others.periods.stream()).distinct().toList());
  }

  /** Whether nothing is posted at a time. */
  public boolean covers(Instant time, ZoneId zone) {
    return end(LocalDateTime.ofInstant(time, zone)).isPresent();
  }

  /** The first time from this on that is not quiet. */
  public Instant over(Instant time, ZoneId zone) {
    Instant free = time;
    Optional<LocalDateTime> end = end(LocalDateTime.ofInstant(free, zone));
    while (end.isPresent()) {
      free = when(end.get(), free, zone);
      end = end(LocalDateTime.ofInstant(free, zone));
    }
    return free;
  }

  /** When the clock on the wall first shows a time, or has passed it, after an instant. */
  private static Instant when(LocalDateTime shows, Instant after, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(shows);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    Instant first = shows.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    return first.isAfter(after) ? first : shows.atZone(zone).withLaterOffsetAtOverlap().toInstant();
  }

  private Optional<LocalDateTime> end(LocalDateTime time) {
    LocalDate day = time.toLocalDate();
    return periods.stream()
        .flatMap(period -> Stream.of(period.end(day.minusDays(1), time), period.end(day, time)))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  private boolean leavesTime() {
    LocalDateTime week = A_MONDAY.plusDays(7).atStartOfDay();
    LocalDateTime time = A_MONDAY.atStartOfDay();
    Optional<LocalDateTime> end = end(time);
    while (end.isPresent() && time.isBefore(week)) {
      time = end.get();
      end = end(time);
    }
    return end.isEmpty();
  }

  @Override
  public String toString() {
    return periods.stream().map(Period::toString).collect(Collectors.joining("; "));
  }
}
