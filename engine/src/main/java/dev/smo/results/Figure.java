// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import dev.smo.connector.Metric;
import dev.smo.engagement.PostFacts;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/** A number of a post that results add up. */
public enum Figure {
  LIKES("likes"),
  REPOSTS("reposts"),
  REPLIES("replies"),
  QUOTES("quotes"),
  VIEWS("views"),
  SAVES("saves"),
  SCORE("score"),
  /** How often its link was followed as its network counts it. */
  NETWORK_CLICKS("networkClicks"),
  /** How often its short link was followed, which is counted here. */
  CLICKS("clicks"),
  /**
   * What people did, of all that the network tells: they liked, reposted, replied, quoted, saved.
   */
  ENGAGEMENT("engagement");

  private static final Set<Figure> DONE = EnumSet.of(LIKES, REPOSTS, REPLIES, QUOTES, SAVES);

  private final String label;

  Figure(String label) {
    this.label = label;
  }

  /** How it is called in JSON. */
  public String label() {
    return label;
  }

  /**
   * The figures of a post.
   *
   * @param clicks how often its short link was followed; null: nobody counts that
   */
  static Map<Figure, Long> of(PostFacts facts, @Nullable Long clicks) {
    Map<Figure, Long> figures = of(facts.figures());
    if (facts.linked() && clicks != null) {
      figures.put(CLICKS, clicks);
    }
    return figures;
  }

  /** What a network counts, and the sum of what people did. */
  static Map<Figure, Long> of(Map<Metric, Long> counted) {
    Map<Figure, Long> figures = new EnumMap<>(Figure.class);
    counted.forEach(
        (metric, number) ->
            figures.put(metric == Metric.CLICKS ? NETWORK_CLICKS : valueOf(metric.name()), number));
    DONE.stream()
        .filter(figures::containsKey)
        .map(figures::get)
        .reduce(Long::sum)
        .ifPresent(sum -> figures.put(ENGAGEMENT, sum));
    return figures;
  }
}
