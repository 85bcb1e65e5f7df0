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
import dev.smo.connector.Reconciliation;
import dev.smo.delivery.Decisions;
import dev.smo.fixture.OakSite;
import dev.smo.lanes.Lane;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that come late, networks that take their time, and what may be believed of them. */
class CertaintyTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Duration LONGER_THAN_A_CALL = Duration.ofSeconds(140);
  private static final RemotePost REMOTE =
      new RemotePost("toy-1", URI.create("https://toy.test/1"));

  private void send(ToyNetwork.Behaviour... behaviours) {
    smo.network.next.addAll(List.of(behaviours));
    smo.publish(page);
    smo.pass(A_WHILE);
  }

  /** The network has it, and answers when so much time has passed, with all that falls into it. */
  private ToyNetwork.Behaviour slow(Duration... steps) {
    return (delivery, network) -> {
      for (Duration step : steps) {
        smo.clock.pass(step);
        smo.work();
      }
      return new Outcome.Published(network.execute(delivery));
    };
  }

  private static ToyNetwork.Behaviour lost() {
    return (delivery, network) -> {
      network.execute(delivery);
      throw new IOException("connection reset");
    };
  }

  /** Takes the place of the toy network. */
  private <T extends ToyNetwork> T instead(T network) {
    context.registerService(Connector.class, network, Map.of("service.ranking", 10));
    return network;
  }

  private void describe(Duration idempotentFor, Duration showsWithin) {
    smo.network.described =
        Network.builder("toy", "Toy").idempotentFor(idempotentFor).showsWithin(showsWithin).build();
  }

  private void assertSentOnce() {
    assertEquals(State.SENT, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
    assertEquals(1, smo.network.posts.size());
    assertEquals("https://toy.test/1", smo.post(page).text(Key.PERMALINK));
  }

  @Test
  void aLateAnswerSettlesAPostThatIsUnknown() {
    smo.network.busy = true;
    send(slow(LONGER_THAN_A_CALL));
    assertSentOnce();
    assertEquals("published", smo.post(page).attempts().get(0).outcome());
  }

  @Test
  void aLateAnswerSettlesAPostThatWaitsForAPerson() {
    smo.network.canTell = false;
    send(slow(LONGER_THAN_A_CALL, Duration.ofMinutes(10), Duration.ofMinutes(10)));
    assertSentOnce();
    assertEquals(0, smo.ledger.attention().size());
  }

  @Test
  void aLateAnswerKeepsAPostFromBeingRepeated() {
    send(slow(LONGER_THAN_A_CALL, Duration.ofMinutes(10)));
    smo.pass(AN_HOUR);
    assertSentOnce();
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aLateAnswerThatNothingWasDoneIsTakenAsWell() {
    smo.network.busy = true;
    send(
        (delivery, network) -> {
          smo.clock.pass(LONGER_THAN_A_CALL);
          smo.work();
          throw new NotSentException("connection refused");
        });
    assertEquals(State.SCHEDULED, smo.post(page).state());
    smo.pass(Duration.ofMinutes(1));
    assertSentOnce();
  }

  @Test
  void aLateAnswerToAPostThatWasCalledOffMeanwhileSaysThatItIsOut() {
    describe(Duration.ZERO, Duration.ZERO);
    send(
        (delivery, network) -> {
          smo.clock.pass(LONGER_THAN_A_CALL);
          smo.work();
          // The network does not have it, so it is to be sent again, which a person calls off.
          smo.clock.pass(Duration.ofMinutes(20));
          smo.work();
          smo.decisions.cancel(smo.post(page).id(), "ada");
          return new Outcome.Published(network.execute(delivery));
        });

    PostRecord post = smo.post(page);
    assertEquals(State.CANCELLED, post.state(), post::toString);
    assertEquals("https://toy.test/1", post.text(Key.PERMALINK));
    assertEquals(List.of(post.id()), smo.ledger.attention().stream().map(PostRecord::id).toList());
    assertTrue(post.retractable(), "nobody can take it back");
  }

  /** Its calls may begin until the deadline by its own clock, which may be a minute behind. */
  @Test
  void aPostOfAnotherNodeIsRepeatedOnlyWhenThatNodeCanBeginNoCallByAnyClock() {
    describe(Duration.ZERO, Duration.ofMinutes(1));
    send(
        (delivery, network) -> {
          smo.ledger.update(delivery.id(), post -> post.with(Key.INSTANCE, "another-node"));
          throw new IOException("connection reset");
        });
    smo.pass(Duration.ofSeconds(150));
    assertEquals(1, smo.network.calls.size(), "repeated while the other node may still call");

    smo.pass(Duration.ofMinutes(10));
    assertSentOnce();
  }

  @Test
  void aLateRefusalChangesNothingThatIsOut() {
    send(
        (delivery, network) -> {
          smo.clock.pass(LONGER_THAN_A_CALL);
          smo.work();
          network.execute(delivery);
          // Longer than the lane is held for one call.
          smo.clock.pass(Duration.ofMinutes(20));
          smo.work();
          return new Outcome.Rejected("late");
        });
    assertSentOnce();
  }

  /** Answers when nobody waits any more, and three calls have failed meanwhile. */
  private ToyNetwork.Behaviour late(Outcome outcome) {
    return (delivery, network) -> {
      smo.clock.pass(LONGER_THAN_A_CALL);
      smo.work();
      for (int i = 0; i < 3; i++) {
        smo.lanes().failed("toy", "HTTP 500");
      }
      return outcome;
    };
  }

  static List<Outcome> allButPublished() {
    Optional<RemotePost> first = Optional.of(REMOTE);
    return List.of(
        new Outcome.Unauthorised("token revoked"),
        new Outcome.Deferred(Duration.ofDays(1), "HTTP 429"),
        new Outcome.Deferred(Duration.ZERO, "HTTP 503"),
        new Outcome.InProgress(AN_HOUR, "still at it"),
        new Outcome.Rejected("too long"),
        new Outcome.Taken(first, "shared in May"),
        new Outcome.Duplicate(first),
        new Outcome.Unknown("reset"));
  }

  @ParameterizedTest
  @MethodSource("allButPublished")
  void aLateAnswerChangesNothingOfItsLane(Outcome outcome) {
    smo.network.busy = true;
    send(late(outcome));
    Lane lane = smo.lanes().find("toy");
    assertEquals(3, lane.failures());
    assertEquals("3 calls in a row failed: HTTP 500", lane.paused());
    assertEquals("", lane.stopped());
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aLateAnswerThatThePostIsOutTellsThatItsConnectionWorks() {
    smo.network.busy = true;
    send(late(new Outcome.Published(REMOTE)));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(0, smo.lanes().find("toy").failures());
  }

  @Test
  void aQuotaThatIsReadFromALateAnswerPausesNothing() {
    smo.network.quota = Optional.of(new Quota(0, smo.clock.instant().plus(AN_HOUR)));
    send(
        (delivery, network) -> {
          smo.site.whenAsked = () -> smo.clock.pass(LONGER_THAN_A_CALL);
          OakSite.outbound(smo.site.url()).send(Request.get(smo.site.url()));
          return new Outcome.Published(network.execute(delivery));
        });
    assertSentOnce();
    assertEquals(Optional.empty(), smo.lanes().obstacle("toy"));
  }

  @Test
  void anOutcomeIsKeptThoughItsLaneCannotBeReadOrWritten() {
    send(
        (delivery, network) -> {
          smo.whenLanesAreUsed =
              () -> {
                throw new IllegalStateException("the repository is closing");
              };
          return new Outcome.Published(network.execute(delivery));
        });
    assertSentOnce();
  }

  @Test
  void aSenderThatStalledPastItsTimeBeginsNoCall() {
    smo.whenSending =
        () -> {
          smo.whenSending = () -> {};
          smo.clock.pass(LONGER_THAN_A_CALL);
        };
    send();
    assertEquals(0, smo.network.calls.size());
    assertEquals(State.SCHEDULED, smo.post(page).state());
    smo.pass(Duration.ofMinutes(5));
    assertSentOnce();
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aSenderThatStalledForAWhileHasOnlyTheRestOfItsTime() {
    smo.whenSending = () -> smo.clock.pass(Duration.ofSeconds(50));
    Instant[] times = new Instant[2];
    send(
        (delivery, network) -> {
          times[0] = smo.clock.instant();
          times[1] = delivery.deadline();
          return new Outcome.Published(network.execute(delivery));
        });
    assertEquals(Duration.ofSeconds(70), Duration.between(times[0], times[1]));
  }

  /** A server whose list shows a post only after a while. */
  private final class Sluggish extends ToyNetwork {
    private final Duration shows;
    private Instant executed = Instant.MAX;

    private Sluggish(Duration shows) {
      this.shows = shows;
    }

    @Override
    public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
      calls.add(delivery);
      execute(delivery);
      executed = smo.clock.instant();
      throw new IOException("connection reset");
    }

    @Override
    public Reconciliation find(Delivery delivery) {
      return smo.clock.instant().isBefore(executed.plus(shows))
          ? new Reconciliation.NotThere()
          : super.find(delivery);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100})
  void aServerThatShowsAPostAfterAWhileGetsItOnce(int seconds) {
    ToyNetwork network = instead(new Sluggish(Duration.ofSeconds(seconds)));
    send();
    smo.pass(AN_HOUR);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, network.posts.size());
  }

  @Test
  void aNetworkSaysItselfHowLongItTakesToShowAPost() {
    ToyNetwork network = instead(new Sluggish(Duration.ofMinutes(20)));
    network.described = Network.builder("toy", "Toy").showsWithin(Duration.ofMinutes(30)).build();
    send();
    smo.pass(AN_HOUR);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, network.posts.size());
  }

  @Test
  void noNetworkIsBelievedWithinAMinute() {
    ToyNetwork network = instead(new Sluggish(Duration.ofSeconds(55)));
    network.described = Network.builder("toy", "Toy").showsWithin(Duration.ZERO).build();
    send();
    smo.pass(AN_HOUR);
    assertEquals(1, network.posts.size());
  }

  @Test
  void aListThatProvesNothingIsForAPersonWhereThereIsNoKey() {
    describe(Duration.ZERO, Network.FOREVER);
    send((delivery, network) -> new Outcome.Unknown("HTTP 502"));
    smo.pass(AN_HOUR);
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    assertTrue(
        smo.post(page).text(Key.REASON).contains("proves nothing"),
        smo.post(page).text(Key.REASON));
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void aListThatProvesNothingIsNoObstacleWhereThereIsAKey() {
    describe(AN_HOUR, Network.FOREVER);
    send((delivery, network) -> new Outcome.Unknown("HTTP 502"));
    smo.pass(Duration.ofMinutes(10));
    assertSentOnce();
    assertEquals(2, smo.network.calls.size());
  }

  @Test
  void aNetworkWithKeysThatIsDownForMinutesIsCalledAgainAndNobodyIsAsked() {
    describe(Duration.ofHours(12), Duration.ofMinutes(1));
    smo.network.canTell = false;
    Instant up = smo.clock.instant().plus(Duration.ofMinutes(10));
    for (int i = 0; i < 30; i++) {
      smo.network.next.add(
          (delivery, network) ->
              smo.clock.instant().isBefore(up)
                  ? new Outcome.Unknown("HTTP 503")
                  : new Outcome.Published(network.execute(delivery)));
    }
    send();
    smo.pass(AN_HOUR);
    assertSentOnce();
    assertTrue(smo.network.calls.size() < 12, () -> smo.network.calls.size() + " calls");
  }

  private void refusing(Duration time) {
    Instant up = smo.clock.instant().plus(time);
    for (int i = 0; i < 200; i++) {
      smo.network.next.add(
          (delivery, network) -> {
            if (smo.clock.instant().isBefore(up)) {
              throw new NotSentException("connection refused");
            }
            return new Outcome.Published(network.execute(delivery));
          });
    }
  }

  @Test
  void aNetworkThatRefusesConnectionsForHoursGetsThePostAfterwards() {
    refusing(Duration.ofHours(6));
    send();
    smo.pass(Duration.ofHours(8));
    assertSentOnce();
    assertTrue(smo.network.calls.size() < 20, () -> smo.network.calls.size() + " calls");
  }

  @Test
  void aNetworkThatRefusesForDaysEndsInFrontOfAPersonAndGetsMoreTime() {
    refusing(Duration.ofHours(36));
    send();
    smo.pass(Duration.ofHours(23));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    // A day of waiting with its lane counts for the post, which has five tries at least.
    smo.pass(Duration.ofHours(5));
    assertEquals(State.FAILED, smo.post(page).state());
    assertEquals(1, smo.ledger.attention().size());
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(Duration.ofHours(12));
    assertSentOnce();
  }

  @Test
  void aPostThatIsDueWhileItsLaneHasBeenInTroubleForLongHasItsOwnDay() {
    refusing(Duration.ofHours(50));
    send();
    smo.pass(Duration.ofHours(28));
    assertEquals(State.FAILED, smo.post(page).state());
    String second = smo.page("second", "Second");
    smo.publish(second);
    smo.pass(Duration.ofHours(20));
    assertEquals(State.SCHEDULED, smo.post(second).state());
    smo.pass(Duration.ofHours(15));
    assertEquals(State.SENT, smo.post(second).state());
  }

  @Test
  void aWeekendWithoutTheCmsIsNoLackOfPatienceOfTheNetwork() {
    refusing(Duration.ofDays(2).plusMinutes(1));
    send();
    smo.clock.pass(Duration.ofDays(2));
    smo.restart();
    smo.pass(AN_HOUR);
    assertSentOnce();
  }

  @Test
  void aNetworkThatCannotTakePostsBackForHoursIsAskedAgain() {
    send();
    Instant up = smo.clock.instant().plus(Duration.ofHours(3));
    smo.network.whenRetracted =
        post ->
            smo.clock.instant().isBefore(up)
                ? new Outcome.Unknown("HTTP 503")
                : new Outcome.Published(post);
    smo.decisions.retract(smo.post(page).id(), "ada");
    smo.pass(Duration.ofHours(5));
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(0, smo.ledger.attention().size());
  }

  @Test
  void thePatienceOfTheGateBeginsAnewWhenItHasBeenOpen() {
    smo.site.hide("/opening.html");
    smo.network.next.add((delivery, network) -> new Outcome.Deferred(AN_HOUR, "HTTP 429"));
    smo.publish(page);
    smo.pass(Duration.ofMinutes(2));
    smo.site.show("/opening.html", "Hours");
    smo.pass(Duration.ofMinutes(20));
    assertEquals(1, smo.network.calls.size());
    smo.site.hide("/opening.html");
    smo.pass(Duration.ofMinutes(50));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    smo.site.show("/opening.html", "Hours");
    smo.pass(Duration.ofMinutes(10));
    assertSentOnce();
  }

  @Test
  void aPostBeginsWithTheFirstAttemptThatMayHavePutItOut() {
    send((delivery, network) -> new Outcome.Rejected("Text is too long."));
    smo.clock.pass(Duration.ofDays(3));
    Instant again = smo.clock.instant();
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertSentOnce();
    assertTrue(!smo.network.calls.get(1).started().isBefore(again));
  }

  @Test
  void aPostOfWhichSomethingWasDoneKeepsItsBeginning() {
    send(
        (delivery, network) -> {
          delivery.progress().done("container", "c-1");
          return new Outcome.Deferred(AN_HOUR, "HTTP 429");
        });
    smo.pass(Duration.ofHours(2));
    assertSentOnce();
    assertEquals(smo.network.calls.get(0).started(), smo.network.calls.get(1).started());
  }

  @Test
  void aStepThatWasTakenBackIsNothingThatWasDone() {
    Instant first = smo.clock.instant();
    send(
        (delivery, network) -> {
          delivery.progress().done("create", "now");
          delivery.progress().done("create", "");
          return new Outcome.Deferred(AN_HOUR, "HTTP 429");
        });
    smo.pass(Duration.ofHours(2));
    assertSentOnce();
    assertTrue(!smo.network.calls.get(1).started().isBefore(first.plus(AN_HOUR)));
  }

  @Test
  void aLostAnswerIsStillFoundAfterHoursInWhichTheNetworkCouldNotBeAsked() {
    smo.network.busy = true;
    send(lost());
    smo.pass(Duration.ofHours(3));
    assertEquals(State.UNKNOWN, smo.post(page).state());
    smo.network.busy = false;
    smo.pass(AN_HOUR);
    assertSentOnce();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsNoAttemptThatAPersonMustLookAt() {
    smo.network.canTell = false;
    smo.whenSending =
        () -> {
          smo.whenSending = () -> {};
          throw new IllegalStateException("the answer to a commit was lost");
        };
    smo.publish(page);
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.calls.size());
  }
}
