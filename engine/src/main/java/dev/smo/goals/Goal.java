// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.results.Dimension;
import dev.smo.results.Measured;
import dev.smo.results.ResultsQuery;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jetbrains.annotations.Nullable;

/** What somebody set out for: so much of a measure, within days, by the posts of a scope. */
record Goal(Plan plan) {
  private static final int WEEK = 7;
  private static final int HOURS = 24;

  /**
   * How far it is.
   *
   * @param value so far; null: nobody gives the number
   * @param elapsed share of its days that are over, from 0 to 1
   * @param forecast what it comes to at the end at the pace so far; null: nothing to go by
   * @param state {@code ahead} is still to begin; {@code reached}; {@code on-track} and {@code
   *     behind} say how the forecast compares with the target; {@code missed} is over; {@code open}
   *     where there is a number and no forecast yet; {@code unknown} where there is no number,
   *     {@code untold} where there will not be one
   * @param weeks what the posts of each week came to, from the first day on
   */
  record Progress(
      @Nullable Double value,
      double elapsed,
      @Nullable Double forecast,
      String state,
      List<Week> weeks) {}

  /** Seven days from a day on. */
  record Week(String from, int posts, @Nullable Double value) {}

  /**
   * Reads all of it.
   *
   * @throws IllegalArgumentException a number is none
   * @throws java.time.DateTimeException a day or the zone is none
   */
  void mustMakeSense() {
    target();
    within();
    query();
  }

  Measure measure() {
    return Measure.named(plan.text("measure")).orElse(Measure.POSTS);
  }

  double target() {
    return Double.parseDouble(plan.text("target"));
  }

  String below() {
    return plan.text("below");
  }

  String connection() {
    return plan.text("connection");
  }

  /** Which posts count, but for the campaign. */
  ResultsQuery query() {
    Map<Dimension, String> having = new EnumMap<>(Dimension.class);
    for (Dimension dimension : List.of(Dimension.TAG, Dimension.CONNECTION)) {
      String value = plan.text(dimension.label());
      if (!value.isEmpty()) {
        having.put(dimension, value);
      }
    }
    return new ResultsQuery(plan.from(), plan.to(), plan.zone(), below(), having);
  }

  /** Within how many hours replies are to be answered. */
  Duration within() {
    String hours = plan.text("hours");
    return Duration.ofHours(hours.isEmpty() ? HOURS : Long.parseLong(hours));
  }

  /**
   * How far it is.
   *
   * @param posts all that count
   * @param worth what some of them come to
   */
  Progress progress(
      List<Measured> posts, Function<List<Measured>, OptionalDouble> worth, LocalDate today) {
    OptionalDouble value = worth.apply(posts);
    long over = over(today);
    Double forecast =
        value.isEmpty() || over == 0
            ? null
            : measure().grows() ? value.getAsDouble() * days() / over : value.getAsDouble();
    return progress(
        value,
        forecast,
        weeks(posts, (week, some) -> worth.apply(some), today),
        state(value, forecast, today),
        today);
  }

  /** How far one is that counts followers; the posts are those of the same connection. */
  Progress progress(List<Measured> posts, Followed followed, LocalDate today) {
    LocalDate last = today.isBefore(plan.to()) ? today : plan.to();
    OptionalDouble value = followed.until(last);
    Double forecast = followed.forecast(plan.from(), plan.to());
    return progress(
        value,
        forecast,
        weeks(posts, (week, some) -> followed.within(week, week.plusDays(WEEK)), today),
        value.isEmpty() && !followed.told() ? "untold" : state(value, forecast, today),
        today);
  }

  private Progress progress(
      OptionalDouble value,
      @Nullable Double forecast,
      List<Week> weeks,
      String state,
      LocalDate today) {
    return new Progress(
        value.isEmpty() ? null : value.getAsDouble(),
        (double) over(today) / days(),
        forecast,
        state,
        weeks);
  }

  private long days() {
    return ChronoUnit.DAYS.between(plan.from(), plan.to()) + 1;
  }

  /** How many of its days are over, this one included. */
  private long over(LocalDate today) {
    return Math.min(days(), Math.max(0, ChronoUnit.DAYS.between(plan.from(), today) + 1));
  }

  private String state(OptionalDouble value, @Nullable Double forecast, LocalDate today) {
    if (today.isBefore(plan.from())) {
      return "ahead";
    }
    if (value.isEmpty()) {
      return "unknown";
    }
    boolean is = value.getAsDouble() >= target();
    boolean ended = today.isAfter(plan.to());
    if (ended || (is && measure().grows())) {
      return is ? "reached" : "missed";
    }
    if (forecast == null) {
      return "open";
    }
    return (measure().grows() ? forecast >= target() : is) ? "on-track" : "behind";
  }

  /** What a week that begins on a day comes to, given its posts. */
  private interface Worth {
    OptionalDouble of(LocalDate week, List<Measured> posts);
  }

  private List<Week> weeks(List<Measured> posts, Worth worth, LocalDate today) {
    List<Week> weeks = new ArrayList<>();
    LocalDate last = today.isBefore(plan.to()) ? today : plan.to();
    for (LocalDate first = plan.from(); !first.isAfter(last); first = first.plusDays(WEEK)) {
      LocalDate begin = first;
      List<Measured> ofWeek =
          posts.stream()
              .filter(post -> isWithin(plan.day(post), begin, begin.plusDays(WEEK)))
              .toList();
      OptionalDouble value = worth.of(begin, ofWeek);
      weeks.add(
          new Week(first.toString(), ofWeek.size(), value.isEmpty() ? null : value.getAsDouble()));
    }
    return weeks;
  }

  private static boolean isWithin(LocalDate day, LocalDate from, LocalDate end) {
    return !day.isBefore(from) && day.isBefore(end);
  }
}
