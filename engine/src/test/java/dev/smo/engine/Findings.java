// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.engine.AuthoredPages.Known;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must be true of posts when all is healed.
 *
 * @param approval whether each post had to be approved
 * @param approved words that a person read and approved
 */
record Findings(CountingNetwork network, boolean approval, Set<String> approved) {
  private static final Set<State> MOVING =
      EnumSet.of(State.PLANNED, State.SCHEDULED, State.QUEUED, State.SENDING, State.UNKNOWN);
  private static final Set<State> ON_THEIR_WAY =
      EnumSet.of(State.SCHEDULED, State.QUEUED, State.SENDING, State.UNKNOWN);

  /** What is wrong with the posts of a page that is there. */
  Optional<String> wrong(Known page, List<PostRecord> posts) {
    for (PostRecord post : posts) {
      Optional<String> wrong = wrong(post, page.shown());
      if (wrong.isPresent()) {
        return wrong.map(what -> what + ": " + post);
      }
    }
    long out = posts.stream().filter(post -> network.has(post.id())).count();
    boolean ended =
        posts.stream()
            .anyMatch(
                post ->
                    post.state() == State.CANCELLED
                        || post.state() == State.REJECTED
                        || post.state() == State.RETRACTED);
    if (out > 1) {
      return Optional.of("two editions are out: " + posts);
    }
    return page.shown() && out == 0 && !ended
        ? Optional.of(
            "lost: the page is public, nobody said no, and nothing is out: "
                + page
                + posts.stream()
                    .map(post -> post + " " + post.state() + " " + post.text(Key.REASON))
                    .toList())
        : Optional.empty();
  }

  /** What is wrong with a post at any time. */
  static Optional<String> forgotten(PostRecord post) {
    boolean moves = ON_THEIR_WAY.contains(post.state());
    boolean withdrawn = post.flag(Key.RETRACT) && post.retractable();
    return (moves || withdrawn) && post.time(Key.DUE).isEmpty()
        ? Optional.of(
            (withdrawn ? "it is to be taken back" : "it is " + post.state())
                + ", and nothing will look at it: "
                + post)
        : Optional.empty();
  }

  /** What is wrong with a post, whose page is public or not. */
  Optional<String> wrong(PostRecord post, boolean shown) {
    boolean there = network.has(post.id());
    if (network.executed(post.id()).size() > 1) {
      return Optional.of("posted twice: " + network.executed(post.id()));
    }
    if (MOVING.contains(post.state()) && shown) {
      return Optional.of("it never comes to rest: " + post.state() + post.text(Key.REASON));
    }
    if ((post.state() == State.SENT) != there) {
      return Optional.of(
          (there ? "it is out, and the record denies it: " : "it is not out: ")
              + post.state()
              + ' '
              + post.text(Key.REASON));
    }
    if (approval && !approved.containsAll(network.executed(post.id()))) {
      return Optional.of("nobody approved " + network.executed(post.id()) + " but " + approved);
    }
    if (post.awaitsReplacement()) {
      return Optional.of("what was to stand in its place never came");
    }
    // What a person marked as posted has no name by which it could be taken back.
    boolean asked = post.flag(Key.ATTENTION);
    return !shown && there && !asked
        ? Optional.of("its page is away, and it is still out")
        : Optional.empty();
  }
}
