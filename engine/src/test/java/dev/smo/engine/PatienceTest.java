// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.delivery.Decisions;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Networks that take their time, want to be left alone, or cannot be asked. */
class PatienceTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final ToyNetwork.Behaviour LOST =
      (delivery, network) -> {
        throw new IOException("connection reset");
      };

  private void send(ToyNetwork.Behaviour... behaviours) {
    smo.network.next.addAll(List.of(behaviours));
    smo.publish(page);
    smo.pass(A_WHILE);
  }

  private static ToyNetwork.Behaviour working(Duration after) {
    return (delivery, network) -> new Outcome.InProgress(after, "The video is being made.");
  }

  /** Days in steps of a quarter of an hour. */
  private void passDays(int days) {
    for (int i = 0; i < days * 96; i++) {
      smo.clock.pass(Duration.ofMinutes(15));
      smo.work();
    }
  }

  @Test
  void aNetworkThatStillWorksIsCalledAgainAfterTheWaitWithTheProgressOfBefore() {
    send(
        (delivery, network) -> {
          delivery.progress().done("media-1", "m-17");
          return new Outcome.InProgress(Duration.ofMinutes(10), "The video is being made.");
        },
        (delivery, network) -> {
          assertEquals(Optional.of("m-17"), delivery.progress().of("media-1"));
          return new Outcome.Published(network.execute(delivery));
        });
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals("The video is being made.", smo.post(page).text(Key.REASON));
    smo.pass(Duration.ofMinutes(9));
    assertEquals(1, smo.network.calls.size());
    smo.pass(Duration.ofMinutes(2));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(2, smo.network.calls.get(1).attempt());
    assertEquals(smo.network.calls.get(0).started(), smo.network.calls.get(1).started());
  }

  @Test
  void aNetworkThatStillWorksIsNoFailedTry() {
    for (int i = 0; i < 15; i++) {
      smo.network.next.add(working(Duration.ofMinutes(1)));
    }
    send();
    smo.pass(Duration.ofHours(2));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(16, smo.network.calls.size());
    assertEquals(0, smo.post(page).number(Key.RETURNS));
  }

  @Test
  void aNetworkThatWorksForEverFailsAfterADayAndGetsAnotherDayFromAPerson() {
    for (int i = 0; i < 1_000; i++) {
      smo.network.next.add(working(Duration.ZERO));
    }
    send();
    passDays(1);
    assertEquals(State.FAILED, smo.post(page).state());
    assertTrue(
        smo.post(page).text(Key.REASON).endsWith("within a day: The video is being made."),
        smo.post(page).text(Key.REASON));
    assertTrue(smo.network.calls.size() < 200, () -> smo.network.calls.size() + " calls");

    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SCHEDULED, smo.post(page).state());
  }

  @Test
  void aRequestAfterTheDeadlineIsNotBegunAndThePostIsCertainlyNotSent() {
    send(
        (delivery, network) -> {
          smo.clock.pass(Duration.between(smo.clock.instant(), delivery.deadline()));
          OakSite.outbound(smo.site.url()).send(Request.post(smo.site.url()));
          throw new AssertionError("sent after the deadline");
        });
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals("deferred", smo.post(page).attempts().get(0).outcome());
    assertTrue(smo.post(page).text(Key.REASON).contains("its time is over"));
  }

  @Test
  void aConnectionWithoutCallsLeftWaitsUntilThereAreSomeAgain() {
    Instant resets = smo.clock.instant().plus(Duration.ofMinutes(10));
    smo.network.quota = Optional.of(new Quota(0, resets));
    send(
        (delivery, network) -> {
          OakSite.outbound(smo.site.url()).send(Request.get(smo.site.url()));
          return new Outcome.Published(network.execute(delivery));
        });
    assertEquals(State.SENT, smo.post(page).state());
    String second = smo.page("second", "Second");
    smo.publish(second);
    smo.pass(A_WHILE);
    assertEquals(State.SCHEDULED, smo.post(second).state());
    assertTrue(smo.lanes().obstacle("toy").isPresent());
    assertEquals(1, smo.network.calls.size());
    smo.pass(Duration.ofMinutes(11));
    assertEquals(State.SENT, smo.post(second).state());
    assertEquals(2, smo.network.calls.size());
  }

  @Test
  void aConnectionWithCallsLeftDoesNotWait() {
    smo.network.quota = Optional.of(new Quota(1, smo.clock.instant().plus(Duration.ofMinutes(10))));
    send(
        (delivery, network) -> {
          OakSite.outbound(smo.site.url()).send(Request.get(smo.site.url()));
          return new Outcome.Published(network.execute(delivery));
        });
    String second = smo.page("second", "Second");
    smo.publish(second);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(second).state());
  }

  @Test
  void whatSomebodyElsePostedBeforeIsRefusedOnceWithTheReason() {
    send((delivery, network) -> new Outcome.Taken(Optional.empty(), "Somebody shared it in May."));
    passDays(1);
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals("Somebody shared it in May.", smo.post(page).text(Key.REASON));
    assertEquals(1, smo.network.calls.size());
    assertEquals(0, smo.network.inquiries);
  }

  @Test
  void aDuplicateThatTheNetworkDoesNotNameIsAskedFor() {
    send(
        (delivery, network) -> {
          network.execute(delivery);
          return new Outcome.Duplicate(Optional.empty());
        });
    assertEquals(State.UNKNOWN, smo.post(page).state());
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
    assertEquals(1, smo.network.inquiries);
  }

  @Test
  void aNetworkThatCannotBeAskedNowIsAskedForADayBeforeAPersonIs() {
    smo.network.busy = true;
    send(LOST);
    smo.pass(Duration.ofHours(2));
    assertTrue(smo.network.inquiries > 10, "more often than a try may fail");
    for (int i = 0; i < 84; i++) {
      smo.clock.pass(Duration.ofMinutes(15));
      smo.work();
    }
    assertEquals(State.UNKNOWN, smo.post(page).state());
    passDays(1);
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).endsWith("HTTP 503"));
    assertEquals(1, smo.network.calls.size());
  }

  private void enabled(boolean enabled) {
    context.resourceResolver().refresh();
    smo.set("/var/smo/connections/toy", Map.of("enabled", enabled));
  }

  @Test
  void aConnectionThatIsSwitchedOffIsAskedWhenItIsOnAgain() {
    send(
        (delivery, network) -> {
          network.execute(delivery);
          enabled(false);
          throw new IOException("connection reset");
        });
    smo.pass(Duration.ofHours(2));
    assertEquals(State.UNKNOWN, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).contains("is switched off"));
    assertEquals(0, smo.network.inquiries);
    enabled(true);
    smo.pass(Duration.ofMinutes(30));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aNetworkThatCanBeAskedAgainTells() {
    smo.network.busy = true;
    send(
        (delivery, network) -> {
          network.execute(delivery);
          throw new IOException("connection reset");
        });
    smo.pass(Duration.ofHours(6));
    smo.network.busy = false;
    smo.pass(Duration.ofMinutes(30));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void anIdIsTrustedWhileTheNetworkKnowsIt() {
    remembering(Duration.ofHours(1));
    smo.network.canTell = false;
    send(LOST);
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(2, smo.network.calls.size());
    assertEquals(smo.network.calls.get(0).id(), smo.network.calls.get(1).id());
  }

  @Test
  void anIdIsNotTrustedLongerThanTheNetworkKnowsIt() {
    remembering(Duration.ofHours(1));
    smo.network.canTell = false;
    smo.network.busy = true;
    send(LOST);
    smo.pass(Duration.ofHours(1));
    smo.network.busy = false;
    smo.pass(Duration.ofMinutes(30));
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aRepetitionThatComesTooLateForItsIdIsNotMade() {
    remembering(Duration.ofHours(1));
    smo.network.canTell = false;
    send(LOST, (delivery, network) -> new Outcome.Deferred(Duration.ofHours(2), "HTTP 429"));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(2, smo.network.calls.size());
    smo.pass(Duration.ofHours(3));
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    assertEquals(2, smo.network.calls.size());
  }

  @Test
  void aPostThatMayBeOutIsNotSentTwiceBecauseItsConnectionFailedMeanwhile() {
    remembering(Duration.ofHours(1));
    smo.network.canTell = false;
    send(
        (delivery, network) -> {
          network.execute(delivery);
          throw new IOException("connection reset");
        },
        (delivery, network) -> new Outcome.Unauthorised("HTTP 401"));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    smo.clock.pass(Duration.ofHours(2));
    smo.lanes().resume("toy");
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOTHING, "ada");
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPostThatIsCancelledThoughItMayBeOutIsForAPersonToLookAt() {
    remembering(Duration.ofHours(1));
    smo.network.canTell = false;
    send(LOST, (delivery, network) -> new Outcome.Deferred(Duration.ofMinutes(20), "HTTP 429"));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    smo.decisions.cancel(smo.post(page).id(), "ada");
    assertEquals(1, smo.ledger.attention().size());
    assertTrue(
        smo.post(page).text(Key.REASON).contains("may be out"), smo.post(page).text(Key.REASON));
  }

  private void remembering(Duration time) {
    smo.network.described = Network.builder("toy", "Toy").idempotentFor(time).build();
  }

  @Test
  void aFaultInReadingTheQuotaLosesNoAnswer() {
    context.registerService(
        Connector.class,
        new ToyNetwork() {
          @Override
          public Optional<Quota> quota(Answer answer, Instant now) {
            throw new IllegalArgumentException("a bug");
          }

          @Override
          public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
            OakSite.outbound(smo.site.url()).send(Request.get(smo.site.url()));
            return super.publish(delivery);
          }
        },
        Map.of("service.ranking", 1));
    send();
    assertEquals(State.SENT, smo.post(page).state());
  }

  /** As from seconds taken for milliseconds, or a wrong clock. */
  private static final Duration FOR_YEARS = Duration.ofSeconds(999_999_999);

  @Test
  void aPauseOfYearsIsBelievedForADayThenOneCallAsksAnew() {
    send((delivery, network) -> new Outcome.Deferred(FOR_YEARS, "HTTP 429"));
    smo.pass(Duration.ofHours(23));
    assertEquals(1, smo.network.calls.size());
    smo.pass(Duration.ofHours(2));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aLimitOfAMonthFailsNoPostWhichSaysUntilWhenItWaits() {
    for (int i = 0; i < 40; i++) {
      smo.network.next.add((delivery, network) -> new Outcome.Deferred(FOR_YEARS, "HTTP 429"));
    }
    smo.posting("zone", "UTC");
    send();
    assertEquals(
        "Waits until 2026-11-24 09:00 (UTC), as the network asks for a day or longer: HTTP 429",
        smo.post(page).text(Key.REASON));
    String second = smo.page("second", "Second");
    smo.publish(second);
    passDays(30);
    assertEquals(State.SCHEDULED, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
    assertEquals(State.SCHEDULED, smo.post(second).state());
    int calls = smo.network.calls.size();
    assertTrue(calls >= 29 && calls <= 31, () -> calls + " calls in 30 days, and not one a day");
    smo.network.next.clear();
    passDays(2);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(State.SENT, smo.post(second).state());
  }

  @Test
  void noQuotaIsWaitedForLongerThanADayEither() {
    Instant resets = smo.clock.instant().plus(Duration.ofDays(400));
    smo.lanes().note("toy", new Quota(0, resets));
    send();
    smo.pass(Duration.ofHours(25));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void takingBackIsAskedForAnewAfterADay() {
    send();
    smo.network.whenRetracted = post -> new Outcome.Deferred(FOR_YEARS, "HTTP 429");
    smo.decisions.retract(smo.post(page).id(), "ada");
    smo.pass(A_WHILE);
    smo.network.whenRetracted = Outcome.Published::new;
    smo.pass(Duration.ofHours(25));
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void anOutageBehindALimitHasAllThePatience() {
    for (int i = 0; i < 7; i++) {
      smo.network.next.add((delivery, network) -> new Outcome.Deferred(FOR_YEARS, "HTTP 429"));
    }
    send();
    passDays(6);
    for (int i = 0; i < 200; i++) {
      smo.network.next.add((delivery, network) -> new Outcome.Deferred(Duration.ZERO, "HTTP 503"));
    }
    int calls = smo.network.calls.size();
    passDays(2);
    int more = smo.network.calls.size() - calls;
    assertTrue(more > 10, () -> "the outage is tried " + more + " times");
    assertEquals(State.SCHEDULED, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
  }

  @Test
  void aLimitThatIsToldInPartsOfADayFailsNoPost() {
    for (int i = 0; i < 40; i++) {
      smo.network.next.add(
          (delivery, network) -> new Outcome.Deferred(Duration.ofHours(20), "HTTP 429"));
    }
    send();
    passDays(12);
    int calls = smo.network.calls.size();
    assertTrue(calls >= 10 && calls < 40, () -> calls + " calls in 12 days");
    assertEquals(State.SCHEDULED, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
    smo.network.next.clear();
    passDays(1);
    assertEquals(State.SENT, smo.post(page).state());
  }
}
