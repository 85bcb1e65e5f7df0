// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.results.Figure;
import dev.smo.results.Measured;
import dev.smo.results.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What a goal counts. */
enum Measure {
  POSTS(tally -> OptionalDouble.of(tally.posts()), true),
  ENGAGEMENT(tally -> sum(tally, Figure.ENGAGEMENT), true),
  CLICKS(tally -> sum(tally, Figure.CLICKS), true),
  VIEWS(tally -> sum(tally, Figure.VIEWS), true),
  /** Of those posts of which the network tells something. */
  ENGAGEMENT_A_POST(
      tally -> {
        Tally.Sum sum = tally.of(Figure.ENGAGEMENT);
        return sum.posts() == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of((double) sum.sum() / sum.posts());
      },
      false),
  /** Replies that were answered within the hours of the goal, in percent; {@link Answered}. */
  ANSWERED(tally -> OptionalDouble.empty(), false),
  /** How many follow the account of a connection; {@link Followed}. */
  FOLLOWERS(tally -> OptionalDouble.empty(), true);

  private final Function<Tally, OptionalDouble> value;
  private final boolean grows;

  Measure(Function<Tally, OptionalDouble> value, boolean grows) {
    this.value = value;
    this.grows = grows;
  }

  private static OptionalDouble sum(Tally tally, Figure figure) {
    Tally.Sum sum = tally.of(figure);
    return sum.posts() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum.sum());
  }

  /** What posts come to; empty where nobody gives the number. */
  OptionalDouble of(List<Measured> posts) {
    return value.apply(Tally.of(posts));
  }

  /** Whether it adds up over time, so that it can be forecast from its pace. */
  boolean grows() {
    return grows;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Measure::label).toList();
  }

  static Optional<Measure> named(String name) {
    return Arrays.stream(values()).filter(one -> one.label().equals(name)).findFirst();
  }
}
