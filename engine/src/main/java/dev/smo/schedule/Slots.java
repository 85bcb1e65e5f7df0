// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The times of a week at which a connection likes to post, in wall-clock time: {@code Tue, Thu
 * 9:15; Sat 10:00, 18:00}.
 */
public final class Slots {
  /** No slots at all. */
  public static final Slots NONE = new Slots(List.of());

  /** A connection that is full for so long takes no more. */
  private static final Duration FAR = Duration.ofDays(366L * 2);

  private final List<Line> lines;

  private record Line(Set<DayOfWeek> days, Set<LocalTime> times) {}

  private Slots(List<Line> lines) {
    this.lines = List.copyOf(lines);
    WeekLine.mustBeReadable(toString());
  }

  /**
   * Reads what {@link #toString} writes, and what people write.
   *
   * @param text empty: no slots
   * @throws IllegalArgumentException says what is wrong, and what is right
   */
  public static Slots parse(String text) {
    List<Line> lines = new ArrayList<>();
    for (WeekLine line : WeekLine.parse(text)) {
      if (line.rest().isEmpty()) {
        throw new IllegalArgumentException(
            "A slot is a day with a time: write it as Tue, Thu 9:15; Sat 10:00.");
      }
      Set<LocalTime> times =
          line.rest().stream().map(WeekLine::time).collect(Collectors.toCollection(TreeSet::new));
      lines.add(new Line(line.days(), times));
    }
    return new Slots(lines);
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * The slots from a time on, the first first, for the next two years; none where there are none. A
   * slot that the clock skips comes as much later as the clock goes forward, one that it repeats is
   * the first of the two.
   */
  public Stream<Instant> from(Instant first, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(first, zone);
    return isEmpty()
        ? Stream.empty()
        : day.datesUntil(day.plusDays(FAR.toDays()))
            .flatMap(date -> on(date, zone))
            .filter(slot -> !slot.isBefore(first));
  }

  private Stream<Instant> on(LocalDate date, ZoneId zone) {
    return lines.stream()
        .filter(line -> line.days().contains(date.getDayOfWeek()))
        .flatMap(line -> line.times().stream())
        .map(time -> date.atTime(time).atZone(zone).toInstant())
        .distinct()
        .sorted();
  }

  @Override
  public String toString() {
    return lines.stream()
        .map(
            line ->
                WeekLine.shown(line.days())
                    + " "
                    + line.times().stream().map(WeekLine::shown).collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
