// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * When a post is looked at: often while it is new, as that is when people do something with it, and
 * ever less later.
 */
public record PollTimes(EngagementSettings settings) {
  private static final long MINUTES_A_DAY = Duration.ofDays(1).toMinutes();
  private static final int DAYS_A_WEEK = 7;

  /** The first time after {@code now} at which a post is looked at; empty: never again. */
  public Optional<Instant> after(Instant sent, Instant now) {
    return minutes()
        .sorted()
        .mapToObj(minutes -> sent.plus(Duration.ofMinutes(minutes)))
        .filter(time -> time.isAfter(now))
        .findFirst();
  }

  private LongStream minutes() {
    LongStream first = Arrays.stream(settings.minutes()).filter(m -> m > 0).asLongStream();
    int daily = settings.dailyDays();
    IntStream days =
        IntStream.concat(
            IntStream.rangeClosed(1, daily),
            IntStream.iterate(
                daily + DAYS_A_WEEK,
                day -> day <= settings.weeklyDays(),
                day -> day + DAYS_A_WEEK));
    return LongStream.concat(first, days.mapToLong(day -> day * MINUTES_A_DAY));
  }
}
