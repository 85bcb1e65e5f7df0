// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.io.IOException;
import java.time.Duration;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Threads that a paused machine held up while others took the post on. */
@ExtendWith(SlingContextExtension.class)
class HeldUpThreadsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final SlingContext context = OakSite.context();
  private Runnable whileAsked = () -> {};
  private Installation smo;
  private String page;

  @BeforeEach
  void install() {
    smo =
        new Installation(
            context,
            new ToyNetwork() {
              @Override
              public Reconciliation find(Delivery delivery) {
                whileAsked.run();
                return super.find(delivery);
              }
            });
    page = smo.page("opening", "Hours");
  }

  @AfterEach
  void end() {
    smo.close();
  }

  /** What others do meanwhile: nobody answers in time, the network has nothing, it is sent anew. */
  private void othersTakeItOn(State last) {
    State[] way = {State.UNKNOWN, State.SCHEDULED, State.QUEUED, State.SENDING, last};
    for (State next : way) {
      if (smo.post(page).state() != next) {
        smo.ledger.update(smo.post(page).id(), post -> post.to(next, ""));
      }
      if (next == State.SENDING) {
        smo.ledger.update(
            smo.post(page).id(),
            post ->
                post.with(new Attempt(2, smo.clock.instant(), "another", "", ""))
                    .with(Key.DUE, smo.clock.instant().plus(Duration.ofHours(1))));
      }
    }
  }

  @Test
  void anAnswerToAnEarlierAttemptDoesNotEndALaterOne() {
    smo.network.next.add(
        (delivery, network) -> {
          othersTakeItOn(State.SENDING);
          return new Outcome.Deferred(Duration.ofMinutes(1), "HTTP 429");
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENDING, smo.post(page).state(), "the second attempt is still under way");
    assertEquals(2, smo.post(page).attempt());
  }

  @Test
  void anInquiryAfterAnEarlierAttemptSaysNothingOfALaterOne() {
    smo.network.next.add(
        (delivery, network) -> {
          throw new IOException("connection reset");
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    whileAsked =
        () -> {
          whileAsked = () -> {};
          othersTakeItOn(State.UNKNOWN);
        };
    smo.clock.pass(Duration.ofMinutes(2));
    smo.work();
    assertEquals(State.UNKNOWN, smo.post(page).state(), "nobody asked after the second attempt");
    assertEquals(1, smo.network.calls.size());
  }
}
