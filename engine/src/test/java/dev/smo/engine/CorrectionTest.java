// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.delivery.NewEditions.Wish;
import dev.smo.ledger.Again;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Post;
import dev.smo.repository.Keys;
import dev.smo.schedule.Rhythm;
import dev.smo.schedule.When;
import dev.smo.syndication.Editions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Posts that are taken back for others in better words, and pages that are posted anew in other
 * words.
 */
class CorrectionTest extends CorrectedPage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private void publish(Object... policy) {
    smo.posting(policy);
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }

  private PostRecord again(PostRecord last, String words) throws InterruptedException {
    return smo.newEditions()
        .again(
            new Wish(last.id(), words, Optional.empty()),
            Seen.NOT_SAID,
            smo.decisions.reader(last.id(), "ann"));
  }

  /** Commits that the post is gone, as the one who takes it back does, and dies after that. */
  private void diesOnceItIsGone() {
    smo.ledger.update(
        edition("1").id(),
        post ->
            post.to(State.RETRACTED, "Taken back.").with(Key.RETRACT, null).with(Key.DUE, null));
    smo.restart();
  }

  @Test
  void aPostIsTakenBackAndPostedAnewInTheWordsThatSomebodyWrote() throws Exception {
    publish();
    correct("Open on Monday " + edition("1").text(Key.LINK));
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.retracted.size());
    assertEquals(2, smo.network.posts.size());
    assertTrue(smo.network.posts.get(1).text().startsWith("Open on Monday"));
    assertEquals(State.RETRACTED, edition("1").state());
    assertEquals(State.SENT, edition("2").state());
    assertEquals("ann", edition("2").text(Key.CHANGED_BY));
    assertTrue(edition("1").text(Key.NEXT_TEXT).isEmpty(), "it is done");
    smo.rounds();
    smo.pass(Duration.ofHours(1));
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void nothingIsPostedBeforeTheOldOneIsCertainlyGone() throws Exception {
    publish();
    smo.network.whenRetracted = post -> new Outcome.Unknown("reset");
    correct("Better");
    smo.pass(Duration.ofHours(2));
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertEquals(State.SENT, edition("1").state());
    smo.network.whenRetracted = Outcome.Published::new;
    smo.pass(Duration.ofHours(6));
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void whatCannotBeTakenBackWaitsForAPersonWithTheWordsKept() throws Exception {
    publish();
    smo.network.whenRetracted = post -> new Outcome.Rejected("No.");
    correct("Better");
    smo.pass(A_WHILE);
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertTrue(edition("1").flag(Key.ATTENTION));
    assertEquals("Better", edition("1").text(Key.NEXT_TEXT));
    smo.network.whenRetracted = Outcome.Published::new;
    smo.decisions.retract(edition("1").id(), "ann");
    smo.pass(A_WHILE);
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size(), "who only takes it back wants no other");
  }

  @Test
  void aCrashAfterItIsGoneLosesNothingAndPostsOnce() throws Exception {
    publish();
    correct("Better");
    diesOnceItIsGone();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    smo.rounds();
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
    assertFalse(edition("1").awaitsReplacement());
  }

  @Test
  void aCrashAfterTheNewOneIsPlannedPostsNoThird() throws Exception {
    publish();
    correct("Better");
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
    smo.ledger.update(
        edition("1").id(), post -> post.with(Key.NEXT_TEXT, "Better").with(Key.NEXT_BY, "ann"));
    smo.restart();
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
    assertFalse(edition("1").awaitsReplacement());
  }

  @Test
  void aCallThatKillsWhileTakingBackIsRepeatedAndTheNewPostFollows() throws Exception {
    publish();
    correct("Better");
    smo.network.whenRetracted =
        post -> {
          smo.network.whenRetracted = Outcome.Published::new;
          throw new IllegalStateException("killed");
        };
    smo.pass(A_WHILE);
    smo.restart();
    smo.pass(Duration.ofHours(1));
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void aPageThatWentAwayMeanwhileIsNotPostedAndAPersonIsTold() throws Exception {
    publish();
    correct("Better");
    smo.set(page + "/jcr:content", Map.of("sling:published", false));
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertEquals(State.RETRACTED, edition("1").state());
    assertTrue(edition("1").flag(Key.ATTENTION));
    assertEquals(
        "Taken back, but not posted in other words: The page is not public.",
        edition("1").text(Key.REASON));
    assertEquals("Better", edition("1").text(Key.NEXT_TEXT));
    smo.set(page + "/jcr:content", Map.of("sling:published", true));
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size(), "a person decides now");
    again(edition("1"), "Better");
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
    assertFalse(edition("1").flag(Key.ATTENTION), "it is done");
  }

  @Test
  void wordsThatTheNetworkDoesNotTakeAreRefusedBeforeAnythingIsTakenBack() throws Exception {
    publish();
    NotPossibleException refused =
        assertThrows(NotPossibleException.class, () -> correct("x".repeat(300)));
    assertTrue(refused.getMessage().contains("too many"), refused.getMessage());
    assertThrows(NotPossibleException.class, () -> correct(" \n---\n "));
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.retracted.size());
    assertFalse(edition("1").flag(Key.RETRACT));
  }

  @Test
  void aDecisionAboutWhatSomebodyElseChangedIsRefused() throws Exception {
    publish();
    var read = smo.decisions.reader(edition("1").id(), "ann");
    smo.decisions.retract(edition("1").id(), "bob");
    assertThrows(
        NotPossibleException.class,
        () ->
            smo.newEditions()
                .correct(new Wish(edition("1").id(), "Better", Optional.empty()), read));
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aPageThatIsOutIsPostedAgainInOtherWordsAndOnce() throws Exception {
    publish();
    PostRecord first = edition("1");
    again(first, "Still: open");
    assertThrows(NotPossibleException.class, () -> again(edition("1"), "Still: open"));
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
    assertTrue(smo.network.posts.get(1).text().startsWith("Still: open"));
    assertEquals(0, smo.network.retracted.size(), "the first one stays");
  }

  @Test
  void itGoesAtTheTimeThatSomebodySaysAndATimeThatIsPastIsRefused() throws Exception {
    publish();
    PostRecord first = edition("1");
    assertThrows(NotPossibleException.class, () -> later(first, "2001-01-01 09:00"));
    PostRecord next = later(first, "after 2 hours");
    assertEquals(State.SCHEDULED, next.state());
    smo.pass(Duration.ofHours(1));
    assertEquals(1, smo.network.posts.size());
    smo.pass(Duration.ofHours(2));
    assertEquals(2, smo.network.posts.size());
  }

  private PostRecord later(PostRecord post, String when) throws InterruptedException {
    return smo.newEditions()
        .again(
            new Wish(post.id(), "Later", Optional.of(When.parse(when))),
            Seen.NOT_SAID,
            smo.decisions.reader(post.id(), "ann"));
  }

  @Test
  void whereAnotherEditionCameFirstTheWordsWaitForAPerson() throws Exception {
    publish();
    correct("Better");
    PostRecord first = edition("1");
    smo.ledger.add(
        PostRecord.draft(Keys.post("toy", first.text(Key.PAGE), "2"), State.CANCELLED)
            .with(Key.PAGE, first.text(Key.PAGE))
            .with(Key.PATH, page)
            .with(Key.CONNECTION, "toy")
            .with(Key.NETWORK, "toy")
            .with(Key.EDITION, "2"));
    smo.pass(A_WHILE);
    assertEquals("Better", edition("1").text(Key.NEXT_TEXT));
    assertTrue(edition("1").flag(Key.ATTENTION));
  }

  @Test
  void whatWaitsForItsReplacementIsNotPostedAgainBeforeThat() throws Exception {
    publish();
    correct("Better");
    diesOnceItIsGone();
    String id = edition("1").id();
    assertThrows(
        NotPossibleException.class,
        () -> smo.decisions.again(id, Seen.NOT_SAID, smo.decisions.reader(id, "bob")));
    smo.rounds();
    smo.pass(A_WHILE);
    assertTrue(smo.network.posts.get(1).text().startsWith("Better"));
  }

  @Test
  void whoCorrectedItDoesNotApproveItThoughSomebodyElseChangedAWord() throws Exception {
    publish();
    smo.posting("fourEyes", true);
    correct("Better");
    smo.pass(A_WHILE);
    String id = edition("2").id();
    smo.editor().change(id, "Better still", Map.of(), smo.decisions.reader(id, "bob"));
    assertThrows(NotPossibleException.class, () -> smo.decisions.approve(id, "ann"));
    smo.decisions.approve(id, "cyd");
  }

  @Test
  void whatStandsInThePlaceOfAnotherIsNotHeldUpByTheCapOfTheDay() throws Exception {
    smo.connections.save(
        new Account.Form(
            "toy",
            "toy",
            "",
            "",
            Map.of(),
            Map.of(),
            Optional.of(Rhythm.of(Map.of("dailyCap", "1")))));
    publish("zone", "UTC");
    correct("Better");
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void ofTwoWhoPostItAgainAtOnceTheSecondIsToldSo() throws Exception {
    publish();
    PostRecord first = edition("1");
    var read = smo.decisions.reader(first.id(), "bob");
    Editions.Wish wish = new Editions.Wish("Ann's words", Optional.empty(), "ann");
    assertTrue(smo.planner(smo.ledger).editions().next(first, wish).isPresent());
    assertThrows(
        NotPossibleException.class,
        () ->
            smo.newEditions()
                .again(new Wish(first.id(), "Bob's words", Optional.empty()), Seen.NOT_SAID, read));
  }

  @Test
  void aRuleOfRepeatingGoesOnBehindWhatSomebodyPostedAgain() throws Exception {
    publish();
    PostRecord first = edition("1");
    smo.decisions.repeat(first.id(), Again.asked(10, 5, "", 0, "ann"));
    again(edition("1"), "Still: open");
    assertEquals(5, Again.of(edition("2")).left());
  }

  @Test
  void whatIsPostedAgainByARuleBehindACorrectionIsTheCorrectedText() throws Exception {
    publish("text", "Mondey {url}");
    smo.decisions.repeat(edition("1").id(), Again.asked(10, 1, "", 0, "ann"));
    correct("Monday " + edition("1").text(Key.LINK));
    for (int day = 0; day < 12; day++) {
      smo.pass(Duration.ofDays(1));
      smo.rounds();
    }
    smo.pass(A_WHILE);
    List<String> out = smo.network.posts.stream().map(Post::text).toList();
    assertEquals(3, out.size(), out::toString);
    assertTrue(out.get(2).startsWith("Monday"), out::toString);
  }
}
