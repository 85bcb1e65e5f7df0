// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What people did with a post, counted by its network. A number that the network does not give is
 * absent. Immutable.
 */
public final class Engagement {
  private static final Engagement NOTHING = new Engagement(Map.of());

  private final Map<Metric, Long> numbers;

  private Engagement(Map<Metric, Long> numbers) {
    this.numbers = numbers;
  }

  /** Without any number; add them by {@link #with}. */
  public static Engagement none() {
    return NOTHING;
  }

  /** A copy with one more number. */
  public Engagement with(Metric metric, long number) {
    Map<Metric, Long> more = new EnumMap<>(Metric.class);
    more.putAll(numbers);
    more.put(metric, number);
    return new Engagement(more);
  }

  public OptionalLong of(Metric metric) {
    Long number = numbers.get(metric);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** All numbers that the network gave. */
  public Map<Metric, Long> numbers() {
    return Map.copyOf(numbers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Engagement that && numbers.equals(that.numbers);
  }

  @Override
  public int hashCode() {
    return numbers.hashCode();
  }

  @Override
  public String toString() {
    return "Engagement" + numbers;
  }
}
