// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Some of many reactions, those that came in last first.
 *
 * @param next what to ask for to get those behind them; empty: there are none
 */
public record Portion(List<KeptReaction> reactions, String next) {
  /** What {@link #next} looks like. */
  public static final String PLACE = "\\d{15}-[0-9a-f]{64}";

  /** Where a reaction stands among the others; greater is newer. */
  public static String place(KeptReaction kept) {
    return placeOf(kept.seen(), kept.id());
  }

  /** The same of one of which only this is known. */
  public static String placeOf(Instant seen, String id) {
    return String.format(Locale.ROOT, "%015d-%s", seen.toEpochMilli(), id);
  }

  /**
   * Cuts a portion out of all.
   *
   * @param before {@link #next} of the portion before; empty: from the start
   */
  public static Portion of(List<KeptReaction> all, String before, int most) {
    List<KeptReaction> rest =
        all.stream()
            .filter(kept -> before.isEmpty() || place(kept).compareTo(before) < 0)
            .sorted(Comparator.comparing(Portion::place).reversed())
            .toList();
    return rest.size() <= most
        ? new Portion(rest, "")
        : new Portion(rest.subList(0, most), place(rest.get(most - 1)));
  }
}
