// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.lanes.Lane;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Repository;
import dev.smo.schedule.Rhythm;
import dev.smo.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Posts take slots of their connection, one each. The tests begin on a Monday at nine. */
class SlotsTest extends OnePage {
  private static final Instant TUESDAY = Instant.parse("2026-11-24T09:15:00Z");
  private static final Instant THURSDAY = Instant.parse("2026-11-26T09:15:00Z");
  private static final Instant NEXT_TUESDAY = Instant.parse("2026-12-01T09:15:00Z");

  private String other;

  @BeforeEach
  void slots() {
    rhythm(Map.of("slots", "Tue, Thu 9:15"));
    smo.posting("when", "next free slot", "zone", "UTC");
    other = smo.page("other", "Other");
  }

  private void rhythm(Map<String, String> texts) {
    smo.connections.save(
        new Account.Form("toy", "toy", "", "", Map.of(), Map.of(), Optional.of(Rhythm.of(texts))));
  }

  private Instant slot(String path) {
    PostRecord post = smo.post(path);
    assertEquals(post.time(Key.SLOT), post.time(Key.SCHEDULED), post.text(Key.REASON));
    assertEquals(post.time(Key.SLOT), post.time(Key.DUE));
    return post.time(Key.SLOT).orElseThrow();
  }

  private PostRecord move(String path, String when) {
    PostRecord post = smo.post(path);
    return smo.decisions.move(post.id(), When.parse(when), smo.decisions.reader(post.id(), "ada"));
  }

  @Test
  void eachPostTakesTheNextSlotThatIsFree() {
    smo.publish(page);
    smo.publish(other);
    assertEquals(TUESDAY, slot(page));
    assertEquals(THURSDAY, slot(other));
    assertEquals("next free slot", smo.post(page).text(Key.WHEN));
  }

  @Test
  void postsGoOutInTheirSlots() {
    smo.publish(page);
    smo.publish(other);
    smo.pass(Duration.between(smo.clock.instant(), TUESDAY.minusSeconds(60)));
    assertEquals(0, smo.network.posts.size());
    smo.pass(Duration.ofMinutes(2));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(State.SCHEDULED, smo.post(other).state());
  }

  @Test
  void planningAgainKeepsTheSlot() {
    smo.publish(page);
    smo.publish(other);
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Other hours"));
    smo.publish(page);
    assertEquals(TUESDAY, slot(page));
    assertTrue(smo.post(page).text(Key.TEXT).startsWith("Other hours"));
    smo.tell(Map.of("path", page, "at", "next free slot"));
    assertEquals(TUESDAY, slot(page), "asking for a slot twice is asking once");
  }

  @Test
  void aCancelledPostLeavesItsSlotToOthers() {
    smo.publish(page);
    smo.decisions.cancel(smo.post(page).id(), "ada");
    smo.publish(other);
    assertEquals(TUESDAY, slot(other));
  }

  @Test
  void aPostThatGetsAnotherTimeLeavesItsSlotToOthers() {
    smo.publish(page);
    PostRecord moved = move(page, "2026-11-25 8:00");
    assertEquals(Optional.of(Instant.parse("2026-11-25T08:00:00Z")), moved.time(Key.DUE));
    assertEquals(Optional.empty(), moved.time(Key.SLOT));
    smo.publish(other);
    assertEquals(TUESDAY, slot(other));
  }

  @Test
  void aMovedPostKeepsItsTimeWhenItsPageIsPublishedAgain() {
    smo.publish(page);
    move(page, "2026-11-25 8:00");
    smo.publish(page);
    PostRecord post = smo.post(page);
    assertEquals("2026-11-25 08:00", post.text(Key.WHEN));
    assertEquals(Optional.of(Instant.parse("2026-11-25T08:00:00Z")), post.time(Key.DUE));
    assertEquals("move", post.history().get(post.history().size() - 1).what());
    assertEquals("ada", post.history().get(post.history().size() - 1).who());
  }

  @Test
  void aPostIsMovedIntoTheNextFreeSlot() {
    smo.publish(page);
    smo.posting("delayMinutes", 600, "zone", "UTC");
    smo.publish(other);
    assertEquals("after 600 minutes", smo.post(other).text(Key.WHEN));
    move(other, "next free slot");
    assertEquals(THURSDAY, slot(other));
  }

