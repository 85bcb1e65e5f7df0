// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class StateTest {
  /** By its end a person called it off, knowing that it may be out, or it is out already. */
  private static final EnumSet<State> ENDED =
      EnumSet.of(State.REJECTED, State.CANCELLED, State.RETRACTED);

  @Test
  void aLateAnswerThatAPostIsOutIsTakenWhateverThePostHasComeToMeanwhile() {
    for (State state : EnumSet.complementOf(ENDED)) {
      assertTrue(state.mayBecome(State.SENT), state + " keeps the ledger from knowing a copy");
    }
  }
}
