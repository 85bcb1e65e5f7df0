// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.Again;
import dev.smo.ledger.Outbox;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Posts that are corrected in words which somebody has to approve: they stay until then. */
class CorrectionApprovalTest extends CorrectedPage {
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  /** A post is out, and from now on somebody has to approve. */
  private void publish() {
    smo.posting();
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    smo.posting("approval", true);
  }

  private void approve(String edition) {
    smo.decisions.approve(edition(edition).id(), "bob");
  }

  /** Many ticks: taking back and posting take some. */
  private void pass() {
    for (int i = 0; i < 4; i++) {
      smo.pass(A_WHILE);
    }
  }

  private void quiet(String hours) {
    Rhythm rhythm = Rhythm.of(Map.of("quietHours", hours));
    smo.connections.save(
        new Account.Form("toy", "toy", "", "", Map.of(), Map.of(), Optional.of(rhythm)));
  }

  private void assertReplaced(String by) {
    assertEquals(State.RETRACTED, edition("1").state());
    assertEquals(State.SENT, edition(by).state());
    assertEquals(2, smo.network.posts.size(), "out once");
    smo.rounds();
    pass();
    assertEquals(2, smo.network.posts.size(), "and not once more");
  }

  private void assertStays() {
    assertEquals(0, smo.network.retracted.size(), "nothing is taken back");
    assertEquals(State.SENT, edition("1").state());
    assertFalse(edition("1").flag(Key.RETRACT));
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void whatIsOutStaysUntilTheNewWordsAreApproved() throws Exception {
    publish();
    PostRecord next = correct("Better " + edition("1").text(Key.LINK));
    assertEquals(State.AWAITING_APPROVAL, next.state());
    assertTrue(next.text(Key.TEXT).startsWith("Better"));
    assertEquals("2", next.text(Key.EDITION));
    smo.pass(Duration.ofHours(5));
    smo.rounds();
    pass();
    assertStays();
    approve("2");
    pass();
    assertEquals(1, smo.network.retracted.size());
    assertReplaced("2");
    assertTrue(smo.network.posts.get(1).text().startsWith("Better"));
    assertEquals("bob", edition("1").text(Key.DECIDED_BY), "whose approval took it back");
  }

  @Test
  void whatIsRefusedLeavesThePostAndItIsCorrectedOnceMore() throws Exception {
    publish();
    correct("Worse");
    smo.decisions.reject(edition("2").id(), "bob");
    pass();
    assertStays();
    correct("Better");
    assertEquals(State.AWAITING_APPROVAL, edition("3").state());
    smo.decisions.cancel(edition("3").id(), "ann");
    pass();
    assertStays();
    correct("Best");
    approve("4");
    pass();
    assertReplaced("4");
    assertTrue(smo.network.posts.get(1).text().startsWith("Best"));
  }

  @Test
  void whatWasRefusedOnceIsPostedWhereNobodyHasToApproveAnyMore() throws Exception {
    publish();
    correct("Worse");
    smo.decisions.reject(edition("2").id(), "bob");
    smo.posting("approval", false);
    correct("Better");
    pass();
    assertReplaced("3");
  }

  @Test
  void whileOtherWordsWaitNobodyWritesAThirdVersion() throws Exception {
    publish();
    correct("Better");
    String refused =
        assertThrows(NotPossibleException.class, () -> correct("Better still")).getMessage();
    assertTrue(refused.startsWith("Other words"), refused);
    PostRecord waits = edition("2");
    smo.editor()
        .change(waits.id(), "Better still", Map.of(), smo.decisions.reader(waits.id(), "ann"));
    approve("2");
    pass();
    assertReplaced("2");
    assertTrue(smo.network.posts.get(1).text().startsWith("Better still"));
  }

  @Test
  void whatIsOutStaysAsLongAsThePageIsNotPublic() throws Exception {
    publish();
    correct("Better");
    smo.unpublish(page);
    pass();
    assertStays();
    assertEquals(State.SKIPPED, edition("2").state());
    smo.republish(page);
    pass();
    assertStays();
    assertEquals(State.AWAITING_APPROVAL, edition("2").state());
    approve("2");
    pass();
    assertReplaced("2");
  }

  @Test
  void whatIsOutStaysAsLongAsStrangersDoNotSeeThePage() throws Exception {
    publish();
    correct("Better");
    approve("2");
    smo.site.hide("/opening.html");
    pass();
    assertStays();
    smo.site.show("/opening.html", "Hours");
    smo.pass(Duration.ofMinutes(10));
    pass();
    assertReplaced("2");
  }

  @Test
  void aPageThatGoesWhileItsPostIsTakenBackIsNotPostedUntilItComesBack() throws Exception {
    publish();
    correct("Better");
    approve("2");
    smo.network.whenRetracted = post -> new Outcome.Unknown("reset");
    smo.pass(A_WHILE);
    assertTrue(edition("1").flag(Key.RETRACT));
    smo.unpublish(page);
    smo.network.whenRetracted = Outcome.Published::new;
    smo.pass(Duration.ofHours(1));
    assertEquals(State.RETRACTED, edition("1").state());
    assertEquals(State.SKIPPED, edition("2").state());
    assertEquals(1, smo.network.posts.size());
    smo.republish(page);
    pass();
    assertReplaced("2");
  }

  @Test
  void nothingIsPostedBeforeTheOldOneIsCertainlyGone() throws Exception {
    publish();
    smo.network.whenRetracted = post -> new Outcome.Unknown("reset");
    correct("Better");
    approve("2");
    smo.pass(Duration.ofHours(2));
    smo.rounds();
    assertEquals(1, smo.network.posts.size());
    assertEquals(State.SCHEDULED, edition("2").state());
    smo.network.whenRetracted = Outcome.Published::new;
    smo.pass(Duration.ofHours(6));
    pass();
    assertReplaced("2");
  }

  @Test
  void whatCannotBeTakenBackHoldsTheNewWordsUntilAPersonSendsThem() throws Exception {
    publish();
    smo.network.whenRetracted = post -> new Outcome.Rejected("No.");
    correct("Better");
    approve("2");
    pass();
    assertEquals(1, smo.network.posts.size());
    assertEquals(State.HELD, edition("2").state());
    assertTrue(edition("1").flag(Key.ATTENTION));
    pass();
    assertEquals(State.HELD, edition("2").state(), "nobody asks again by itself");
    smo.network.whenRetracted = Outcome.Published::new;
    smo.decisions.retry(edition("2").id(), Decisions.Seen.NOT_SAID, "bob");
    pass();
    assertReplaced("2");
  }

  @Test
  void quietHoursThatBeginWhileItsPlaceIsFreedDoNotHoldTheNewOne() throws Exception {
    smo.posting("zone", "UTC");
    publish();
    correct("Better");
    quiet("21:00-7:00");
    smo.network.whenRetracted = post -> new Outcome.Unknown("reset");
    smo.clock.pass(Duration.between(smo.clock.instant(), Instant.parse("2026-11-23T20:58:00Z")));
    approve("2");
    smo.pass(Duration.ofMinutes(1));
    assertTrue(edition("1").flag(Key.RETRACT), "its place is freed before the quiet hours");
    smo.clock.pass(Duration.ofMinutes(2));
    smo.network.whenRetracted = Outcome.Published::new;
    smo.pass(Duration.ofHours(1));
    assertReplaced("2");
  }

  @Test
  void quietHoursHoldTheNewOneAsLongAsTheOldOneIsOut() throws Exception {
    publish();
    correct("Better");
    quiet("8:00-20:00");
    approve("2");
    pass();
    assertStays();
    assertEquals(State.SCHEDULED, edition("2").state());
  }

  @Test
  void whileItWaitsForItsPlaceNobodyHearsOfItAgainAndAgain() throws Exception {
    publish();
    smo.network.whenRetracted = post -> new Outcome.Unknown("reset");
    correct("Better");
    smo.set("/var/smo/webhooks/hears", Map.of("states", new String[0]));
    approve("2");
    String id = edition("2").id();
    for (int i = 0; i < 30; i++) {
      smo.pass(Duration.ofSeconds(10));
    }
    assertEquals(
        List.of(State.SCHEDULED, State.QUEUED, State.SCHEDULED),
        new Outbox(smo.repository)
            .first("hears", 100).stream()
                .filter(event -> event.post().equals(id))
                .map(Outbox.Event::after)
                .toList());
    assertEquals(
        "Waits until the post is taken back whose place it takes.", edition("2").text(Key.REASON));
  }

  @Test
  void whoTakesItBackMeanwhileLeavesTheNewWordsToWhoApprovesThem() throws Exception {
    publish();
    correct("Better");
    smo.decisions.retract(edition("1").id(), "cyd");
    pass();
    assertEquals(State.RETRACTED, edition("1").state());
    assertEquals(1, smo.network.posts.size());
    assertEquals(State.AWAITING_APPROVAL, edition("2").state());
    approve("2");
    pass();
    assertReplaced("2");
  }

  @Test
  void aKillBehindTheApprovalLosesNothing() throws Exception {
    publish();
    correct("Better");
    smo.flush();
    approve("2");
    smo.killBeforeFlush();
    pass();
    assertReplaced("2");
  }

  @Test
  void aKillAfterAskingBeforeAnythingIsTakenBackAsksAgain() throws Exception {
    publish();
    correct("Better");
    approve("2");
    // As it dies between the commit that notes the asking and the one that asks.
    smo.ledger.update(edition("2").id(), post -> post.with(Key.PLACE_ASKED, smo.clock.instant()));
    smo.restart();
    pass();
    assertReplaced("2");
  }

  @Test
  void aKillThatForgetsThatItWasTakenBackTakesBackAgainAndPostsOnce() throws Exception {
    publish();
    correct("Better");
    approve("2");
    smo.flush();
    pass();
    assertEquals(2, smo.network.posts.size());
    smo.killBeforeFlush();
    assertEquals(State.SENT, edition("1").state(), "as it was flushed");
    smo.recall();
    smo.pass(Duration.ofHours(2));
    pass();
    assertReplaced("2");
  }

  @Test
  void aCallThatKillsWhileTakingBackIsRepeatedAndTheNewPostFollows() throws Exception {
    publish();
    correct("Better");
    approve("2");
    smo.network.whenRetracted =
        post -> {
          smo.network.whenRetracted = Outcome.Published::new;
          throw new IllegalStateException("killed");
        };
    smo.pass(A_WHILE);
    smo.restart();
    smo.pass(Duration.ofHours(1));
    pass();
    assertReplaced("2");
  }

  @Test
  void aRuleOfRepeatingWaitsForTheNewWordsAndGoesOnWhereTheyAreRefused() throws Exception {
    publish();
    smo.decisions.repeat(edition("1").id(), Again.asked(10, 2, "", 0, "ann"));
    correct("Better");
    assertEquals(2, Again.of(edition("2")).left());
    for (int day = 0; day < 12; day++) {
      smo.pass(Duration.ofDays(1));
      smo.rounds();
    }
    assertEquals(1, smo.network.posts.size());
    smo.decisions.reject(edition("2").id(), "bob");
    for (int day = 0; day < 3; day++) {
      smo.pass(Duration.ofDays(1));
      smo.rounds();
    }
    assertEquals(State.AWAITING_APPROVAL, edition("3").state(), "posted again by its rule");
    assertEquals("", edition("3").text(Key.REPLACES), "beside the first");
  }

  @Test
  void aPlaceThatWasFreedIsNoneAnyMoreOncePeopleMustSeeToThePost() throws Exception {
    publish();
    correct("Better");
    approve("2");
    smo.network.next.add((delivery, network) -> new Outcome.Rejected("no"));
    pass();
    assertEquals(State.FAILED, edition("2").state(), () -> edition("2").text(Key.REASON));
    assertTrue(edition("2").time(Key.PLACE_ASKED).isEmpty(), "hours and caps count for it again");
  }

  @Test
  void whoSendsAPostAgainLosesThePlaceThatWasFreedForIt() throws Exception {
    publish();
    correct("Better");
    approve("2");
    smo.network.next.add((delivery, network) -> new Outcome.Rejected("no"));
    pass();
    // As records of before have it.
    String id = edition("2").id();
    smo.ledger.update(id, post -> post.with(Key.PLACE_ASKED, smo.clock.instant()));
    smo.decisions.retry(id, Decisions.Seen.NOT_SAID, smo.decisions.reader(id, "bob"));
    assertTrue(edition("2").time(Key.PLACE_ASKED).isEmpty(), "hours and caps count for it again");
  }
}
