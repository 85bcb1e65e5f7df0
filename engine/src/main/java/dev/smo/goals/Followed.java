// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import org.jetbrains.annotations.Nullable;

/**
 * How many followed an account, as a goal counts them: the number itself and not what came in, so a
 * goal is reached on the day on which it is so high.
 *
 * @param counts by day, the first one first
 * @param told whether anybody tells, or may do so yet
 */
record Followed(NavigableMap<LocalDate, Long> counts, boolean told) {
  /** The last number that is known of a day or those before. */
  OptionalDouble until(LocalDate day) {
    return value(counts.floorEntry(day));
  }

  /** The last number of some days; empty where there is none of these. */
  OptionalDouble within(LocalDate from, LocalDate end) {
    return value(counts.subMap(from, true, end, false).lastEntry());
  }

  private static OptionalDouble value(Map.@Nullable Entry<LocalDate, Long> one) {
    return one == null ? OptionalDouble.empty() : OptionalDouble.of(one.getValue());
  }

  /**
   * What it comes to at the end of a goal at the pace since its first day.
   *
   * @return null where there are no two days from which a pace could be told
   */
  @Nullable
  Double forecast(LocalDate from, LocalDate to) {
    Map.Entry<LocalDate, Long> before = counts.floorEntry(from);
    Map.Entry<LocalDate, Long> first = before == null ? counts.ceilingEntry(from) : before;
    Map.Entry<LocalDate, Long> last = counts.floorEntry(to);
    if (first == null || last == null || !first.getKey().isBefore(last.getKey())) {
      return null;
    }
    double more = last.getValue() - first.getValue();
    double pace = more / ChronoUnit.DAYS.between(first.getKey(), last.getKey());
    return Math.max(0, last.getValue() + pace * ChronoUnit.DAYS.between(last.getKey(), to));
  }
}
