// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who finds room on a page. What our posts brought has room of its own, which webmentions cannot
 * take: those anybody may send, from as many hosts as they have. So among webmentions each sender
 * has little, a full page is shared, and deciding makes room.
 *
 * @param all reactions that the page has
 * @param bridges whether a domain sends for many people
 */
record Room(List<KeptReaction> all, Predicate<String> bridges) {
  /**
   * Whether there is room for one more.
   *
   * @param given what must go for it, if anything
   */
  record Place(boolean free, Optional<KeptReaction> given) {
    static final Place FREE = new Place(true, Optional.empty());
    static final Place NONE = new Place(false, Optional.empty());
  }

  /**
   * @param blocked whether its sender is, so that nobody sees it or is asked about it
   */
  Place placeFor(Reaction reaction, boolean blocked) {
    if (!isMention(reaction)) {
      return placeForReply(blocked);
    }
    String sender = Sender.domain(reaction);
    long same =
        undecided(kept -> kept.reaction().kind() == reaction.kind())
            .filter(kept -> !counted(kept) || !bridges.test(sender))
            .filter(kept -> Sender.domain(kept.reaction()).equals(sender))
            .count();
    if (same >= ReactionStore.MOST_OF_A_SENDER) {
      return Place.NONE;
    }
    if (mentions(any -> true).count() >= ReactionStore.MOST_MENTIONS) {
      Optional<KeptReaction> hidden = mentions(KeptReaction::isHidden).min(AGE);
      if (hidden.isPresent()) {
        return new Place(true, hidden);
      }
      return blocked ? Place.NONE : shared(sender, any -> true);
    }
    Predicate<KeptReaction> waits =
        kept -> kept.moderation() == Moderation.PENDING && !kept.isHidden();
    boolean crowd = mentions(waits).count() >= ReactionStore.MOST_WAITING;
    return crowd && !blocked && reaction.kind().hasWords() ? shared(sender, waits) : Place.FREE;
  }

  /**
   * Whoever is blocked gives way. What a person hid does not: the network tells of it at each look,
   * and it would come back undecided.
   */
  private Place placeForReply(boolean blocked) {
    List<KeptReaction> replies = all.stream().filter(kept -> !isMention(kept.reaction())).toList();
    if (replies.size() < ReactionStore.MOST) {
      return Place.FREE;
    }
    Optional<KeptReaction> given =
        replies.stream().filter(kept -> !blocked && kept.handling().blocked()).min(AGE);
    return given.isPresent() ? new Place(true, given) : Place.NONE;
  }

  private static final Comparator<KeptReaction> AGE =
      Comparator.comparing(KeptReaction::seen).thenComparing(KeptReaction::id);

  /** The place of the newest of whoever has most, unless that is this sender. */
  private Place shared(String sender, Predicate<KeptReaction> which) {
    Map<String, List<KeptReaction>> bySender =
        undecided(which).collect(Collectors.groupingBy(kept -> Sender.domain(kept.reaction())));
    int own = bySender.getOrDefault(sender, List.of()).size();
    return bySender.values().stream()
        .max(Comparator.comparing(List::size))
        .filter(most -> most.size() > own + 1)
        .map(most -> new Place(true, most.stream().max(AGE)))
        .orElse(Place.NONE);
  }

  private Stream<KeptReaction> mentions(Predicate<KeptReaction> which) {
    return all.stream().filter(kept -> isMention(kept.reaction())).filter(which);
  }

  /** Those that no person approved; what a person hid still counts against its sender. */
  private Stream<KeptReaction> undecided(Predicate<KeptReaction> which) {
    return mentions(which)
        .filter(kept -> kept.moderation() != Moderation.APPROVED || kept.decidedBy().isEmpty());
  }

  /** Whether it shows as a number only, which no person is ever asked about. */
  private static boolean counted(KeptReaction kept) {
    return !kept.reaction().kind().hasWords() && kept.moderation() == Moderation.APPROVED;
  }

  private static boolean isMention(Reaction reaction) {
    return reaction.byWebmention();
  }
}