  @Test
  void aPostThatIsOutOrHeldIsNotMoved() {
    smo.posting("zone", "UTC");
    smo.publish(page);
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.SENT, smo.post(page).state());
    NotPossibleException refused =
        assertThrows(NotPossibleException.class, () -> move(page, "2026-11-25 8:00"));
    assertEquals("This cannot be done with a post that is SENT.", refused.getMessage());
  }

  @Test
  void aConnectionWithoutSlotsRefusesTheWishAndSaysWhatToDo() {
    rhythm(Map.of());
    smo.posting("delayMinutes", 600, "zone", "UTC");
    smo.publish(page);
    PostRecord before = smo.post(page);
    NotPossibleException refused =
        assertThrows(NotPossibleException.class, () -> move(page, "next free slot"));
    assertEquals(
        "The connection has no slots. Give it some, such as Tue, Thu 9:15.", refused.getMessage());
    assertEquals(before.revision(), smo.post(page).revision());
  }

  @Test
  void aPolicyThatWantsSlotsWhereThereAreNoneFailsThePostAndSaysWhy() {
    rhythm(Map.of());
    smo.publish(page);
    assertEquals(State.FAILED, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.REASON).startsWith("The connection has no slots."));
  }

  @Test
  void otherSlotsOfTheConnectionMoveAPostOnlyWhenSomebodyAsks() {
    smo.publish(page);
    rhythm(Map.of("slots", "Wed 10:00"));
    smo.publish(page);
    assertEquals(TUESDAY, slot(page));
    move(page, "next free slot");
    assertEquals(Instant.parse("2026-11-25T10:00:00Z"), slot(page));
    rhythm(Map.of("slots", "Tue 9:15"));
    smo.publish(other);
    assertEquals(TUESDAY, slot(other), "the first one has left it");
  }

  @Test
  void aPostMovesUpIntoASlotThatIsFreeAgainWhenSomebodyAsks() {
    smo.publish(page);
    smo.publish(other);
    move(other, "next free slot");
    assertEquals(THURSDAY, slot(other), "its own is the next that is free");
    smo.decisions.cancel(smo.post(page).id(), "ada");
    move(other, "next free slot");
    assertEquals(TUESDAY, slot(other));
  }

  @Test
  void whatIsApprovedAfterItsSlotTakesTheNext() {
    smo.posting("when", "next free slot", "zone", "UTC", "approval", true);
    smo.publish(page);
    assertEquals(Optional.of(TUESDAY), smo.post(page).time(Key.SLOT));
    smo.clock.pass(Duration.between(smo.clock.instant(), TUESDAY.plusSeconds(60)));
    smo.publish(other);
    assertEquals(Optional.of(THURSDAY), smo.post(other).time(Key.SLOT));
    smo.decisions.approve(smo.post(page).id(), "ada");
    assertEquals(NEXT_TUESDAY, slot(page));
  }

  @Test
  void whatAPersonSendsAgainAfterItsSlotGoesAtOnce() {
    smo.posting("when", "next free slot", "zone", "UTC", "lateHours", 1);
    smo.publish(page);
    smo.clock.pass(Duration.ofDays(2));
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.HELD, smo.post(page).state());
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void theClockOnTheWallOfThePolicyCounts() {
    smo.posting("when", "next free slot", "zone", "America/New_York");
    smo.publish(page);
    assertEquals(Instant.parse("2026-11-24T14:15:00Z"), slot(page));
  }

  @Test
  void aRejectedPostLeavesItsSlotAndThoseThatHaveOneDoNotMoveUp() {
    smo.posting("when", "next free slot", "zone", "UTC", "approval", true);
    smo.publish(page);
    smo.publish(other);
    smo.decisions.reject(smo.post(page).id(), "ada");
    assertEquals(Optional.empty(), smo.post(page).time(Key.SLOT));
    smo.publish(other);
    assertEquals(Optional.of(THURSDAY), smo.post(other).time(Key.SLOT));
    String third = smo.page("third", "Third");
    smo.publish(third);
    assertEquals(Optional.of(TUESDAY), smo.post(third).time(Key.SLOT));
  }

  @Test
  void aSkippedPostLeavesItsSlotAndTakesAnotherWhenItComesBack() {
    smo.publish(page);
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", true));
    smo.publish(page);
    assertEquals(State.SKIPPED, smo.post(page).state());
    smo.publish(other);
    assertEquals(TUESDAY, slot(other));
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", false));
    smo.publish(page);
    assertEquals(THURSDAY, slot(page));
  }

  @Test
  void whoNamesConnectionsAndNoTimeWantsThePostNow() {
    smo.tell(Map.of("path", page, "connections", "toy"));
    assertEquals("now", smo.post(page).text(Key.WHEN));
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aTimeThatIsPastIsNone() {
    smo.tell(Map.of("path", page, "at", "2026-11-20 9:00"));
    assertEquals(TUESDAY, slot(page));
    smo.tell(Map.of("path", other, "at", "2026-11-20T09:00:00+01:00"));
    assertEquals(THURSDAY, slot(other));
  }

  @Test
  void aWishThatComesToNoTimeTakesNoneAway() {
    rhythm(Map.of());
    smo.posting("delayMinutes", 600, "zone", "UTC");
    smo.publish(page);
    Optional<Instant> time = smo.post(page).time(Key.SCHEDULED);
    smo.tell(Map.of("path", page, "at", "next free slot"));
    assertEquals(time, smo.post(page).time(Key.SCHEDULED));
    assertEquals(time, smo.post(page).time(Key.DUE));
  }

  @Test
  void aPostIsNotMovedToATimeThatIsPast() {
    smo.publish(page);
    for (String past : List.of("2026-01-31 09:00", "2026-01-31T09:00Z")) {
      String refused =
          assertThrows(NotPossibleException.class, () -> move(page, past)).getMessage();
      assertEquals("The time " + past + " is past.", refused);
    }
    assertEquals(TUESDAY, slot(page));
  }

  @Test
  void whatIsApprovedWhenAllSlotsAreTakenIsHeldAndSaysSo() {
    smo.posting("when", "next free slot", "zone", "UTC", "approval", true);
    smo.publish(page);
    smo.clock.pass(Duration.ofDays(2));
    DateTimeFormatter bucket =
        DateTimeFormatter.ofPattern("yyyy/MM/dd/HHmm").withZone(ZoneOffset.UTC);
    String slots = Lane.path(Lane.of("toy")) + "/slots/";
    smo.repository.commit(
        resolver -> {
          for (int day = 0; day < 800; day++) {
            String path = slots + bucket.format(TUESDAY.plus(Duration.ofDays(day)));
            Repository.writable(Repository.node(resolver, path)).putIfAbsent("post", "another");
          }
          return true;
        });
    smo.decisions.approve(smo.post(page).id(), "ada");
    assertEquals(State.HELD, smo.post(page).state());
    assertEquals(
        "All slots of the connection are taken for two years.", smo.post(page).text(Key.REASON));
  }
}
