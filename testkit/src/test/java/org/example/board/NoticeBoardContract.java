// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package org.example.board;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.testkit.BrokenConnector;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.Habit;

/** The contract as a connector with a bad habit meets it; run by the test of the kit only. */
public class NoticeBoardContract extends NoticeBoardConnectorTest {
  public static volatile Habit habit = Habit.GIVES_NO_ADDRESS;

  @Override
  protected FakeNetwork network() {
    return new WideBoard(SECRET);
  }

  @Override
  protected Connector connector(Outbound out) {
    return new BrokenConnector(out, habit);
  }
}
