// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts posts, and adds their figures up. */
public final class Tally {
  private int posts;
  private final Map<String, Sum> figures = new LinkedHashMap<>();

  /**
   * A sum, and of how many posts.
   *
   * @param posts those whose network gives the number; the others are not counted as 0
   */
  public record Sum(long sum, int posts) {
    Sum plus(long number) {
      return new Sum(sum + number, posts + 1);
    }
  }

  private static final Sum NOTHING = new Sum(0, 0);

  /** Of all these posts. */
  public static Tally of(Iterable<Measured> posts) {
    Tally tally = new Tally();
    posts.forEach(tally::add);
    return tally;
  }

  void add(Measured post) {
    posts++;
    post.figures()
        .forEach(
            (figure, number) ->
                figures.put(
                    figure.label(), figures.getOrDefault(figure.label(), NOTHING).plus(number)));
  }

  public int posts() {
    return posts;
  }

  /** Sums by name; what no network gives is not there. */
  public Map<String, Sum> figures() {
    return figures;
  }

  /** The sum of a figure; nothing where nobody gives it. */
  public Sum of(Figure figure) {
    return figures.getOrDefault(figure.label(), NOTHING);
  }
}
