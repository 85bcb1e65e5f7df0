// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.PostWalk;
import dev.smo.ledger.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages that go away while nobody tells of it. */
class LostDepartureTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private void hide() {
    smo.set(page + "/jcr:content", Map.of("sling:published", false));
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      smo.rounds();
      smo.pass(A_WHILE);
    }
  }

  @Test
  void aPostOfAPageThatWentAwayUnheardIsTakenBackOnceWhereThePolicySaysSo() {
    smo.posting("onUnpublish", "retract");
    smo.publish(page);
    smo.pass(A_WHILE);
    hide();
    rounds(5);
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(1, smo.network.retracted.size());
    assertEquals(
        1,
        smo.post(page).history().stream()
            .filter(one -> one.what().equals("page-withdrawn"))
            .count());
  }

  @Test
  void itIsKeptWhereThePolicySaysSo() {
    smo.publish(page);
    smo.pass(A_WHILE);
    hide();
    rounds(5);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals("UNPUBLISHED", smo.post(page).text(Key.AWAY));
    assertEquals(List.of(), smo.network.retracted);
  }

  @Test
  void aPersonIsAskedAboutAPageThatWasRemovedUnheard() {
    smo.publish(page);
    smo.pass(A_WHILE);
    String id = smo.post(page).id();
    smo.remove(page, /* told= */ false);
    rounds(3);
    assertTrue(smo.ledger.find(id).orElseThrow().flag(Key.ATTENTION));
  }

  @Test
  void aPersonIsAskedAboutAPageWhosePlaceAnotherTookUnheard() {
    smo.catchUp();
    smo.publish(page);
    smo.pass(A_WHILE);
    String id = smo.post(page).id();
    smo.remove(page, /* told= */ false);
    smo.pass(Duration.ofMinutes(10));
    smo.page("opening", "Hours of another year");
    smo.pass(Duration.ofMinutes(10));
    smo.catchUp();
    rounds(2);
    assertNotEquals(id, smo.post(page).id(), "the catch-up found the other page");
    PostRecord first = smo.ledger.find(id).orElseThrow();
    assertEquals("REMOVED", first.text(Key.AWAY));
    assertTrue(first.flag(Key.ATTENTION), "nobody is asked about the first one's post");
    rounds(2);
    assertEquals(first.revision(), smo.ledger.find(id).orElseThrow().revision(), "asked twice");
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void whatWaitsDoesNotGoOnceItsPageIsAway() {
    smo.posting("delayMinutes", 600);
    smo.publish(page);
    hide();
    rounds(2);
    assertEquals(State.SKIPPED, smo.post(page).state());
  }

  @Test
  void aPageThatIsNotPublicYetIsNotAway() {
    hide();
    smo.tell(Map.of("kind", "published", "path", page, "connections", "toy", "at", "after 3 days"));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    rounds(3);
    assertEquals(State.SCHEDULED, smo.post(page).state());
    assertEquals("", smo.post(page).text(Key.AWAY));
  }

  @Test
  void aPageThatIsBetweenTwoStatesForAMomentIsNotAway() {
    smo.posting("onUnpublish", "retract");
    smo.publish(page);
    smo.pass(A_WHILE);
    hide();
    smo.rounds();
    smo.set(page + "/jcr:content", Map.of("sling:published", true));
    rounds(3);
    assertEquals("", smo.post(page).text(Key.AWAY));
    assertEquals(List.of(), smo.network.retracted);
  }

  @Test
  void aWalkSeesEachPostOnceHoweverShortItsLegs() {
    for (int i = 0; i < 7; i++) {
      smo.publish(smo.page("page" + i, "Page"));
    }
    for (int most = 1; most < 10; most++) {
      List<String> seen = new ArrayList<>();
      String after = "";
      do {
        PostWalk.Leg leg = new PostWalk(smo.repository).behind(after, most);
        seen.addAll(leg.posts().stream().map(PostRecord::id).toList());
        after = leg.last();
      } while (!after.isEmpty());
      assertEquals(7, seen.size());
      assertEquals(7, seen.stream().distinct().count());
    }
  }

  @Test
  void aSiteThatCannotBeSeenAtAllTellsNothingOfItsPages() {
    smo.publish(page);
    smo.pass(A_WHILE);
    String id = smo.post(page).id();
    String elsewhere = smo.rename(Installation.SITE, "elsewhere");
    rounds(3);
    smo.rename(elsewhere, "en");
    rounds(3);
    assertEquals("", smo.ledger.find(id).orElseThrow().text(Key.AWAY));
    assertEquals(List.of(), smo.ledger.attention());
  }
}
