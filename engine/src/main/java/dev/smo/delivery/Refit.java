// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.Planner;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Words that their network does not take any more, or never did, which was not known when they were
 * made: those made of a page are made anew. What a person wrote is not cut by a machine.
 */
final class Refit {
  private final Ledger ledger;
  private final Planner planner;
  private final Transitions times;

  Refit(Ledger ledger, Planner planner, Transitions times) {
    this.ledger = ledger;
    this.planner = planner;
    this.times = times;
  }

  /**
   * What becomes of a queued post that its network does not take as it is. Words that come out the
   * same do not fit at all; others must be approved if those before them had to be.
   *
   * @param problem why not
   */
  UnaryOperator<PostRecord> of(PostRecord post, String problem) {
    if (post.time(Key.REPEAT_UNTIL).isPresent()) {
      // It may be out; in other words, its network may take it for another post.
      return record -> times.unknown(record, problem);
    }
    if (shallBe(post, Optional.of(problem)).isPresent()) {
      planner.reword(post);
    }
    return record -> {
      if (record.content().equals(post.content())) {
        return record.to(State.FAILED, problem).with(Key.DUE, null);
      }
      String reason = "Its words were made anew, to be what the network takes now.";
      return record.lacksApproval()
          ? record.toBeApproved(reason + " Read them before they go out.", times.now())
          : record.to(State.SCHEDULED, reason).with(Key.DUE, times.now());
    };
  }

  /** The problem, where other words may solve it. */
  Optional<String> shallBe(PostRecord post, Optional<String> problem) {
    boolean written = !post.text(Key.CHANGED_BY).isEmpty() || !post.isAboutPage();
    return problem.filter(why -> !written && !ledger.steps().hasPartOut(post));
  }
}
