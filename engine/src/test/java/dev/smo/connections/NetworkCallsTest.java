// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NetworkCallsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String QUOTED = "refused: Bearer tok-4711";
  private static final String SHOWN = "refused: Bearer ***";

  private final Connection connection =
      Connection.builder("toy", "toy").secrets(Map.of("token", Secret.of("tok-4711"))).build();

  @Test
  void aReasonThatQuotesASecretIsKeptWithoutIt() throws Exception {
    List<Outcome> said = outcomes(QUOTED);
    List<Outcome> kept = outcomes(SHOWN);
    NetworkCalls calls = new NetworkCalls(Clock.systemUTC());
    for (int i = 0; i < said.size(); i++) {
      Outcome outcome = said.get(i);
      assertEquals(kept.get(i), calls.outcome(connection, deadline -> outcome, LONG));
    }
    calls.close();
  }

  @Test
  void soIsWhatIsSaidWhenTheNetworkIsAskedForAPost() {
    assertEquals(
        new Reconciliation.CannotTell(SHOWN),
        NetworkCalls.redacted(connection, new Reconciliation.CannotTell(QUOTED)));
    assertEquals(
        new Reconciliation.AskLater(LONG, SHOWN),
        NetworkCalls.redacted(connection, new Reconciliation.AskLater(LONG, QUOTED)));
  }

  /** Whoever waits is interrupted, as when the engine stops, while the connector has its answer. */
  @Test
  void anAnswerIsHeardThoughWhoeverWaitsIsInterrupted() throws Exception {
    NetworkCalls calls = new NetworkCalls(Clock.systemUTC());
    CountDownLatch interrupted = new CountDownLatch(1);
    BlockingQueue<Outcome> heard = new LinkedBlockingQueue<>();
    Thread waits = Thread.currentThread();
    NetworkCalls.Call<Outcome> call =
        deadline -> {
          waits.interrupt();
          uninterruptedly(interrupted);
          return new Outcome.Rejected("said at last");
        };
    assertThrows(
        InterruptedException.class, () -> calls.outcome(connection, call, LONG, hearing(heard)));
    interrupted.countDown();
    assertEquals(new Outcome.Rejected("said at last"), heard.poll(1, TimeUnit.MINUTES));
    calls.close();
  }

  private static NetworkCalls.Listener<Outcome> hearing(BlockingQueue<Outcome> heard) {
    return new NetworkCalls.Listener<>() {
      @Override
      public void late(Outcome outcome) {
        heard.add(outcome);
      }
    };
  }

  private static void uninterruptedly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // no kinder than the worst connector
      }
    }
  }

  private static List<Outcome> outcomes(String reason) {
    return List.of(
        new Outcome.InProgress(LONG, reason),
        new Outcome.Deferred(LONG, reason),
        new Outcome.Taken(Optional.empty(), reason),
        new Outcome.Rejected(reason),
        new Outcome.Unauthorised(reason),
        new Outcome.Unknown(reason));
  }
}
