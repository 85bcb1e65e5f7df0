// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import dev.smo.request.PostRequest;
import dev.smo.schedule.Rhythm;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads of which some parts are out, and the rest is not. */
class HalfThreadTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final Outcome REFUSED = new Outcome.Rejected("bad word");

  @BeforeEach
  void describe() {
    smo.network.limits = Limits.builder(200, Limits::graphemes).maxThread(4).build();
  }

  private static RemotePost part(String id) {
    return new RemotePost(id, URI.create("https://toy.test/" + id));
  }

  /** Two of four parts are sent; then comes what a test says. */
  private PostRecord halfOut(Outcome then) {
    smo.network.next.addFirst(
        (delivery, toy) -> {
          delivery.progress().partDone(1, part("a"), "");
          delivery.progress().partDone(2, part("b"), "");
          return then;
        });
    smo.syndication().request(asked());
    smo.pass(A_WHILE);
    return smo.post(page);
  }

  private PostRequest asked() {
    return PostRequest.of(page).connections(List.of("toy")).text("1\n---\n2\n---\n3\n---\n4");
  }

  @Test
  void theRecordOfARefusedThreadNamesWhatIsOut() {
    PostRecord post = halfOut(REFUSED);
    assertEquals(State.FAILED, post.state());
    assertEquals(Optional.of(part("a")), post.remote());
    assertEquals(
        "2 of 4 parts are out: https://toy.test/a. The rest was refused: bad word",
        post.text(Key.REASON));
  }

  @Test
  void onePartThatIsOutIsSpokenOfInTheSingular() {
    smo.network.next.add(
        (delivery, toy) -> {
          delivery.progress().partDone(1, part("a"), "");
          return REFUSED;
        });
    smo.syndication().request(asked());
    smo.pass(A_WHILE);
    assertEquals(
        "1 of 4 parts is out: https://toy.test/a. The rest was refused: bad word",
        smo.post(page).text(Key.REASON));
  }

  @Test
  void whatIsOutOfARefusedThreadIsTakenBackTheLastFirst() {
    smo.decisions.retract(halfOut(REFUSED).id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals("Taken back.", smo.post(page).text(Key.REASON));
    assertEquals(List.of("b", "a"), smo.network.retracted);
  }

  @Test
  void aFailedPostOfWhichNothingIsOutCannotBeTakenBack() {
    smo.network.next.add((delivery, toy) -> REFUSED);
    smo.syndication().request(asked());
    smo.pass(A_WHILE);
    String id = smo.post(page).id();
    assertEquals("bad word", smo.post(page).text(Key.REASON));
    assertThrows(Decisions.NotPossibleException.class, () -> smo.decisions.retract(id, "ada"));
  }

  @Test
  void takingBackStartsWithAFreshCountOfReturns() {
    for (int i = 0; i < 200; i++) {
      smo.network.next.add((delivery, toy) -> new Outcome.Deferred(Duration.ZERO, "busy"));
    }
    String id = halfOut(new Outcome.Deferred(Duration.ZERO, "busy")).id();
    for (int day = 0; day < 3; day++) {
      smo.pass(Duration.ofDays(1));
    }
    PostRecord givenUp = smo.post(page);
    assertEquals(State.FAILED, givenUp.state());
    assertTrue(
        givenUp
            .text(Key.REASON)
            .startsWith("2 of 4 parts are out: https://toy.test/a. The rest was not sent: Given"),
        () -> givenUp.text(Key.REASON));
    smo.decisions.retract(id, "ada");
    smo.network.whenRetracted =
        post ->
            smo.network.retracted.size() == 1
                ? new Outcome.Deferred(Duration.ZERO, "busy")
                : new Outcome.Published(post);
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void aCancelledThreadOfWhichPartsAreOutCanBeTakenBack() {
    PostRecord post = halfOut(new Outcome.Deferred(Duration.ofHours(1), "busy"));
    assertEquals(State.SCHEDULED, post.state());
    smo.decisions.cancel(post.id(), "ada");
    smo.decisions.retract(post.id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("b", "a"), smo.network.retracted);
  }

  @Test
  void aRejectedThreadOfWhichPartsAreOutCanBeTakenBack() {
    String id = halfOut(new Outcome.Deferred(Duration.ofHours(1), "busy")).id();
    unpublished("keep");
    smo.posting("approval", true);
    smo.republish(page);
    smo.decisions.reject(id, "ada");
    smo.decisions.retract(id, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("b", "a"), smo.network.retracted);
  }

  @Test
  void nothingElseIsDecidedWhileItIsTakenBack() {
    String id = halfOut(REFUSED).id();
    smo.decisions.retract(id, "ada");
    assertThrows(Decisions.NotPossibleException.class, () -> smo.decisions.cancel(id, "ada"));
    assertThrows(
        Decisions.NotPossibleException.class, () -> smo.decisions.markPosted(id, null, "ada"));
  }

  @Test
  void theRestIsSentOnlyOnceAPersonSaysThatThePartsAreStillThere() {
    String id = halfOut(REFUSED).id();
    assertThrows(
        Decisions.NotPossibleException.class,
        () -> smo.decisions.retry(id, Decisions.Seen.NOT_SAID, "ada"));
    smo.decisions.retry(id, Decisions.Seen.PARTS, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(Optional.of(part("b")), smo.network.calls.get(1).progress().part(2));
  }

  @Test
  void partsThatWereDeletedByHandAreSentAnew() {
    String id = halfOut(REFUSED).id();
    smo.decisions.retry(id, Decisions.Seen.NOTHING, "ada");
    assertEquals(Optional.empty(), smo.post(page).remote());
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(Optional.empty(), smo.network.calls.get(1).progress().part(1));
  }

  @Test
  void nothingIsSentBehindAPartThatWasTakenBack() {
    String id = halfOut(REFUSED).id();
    smo.network.whenRetracted =
        post -> post.id().equals("a") ? REFUSED : new Outcome.Published(post);
    smo.decisions.retract(id, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.FAILED, smo.post(page).state());
    assertThrows(
        Decisions.NotPossibleException.class,
        () -> smo.decisions.retry(id, Decisions.Seen.PARTS, "ada"));
    smo.decisions.retry(id, Decisions.Seen.NOTHING, "ada");
    assertEquals(State.SCHEDULED, smo.post(page).state());
  }

  private void unpublished(String onUnpublish) {
    smo.posting("onUnpublish", onUnpublish);
    smo.unpublish(page);
    smo.pass(A_WHILE);
  }

  @Test
  void aRefusedThreadGoesWithItsPage() {
    halfOut(REFUSED);
    unpublished("retract");
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("b", "a"), smo.network.retracted);
  }

  @Test
  void aThreadThatWaitsForItsNetworkGoesWithItsPage() {
    halfOut(new Outcome.Deferred(Duration.ofHours(1), "busy"));
    unpublished("retract");
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("b", "a"), smo.network.retracted);
  }

  @Test
  void whatIsOutStaysWhereThePolicyLeavesPosts() {
    halfOut(new Outcome.Deferred(Duration.ofHours(1), "busy"));
    unpublished("keep");
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertFalse(smo.post(page).flag(Key.RETRACT));
    assertEquals(List.of(), smo.network.retracted);
  }

  /** Half out, held because its page is not public, and to be taken back at the next tick. */
  private void takenBackWhileHeld() {
    halfOut(new Outcome.Deferred(Duration.ofMinutes(1), "busy"));
    smo.site.hide("/opening.html");
    smo.pass(Duration.ofHours(1));
    assertEquals(State.HELD, smo.post(page).state());
    smo.decisions.retract(smo.post(page).id(), "ada");
  }

  @Test
  void whatIsTakenBackGoesThoughItsPageIsUnpublishedMeanwhile() {
    takenBackWhileHeld();
    unpublished("keep");
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("b", "a"), smo.network.retracted);
  }

  @Test
  void whatIsTakenBackGoesThoughItsPageIsNoLongerToBeShared() {
    takenBackWhileHeld();
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", true));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("b", "a"), smo.network.retracted);
  }

  @Test
  void aPageThatIsPublishedAgainSendsTheRestOfTheSameWords() {
    halfOut(new Outcome.Deferred(Duration.ofHours(1), "busy"));
    unpublished("keep");
    smo.posting("text", "other");
    smo.republish(page);
    smo.pass(Duration.ofHours(2));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(4, smo.post(page).parts().size());
  }

  @Test
  void aPageThatIsPublishedAgainSendsNothingBehindAPartThatWasTakenBack() {
    PostRecord post = halfOut(new Outcome.Deferred(Duration.ofHours(1), "busy"));
    unpublished("keep");
    smo.network.whenRetracted =
        part -> part.id().equals("a") ? REFUSED : new Outcome.Published(part);
    smo.decisions.retract(post.id(), "ada");
    smo.pass(A_WHILE);
    smo.republish(page);
    smo.pass(Duration.ofHours(2));
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void whatIsPartlyOutIsBroughtToAnEndInQuietHoursAndOverTheCap() {
    halfOut(new Outcome.Deferred(Duration.ofMinutes(1), "busy"));
    Rhythm rhythm = Rhythm.of(Map.of("quietHours", "9:00-12:00", "dailyCap", "1"));
    smo.connections.save(
        new Account.Form("toy", "toy", "", "", Map.of(), Map.of(), Optional.of(rhythm)));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SENT, smo.post(page).state());
  }
}
