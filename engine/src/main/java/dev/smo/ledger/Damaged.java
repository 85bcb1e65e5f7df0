// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;

/**
 * What stands instead of a record that the repository forgot and the disk cannot give back: it is
 * only known how many attempts and decisions there were. Nothing goes out by that alone.
 */
final class Damaged {
  private static final String ATTEMPT =
      "The disk lost what was sent of this post, and it may be out.";
  private static final String DECISION =
      "The disk lost what somebody decided about this post. Read it, and decide again.";

  private Damaged() {}

  /**
   * One of which an attempt is lost is sought on its network; one of which a decision is lost waits
   * for another.
   *
   * @param kept as the repository has it, which is behind
   */
  static PostRecord instead(PostRecord kept, JournalLines.Line noted) {
    PostRecord known = kept;
    while (known.texts(Key.HISTORY).size() < noted.decisions()) {
      known = known.decided(noted.at(), "", "lost");
    }
    if (kept.attempt() < noted.attempt()) {
      return known
          .to(State.UNKNOWN, ATTEMPT)
          .with(new Attempt(noted.attempt(), noted.at(), "", "unknown", ATTEMPT))
          .with(Key.STARTED, kept.time(Key.STARTED).orElse(noted.at()))
          .with(Key.UNKNOWN_SINCE, noted.at())
          .with(Key.DUE, noted.at());
    }
    boolean goes = kept.state().open() || kept.state() == State.QUEUED;
    return goes
        ? known.to(State.HELD, DECISION).with(Key.DUE, null)
        : known.with(Key.ATTENTION, true).with(Key.REASON, DECISION);
  }
}
