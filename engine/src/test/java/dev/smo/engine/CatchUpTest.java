// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.health.CatchUpCheck;
import dev.smo.host.PageEvent;
import dev.smo.host.PageSource;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.CatchUp;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages whose events were lost. */
class CatchUpTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final Duration A_MINUTE_BACK = Duration.ofMinutes(-1);
  private static final Duration ROUND = Duration.ofMinutes(10);

  @BeforeEach
  void begin() {
    smo.catchUp();
    smo.clock.pass(Duration.ofMinutes(1));
  }

  /** Some rounds later, with all that follows from them. */
  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      smo.clock.pass(ROUND);
      smo.catchUp();
      smo.pass(A_WHILE);
    }
  }

  @Test
  void aPageWhoseEventIsLostIsPostedOnce() {
    String lost = smo.page("lost", "Lost");
    rounds(1);
    assertEquals(State.SENT, smo.post(lost).state());
    rounds(5);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void itIsPostedThoughTheEngineWasAwayForDays() {
    String lost = smo.page("lost", "Lost");
    smo.clock.pass(Duration.ofDays(3));
    smo.restart();
    smo.catchUp();
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(lost).state());
  }

  @Test
  void aPageThatMovedWhileItsPostWaitedIsPostedThoughNobodyToldOfItsNewPlace() {
    String moved = smo.page("moves", "Moves");
    smo.lanes().stop("toy", "Paused by ada.");
    smo.publish(moved);
    smo.pass(A_WHILE);
    String to = smo.rename(moved, "elsewhere");
    smo.site.show("/elsewhere.html", "Moves");
    smo.insist(new PageEvent(PageEvent.Kind.REMOVED, moved));
    smo.pass(A_WHILE);
    rounds(2);
    smo.lanes().resume("toy");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(to).state(), () -> smo.post(to).text(Key.REASON));
    rounds(3);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void eventsGoFirst() {
    String lost = smo.page("lost", "Lost");
    smo.clock.pass(Duration.ofMinutes(4));
    smo.catchUp();
    assertEquals(List.of(), smo.posts(lost));
  }

  @Test
  void aPageThatWasPostedIsNotPostedAgain() {
    String told = smo.page("told", "Told");
    smo.publish(told);
    smo.pass(A_WHILE);
    rounds(3);
    assertEquals(1, smo.network.posts.size());
    assertEquals(1, smo.posts(told).size());
  }

  @Test
  void theEventThatComesAfterAllPostsNothingMore() {
    String late = smo.page("late", "Late");
    rounds(1);
    smo.publish(late);
    rounds(1);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void whatWasPublicBeforeItBeganIsNoNews() {
    rounds(3);
    assertEquals(List.of(), smo.posts(page));
  }

  @Test
  void aPageThatIsNotPublicIsNotPlanned() {
    String draft = smo.page("draft", "Draft");
    smo.set(draft + "/jcr:content", Map.of("sling:published", false));
    rounds(3);
    assertEquals(List.of(), smo.posts(draft));
  }

  @Test
  void aPageThatIsOlderThanItsConnectionIsNotEvenNotedThoughItWasPublishedAgain() {
    String old = smo.page("old", "Old");
    Date made = Date.from(smo.clock.instant().minus(Duration.ofDays(30)));
    smo.set(
        old + "/jcr:content",
        Map.of(
            "publishDate", made.toInstant().toString(),
            "lastPublished", smo.clock.instant().toString()));
    rounds(3);
    assertEquals(List.of(), smo.posts(old));
  }

  @Test
  void whatBecamePublicBeforeAConnectionOfTheSameDayIsNotPostedThere() {
    String early = smo.page("early", "Early");
    smo.clock.pass(Duration.ofMinutes(1));
    smo.connect("second");
    smo.posting("connections", new String[] {"toy", "second"});
    rounds(2);
    assertEquals("toy", smo.post(early).text(Key.CONNECTION));
  }

  @Test
  void aPostThatIsMissingBesideOthersIsMadeGood() {
    smo.connect("second");
    smo.clock.pass(Duration.ofMinutes(1));
    String half = smo.page("half", "Half");
    smo.publish(half);
    smo.posting("connections", new String[] {"toy", "second"});
    rounds(2);
    assertEquals(2, smo.posts(half).size());
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aPageThatCameBackGoesOutThoughNobodyTold() {
    String back = smo.page("back", "Back");
    smo.publish(back);
    smo.unpublish(back);
    assertEquals(State.SKIPPED, smo.post(back).state());
    smo.clock.pass(Duration.ofMinutes(1));
    smo.set(
        back + "/jcr:content",
        Map.of("sling:published", true, "lastPublished", smo.clock.instant().toString()));
    rounds(1);
    assertEquals(State.SENT, smo.post(back).state());
  }

  @Test
  void aPageComesBackThoughTheClockOfWhoeverPlansItIsBehind() {
    String back = smo.page("back", "Back");
    smo.publish(back);
    smo.clock.pass(A_MINUTE_BACK);
    smo.unpublish(back);
    smo.republish(back);
    smo.pass(Duration.ofMinutes(2));
    assertEquals(State.SENT, smo.post(back).state());
  }

  @Test
  void aPageThatCameBackByAClockThatIsBehindGoesOutThoughNobodyTold() {
    rounds(1);
    String back = smo.page("back", "Back");
    smo.publish(back);
    smo.unpublish(back);
    smo.clock.pass(A_MINUTE_BACK);
    smo.set(
        back + "/jcr:content",
        Map.of("sling:published", true, "lastPublished", smo.clock.instant().toString()));
    rounds(1);
    assertEquals(State.SENT, smo.post(back).state());
  }

  @Test
  void aPageThatCameBackKeepsItsPostThoughNobodyTold() {
    smo.posting("onUnpublish", "retract");
    String back = smo.page("back", "Back");
    smo.publish(back);
    smo.pass(A_WHILE);
    smo.unpublish(back);
    smo.set(
        back + "/jcr:content",
        Map.of("sling:published", true, "lastPublished", smo.clock.instant().toString()));
    rounds(1);
    assertEquals(State.SENT, smo.post(back).state());
    assertEquals(List.of(), smo.network.retracted);
    assertEquals("page-back", smo.post(back).history().get(1).what());
  }

  @Test
  void theMarkWaitsForAPageThatCannotBePlannedAndOthersGoOn() {
    String broken = smo.page("broken", "Broken");
    String good = smo.page("good", "Good");
    smo.set(broken + "/jcr:content", Map.of("canonical", "no address at all"));
    rounds(12);
    assertEquals(State.SENT, smo.post(good).state());
    assertEquals(List.of(), smo.posts(broken));
    smo.set(broken + "/jcr:content", Map.of("canonical", ""));
    rounds(1);
    assertEquals(State.SENT, smo.post(broken).state());
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aPageThatCannotBePlannedForADayIsAFailedPost() {
    String broken = smo.page("broken", "Broken");
    smo.set(broken + "/jcr:content", Map.of("canonical", "no address at all"));
    smo.clock.pass(Duration.ofDays(1));
    rounds(1);
    assertEquals(State.FAILED, smo.post(broken).state());
    assertTrue(smo.post(broken).text(Key.REASON).contains("no address at all"));
  }

  @Test
  void aLookReadsSoManyPagesAndTheNextGoesOnBehindThem() {
    smo.posting("burstLimit", 0);
    for (int i = 0; i < 3; i++) {
      smo.page("a" + i, "A " + i);
      smo.page("a" + i + "/b", "B " + i);
      smo.page("a" + i + "/b/c", "C " + i);
    }
    smo.clock.pass(ROUND);
    CatchUp slow = smo.catchUp(Map.of("pages", 2, "seconds", 0));
    for (int look = 1; look <= 4; look++) {
      slow.run();
      // One of the ten was public before.
      int planned = planned();
      assertTrue(planned == look * 2 || planned == look * 2 - 1, planned + " after look " + look);
    }
    slow.run();
    assertEquals(9, planned());
  }

  @Test
  void aLookComparesSoManyPublishedPagesAndTheNextGoesOnBehindThem() {
    smo.posting("burstLimit", 0);
    for (int i = 0; i < 5; i++) {
      smo.page("a" + i, "A " + i);
    }
    smo.clock.pass(ROUND);
    CatchUp slow = smo.catchUp(Map.of("published", 2, "seconds", 0));
    slow.run();
    assertEquals(2, planned());
    slow.run();
    assertEquals(4, planned());
    slow.run();
    assertEquals(5, planned());
  }

  @Test
  void aLookGoesOnThoughThePageWhereItEndedIsGone() {
    smo.posting("burstLimit", 0);
    for (int i = 0; i < 4; i++) {
      smo.page("a" + i, "A " + i);
    }
    smo.clock.pass(ROUND);
    CatchUp slow = smo.catchUp(Map.of("pages", 3, "seconds", 0));
    slow.run();
    smo.remove(Installation.SITE + "/a1", /* told= */ true);
    for (int look = 0; look < 3; look++) {
      slow.run();
    }
    assertEquals(1, smo.posts(Installation.SITE + "/a3").size());
  }

  @Test
  void whatBecomesPublicBehindALookIsForTheNextRound() {
    smo.posting("burstLimit", 0);
    for (int i = 0; i < 4; i++) {
      smo.page("a" + i, "A " + i);
    }
    smo.clock.pass(ROUND);
    CatchUp slow = smo.catchUp(Map.of("pages", 3, "seconds", 0));
    slow.run();
    String behind = smo.page("a0/late", "Late");
    for (int look = 0; look < 4; look++) {
      smo.clock.pass(ROUND);
      slow.run();
    }
    assertEquals(1, smo.posts(behind).size());
  }

  /** The pages of the installation, each of which takes so long to look at. */
  private PageSource slow(Duration aPage) {
    return (PageSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PageSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("lastPublished")) {
                looked++;
                smo.clock.pass(aPage);
              }
              return method.invoke(smo.pages, arguments);
            });
  }

  private int looked;

  @Test
  void aLookGoesOnWhileThereIsTimeAndTheNextOneBehindIt() {
    smo.posting("burstLimit", 0);
    for (int i = 0; i < 24; i++) {
      smo.page("a" + i, "A " + i);
    }
    smo.clock.pass(ROUND);
    CatchUp patient = smo.catchUp(slow(Duration.ofSeconds(2)), Map.of("pages", 4, "seconds", 20));
    patient.run();
    assertEquals(12, looked, "pages in the twenty seconds of a look, four at a time");
    assertTrue(planned() >= 11, planned() + " planned");
    patient.run();
    patient.run();
    assertEquals(24, planned());
  }

  @Test
  void aRoundThatTakesHoursIsToldOfUntilOneIsQuick() {
    for (int i = 0; i < 6; i++) {
      smo.page("a" + i, "A " + i);
    }
    CatchUp slow = smo.catchUp(Map.of("pages", 2, "seconds", 0));
    for (int look = 0; look < 3; look++) {
      smo.clock.pass(Duration.ofMinutes(40));
      slow.run();
    }
    assertEquals(
        Duration.ofMinutes(80), CatchUp.round(smo.repository, smo.clock.instant()).orElseThrow());
    CatchUpCheck check = new CatchUpCheck(smo.repository, smo.clock);
    assertTrue(check.execute().toString().contains("takes 80 minutes"), check.execute()::toString);
    assertEquals(Result.Status.WARN, check.execute().getStatus());
    slow.run();
    smo.clock.pass(ROUND);
    smo.catchUp();
    assertEquals(Result.Status.OK, check.execute().getStatus(), check.execute()::toString);
  }

  private int planned() {
    context.resourceResolver().refresh();
    return smo.ledger.day(smo.clock.instant().atZone(smo.clock.getZone()).toLocalDate()).size();
  }
}
