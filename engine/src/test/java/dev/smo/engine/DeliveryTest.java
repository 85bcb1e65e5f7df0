// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.NotSentException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a post by what its network does. The network is not idempotent. */
class DeliveryTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private PostRecord send(ToyNetwork.Behaviour... behaviours) {
    smo.network.next.addAll(java.util.List.of(behaviours));
    smo.publish(page);
    smo.pass(A_WHILE);
    return smo.post(page);
  }

  @Test
  void aLostAnswerIsFoundAndNotRepeated() {
    PostRecord post =
        send(
            (delivery, network) -> {
              network.execute(delivery);
              throw new IOException("connection reset");
            });
    assertEquals(State.UNKNOWN, post.state());
    smo.pass(AN_HOUR);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals("https://toy.test/1", smo.post(page).text(Key.PERMALINK));
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aCallThatWasLostOnItsWayIsRepeatedWhenTheNetworkSaysItIsNotThere() {
    send(
        (delivery, network) -> {
          throw new IOException("connection reset");
        });
    smo.pass(AN_HOUR);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
    assertEquals(2, smo.network.calls.size());
    assertEquals(smo.network.calls.get(0).id(), smo.network.calls.get(1).id());
    assertEquals(smo.network.calls.get(0).started(), smo.network.calls.get(1).started());
    assertEquals(2, smo.network.calls.get(1).attempt());
  }

  @Test
  void whereNobodyCanTellAPersonDecides() {
    smo.network.canTell = false;
    send(
        (delivery, network) -> {
          throw new IOException("connection reset");
        });
    smo.pass(AN_HOUR);
    PostRecord post = smo.post(page);
    assertEquals(State.NEEDS_ATTENTION, post.state());
    assertEquals(1, smo.network.calls.size(), "it must not be repeated blindly");
    assertThrows(
        NotPossibleException.class,
        () -> smo.decisions.retry(post.id(), Decisions.Seen.NOT_SAID, "ada"));
    smo.decisions.retry(post.id(), Decisions.Seen.NOTHING, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPersonMarksAPostAsPosted() {
    smo.network.canTell = false;
    send((delivery, network) -> new Outcome.Unknown("HTTP 502"));
    smo.pass(AN_HOUR);
    smo.decisions.markPosted(smo.post(page).id(), URI.create("https://toy.test/x"), "ada");
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals("https://toy.test/x", smo.post(page).text(Key.PERMALINK));
    assertEquals(0, smo.ledger.attention().size());
  }

  @Test
  void aKillBetweenSendingAndTheAnswerPostsOnce() {
    smo.network.next.add(
        (delivery, network) -> {
          network.execute(delivery);
          return smo.killed();
        });
    smo.publish(page);
    smo.passUntilKilled(A_WHILE);
    assertEquals(State.SENDING, smo.post(page).state());
    smo.restart();
    smo.pass(Duration.ofMinutes(2));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aKillBeforeTheNetworkActedPostsOnce() {
    smo.network.next.add((delivery, network) -> smo.killed());
    smo.publish(page);
    smo.passUntilKilled(A_WHILE);
    smo.restart();
    smo.pass(Duration.ofMinutes(4));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
  }

  /** Oak's segment store keeps up to five seconds of commits in memory only. */
  @Test
  void aKillThatMakesTheRepositoryForgetEverythingPostsOnce() {
    send();
    assertEquals(1, smo.network.posts.size());
    smo.forget(page);
    smo.restart();
    smo.publish(page);
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals("https://toy.test/1", smo.post(page).text(Key.PERMALINK));
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aKillThatMakesTheRepositoryForgetTheSecondAttemptPostsOnce() {
    send((delivery, network) -> new Outcome.Deferred(Duration.ofMinutes(10), "HTTP 429"));
    PostRecord before = smo.post(page);
    smo.pass(Duration.ofMinutes(11));
    assertEquals(1, smo.network.posts.size());
    smo.forget(page);
    smo.set(page + "/jcr:content/smo", java.util.Map.of("id", before.text(Key.PAGE)));
    smo.ledger.add(before);
    smo.restart();
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(2, smo.network.calls.size());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aForgottenAttemptThatTheNetworkDoesNotHaveIsMadeAgain() {
    PostRecord before =
        send((delivery, network) -> new Outcome.Deferred(Duration.ofMinutes(10), "HTTP 429"));
    smo.network.next.add((delivery, network) -> smo.killed());
    smo.passUntilKilled(Duration.ofMinutes(11));
    smo.forget(page);
    smo.set(page + "/jcr:content/smo", java.util.Map.of("id", before.text(Key.PAGE)));
    smo.ledger.add(before);
    smo.restart();
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
    assertEquals(3, smo.network.calls.get(2).attempt());
  }

  @Test
  void whatIsCertainlyNotOutIsTriedAgainNoSoonerThanTheNetworkAsks() {
    send((delivery, network) -> new Outcome.Deferred(Duration.ofMinutes(10), "HTTP 429"));
    smo.pass(Duration.ofMinutes(9));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals("HTTP 429", smo.post(page).text(Key.REASON));
    assertEquals(1, smo.network.calls.size());
    smo.pass(Duration.ofMinutes(2));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void postsBehindOneThatWasPutOffWaitWithItWithoutAsking() {
    String second = smo.page("second", "Second");
    smo.network.next.add(
        (delivery, network) -> new Outcome.Deferred(Duration.ofMinutes(10), "HTTP 429"));
    smo.publish(page);
    smo.pass(A_WHILE);
    smo.publish(second);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.calls.size());
    assertEquals(State.SCHEDULED, smo.post(second).state());
    smo.pass(Duration.ofMinutes(11));
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aNetworkThatCannotBeReachedIsTriedAgain() {
    send(
        (delivery, network) -> {
          throw new NotSentException("connection refused");
        });
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aNetworkThatAlwaysPutsOffEndsInFrontOfAPerson() {
    for (int i = 0; i < 200; i++) {
      smo.network.next.add((d, network) -> new Outcome.Deferred(Duration.ZERO, "quota"));
    }
    smo.publish(page);
    for (int day = 0; day < 3; day++) {
      smo.pass(Duration.ofDays(1));
    }
    assertEquals(State.FAILED, smo.post(page).state());
    int calls = smo.network.calls.size();
    assertTrue(calls < 100, calls + " calls");
    assertEquals(calls, smo.post(page).attempts().size());
    assertEquals(1, smo.ledger.attention().size());
  }

  @Test
  void aRejectedPostFailsWithTheNetworksReason() {
    PostRecord post = send((delivery, network) -> new Outcome.Rejected("Text is too long."));
    assertEquals(State.FAILED, post.state());
    assertEquals("Text is too long.", post.text(Key.REASON));
    smo.pass(AN_HOUR);
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aPostOfARefusedConnectionWaitsUntilAPersonRenewedIt() {
    PostRecord post = send((delivery, network) -> new Outcome.Unauthorised("Token revoked."));
    assertEquals(State.SCHEDULED, post.state());
    assertEquals("Token revoked.", post.text(Key.REASON));
    smo.lanes().resume("toy");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aDuplicateThatTheNetworkNamesIsThePost() {
    PostRecord post =
        send((delivery, network) -> new Outcome.Duplicate(Optional.of(network.execute(delivery))));
    assertEquals(State.SENT, post.state());
  }

  @Test
  void aFaultyConnectorLeavesTheOutcomeUnknown() {
    PostRecord post =
        send(
            (delivery, network) -> {
              throw new IllegalArgumentException("a bug");
            });
    assertEquals(State.UNKNOWN, post.state());
    assertTrue(post.text(Key.REASON).contains("faulty"));
  }

  @Test
  void aCancelledPostStaysCancelled() {
    smo.publish(page);
    smo.decisions.cancel(smo.post(page).id(), "ada");
    smo.pass(A_WHILE);
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.CANCELLED, smo.post(page).state());
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void aQueuedPostWhoseJobWasLostIsOfferedAgain() {
    smo.publish(page);
    smo.pass(Duration.ofSeconds(4));
    String id = smo.post(page).id();
    smo.ledger.update(
        id,
        State.SCHEDULED,
        post -> post.to(State.QUEUED, "").with(Key.DUE, smo.clock.instant().plusSeconds(300)));
    smo.pass(Duration.ofSeconds(290));
    assertEquals(State.QUEUED, smo.post(page).state());
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.SENT, smo.post(page).state());
  }
}
