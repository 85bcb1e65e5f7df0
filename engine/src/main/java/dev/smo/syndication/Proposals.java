// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Decision;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.State;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a wish may change that nobody has read who answers for it, such as that of an assistant: a
 * post that does not go out by itself, and about which no person has decided anything.
 */
final class Proposals {
  /** How the history of a post names that it was proposed. */
  static final String PROPOSE = "propose";

  private static final Set<State> GOES = EnumSet.of(State.SCHEDULED, State.QUEUED, State.HELD);

  private Proposals() {}

  /** A proposal would change what is not its to change; the message says what to do. */
  static final class RefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * @throws RefusedException the post goes out by itself, or a person asked for it, approved or
   *     changed it
   */
  static void mustBeFree(PostRecord there) {
    boolean whenItsConnectorIsBack =
        there.state() == State.PLANNED && !there.flag(PostRecord.Key.MUST_APPROVE);
    if (whenItsConnectorIsBack || GOES.contains(there.state())) {
      throw new RefusedException(
          "A post of this page is planned there already, and a proposal does not change it. A"
              + " person can, in the console.");
    }
    if (there.history().stream().anyMatch(Proposals::byPerson)) {
      throw new RefusedException(
          "A post of this page is there already, about which a person has decided something, and a"
              + " proposal does not change that. A person can, in the console.");
    }
  }

  private static boolean byPerson(Decision one) {
    return !one.what().equals(PROPOSE)
        && (!one.who().isEmpty() || one.what().equals(PlannedAgain.ASK));
  }
}
