// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What strangers may see of the reactions to one page.
 *
 * @param home where the page that owns them was last syndicated, or empty; a page elsewhere with
 *     the same identity is a copy while that one is there
 * @param approved the newest first
 * @param tallies what the networks count, one a post, by network
 */
public record PublicReactions(String home, List<Reaction> approved, List<ReactionCounts> tallies) {
  /** No reactions. */
  public static final PublicReactions NONE = new PublicReactions("", List.of(), List.of());

  public PublicReactions {
    approved = approved.stream().sorted(Comparator.comparing(Reaction::at).reversed()).toList();
    tallies =
        tallies.stream()
            .sorted(
                Comparator.comparing(ReactionCounts::network).thenComparing(ReactionCounts::post))
            .toList();
  }

  /** These and others of the same page. */
  public PublicReactions and(PublicReactions others) {
    return new PublicReactions(
        home.isEmpty() ? others.home : home,
        Stream.concat(approved.stream(), others.approved.stream()).toList(),
        Stream.concat(tallies.stream(), others.tallies.stream()).toList());
  }
}
