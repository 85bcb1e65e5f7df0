// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Connector;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.host.PageEvent;
import dev.smo.ledger.Decision;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.request.PostRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
import org.junit.jupiter.api.Test;

/** What becomes of posts whose page goes away, and comes back. */
class PageAwayTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private void retracting() {
    smo.posting("text", "{title} {url}", "onUnpublish", "retract");
  }

  private void unpublish() {
    assertEquals(JobResult.OK, smo.unpublish(page));
  }

  private void lost(boolean there) {
    smo.network.next.add(
        (delivery, toy) -> {
          if (there) {
            toy.execute(delivery);
          }
          throw new IOException("reset");
        });
  }

  private PostRecord sent() {
    smo.republish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    return smo.post(page);
  }

  private List<String> history() {
    return smo.post(page).history().stream().map(Decision::what).toList();
  }

  @Test
  void whatWasUnknownWhenItsPageWentIsTakenBackWhenItTurnsOutToBeThere() {
    retracting();
    smo.network.busy = true;
    lost(/* there= */ true);
    smo.republish(page);
    smo.pass(A_WHILE);
    assertEquals(State.UNKNOWN, smo.post(page).state());
    unpublish();
    smo.network.busy = false;
    smo.pass(Duration.ofMinutes(30));
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of("toy-1"), smo.network.retracted);
    assertEquals(List.of("page-withdrawn"), history());
  }

  @Test
  void whatWasUnknownWhenItsPageWentAndIsNotThereIsNotSentAgain() {
    smo.network.busy = true;
    lost(/* there= */ false);
    smo.republish(page);
    smo.pass(A_WHILE);
    unpublish();
    smo.network.busy = false;
    smo.pass(Duration.ofMinutes(30));
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertEquals("The page was unpublished.", smo.post(page).text(Key.REASON));
    assertEquals(1, smo.network.calls.size());
  }

  @Test
  void whatIsBeingSentWhenItsPageGoesIsTakenBackOnce() {
    retracting();
    smo.network.next.add(
        (delivery, toy) -> {
          toy.execute(delivery);
          return smo.killed();
        });
    smo.republish(page);
    smo.passUntilKilled(A_WHILE);
    assertEquals(State.SENDING, smo.post(page).state());
    unpublish();
    unpublish();
    assertEquals(State.SENDING, smo.post(page).state());
    smo.restart();
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(1, smo.network.retracted.size());
    assertEquals(List.of("page-withdrawn"), history());
  }

  @Test
  void aPageThatIsBackBeforeTheWithdrawalKeepsItsPost() {
    retracting();
    sent();
    unpublish();
    smo.republish(page);
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(List.of(), smo.network.retracted);
    assertEquals(List.of("page-withdrawn", "page-back"), history());
  }

  @Test
  void whoAsksForPostsOfAnUnpublishedPageDoesNotKeepWhatIsOut() {
    retracting();
    sent();
    unpublish();
    smo.syndication().request(PostRequest.of(page));
    smo.tell(Map.of("path", page, "connections", "toy"));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void thatItIsTakenBackIsCommittedBeforeTheNetworkIsCalled() {
    PostRecord post = sent();
    boolean[] committed = {false};
    smo.network.whenRetracted =
        out -> {
          PostRecord now = smo.ledger.find(post.id()).orElseThrow();
          committed[0] = now.time(Key.RETRACTING).isPresent();
          return new Outcome.Published(out);
        };
    smo.decisions.retract(post.id(), "ada");
    smo.pass(A_WHILE);
    assertTrue(committed[0]);
  }

  @Test
  void aPageThatIsBackWhileItsPostIsTakenBackComesTooLate() {
    retracting();
    PostRecord post = sent();
    unpublish();
    smo.ledger.update(post.id(), p -> p.with(Key.RETRACTING, smo.clock.instant()));
    smo.republish(page);
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void whatAPersonTakesBackGoesThoughItsPageIsUnpublishedAndComesBack() {
    retracting();
    smo.decisions.retract(sent().id(), "ada");
    unpublish();
    smo.republish(page);
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void aRepublicationDoesNotHideWhatAPersonHasToLookAt() {
    retracting();
    PostRecord post = sent();
    smo.network.whenRetracted = out -> new Outcome.Rejected("No.");
    unpublish();
    smo.pass(Duration.ofMinutes(5));
    assertEquals(1, smo.ledger.attention().size());
    smo.republish(page);
    assertEquals(1, smo.ledger.attention().size());
    smo.decisions.dismiss(post.id(), "ada");
    assertEquals(0, smo.ledger.attention().size());
  }

  @Test
  void whatWasRetractedIsPostedAgainOnceAsAPostOfItsOwn() {
    retracting();
    PostRecord first = sent();
    unpublish();
    smo.pass(Duration.ofMinutes(5));
    String id = first.id();
    assertTrue(
        assertThrows(
                NotPossibleException.class,
                () -> smo.decisions.again(id, Seen.NOTHING, smo.decisions.reader(id, "ada")))
            .getMessage()
            .startsWith("Its page is not public"));
    smo.republish(page);
    PostRecord next = smo.decisions.again(id, Seen.NOT_SAID, smo.decisions.reader(id, "ada"));
    assertNotEquals(id, next.id());
    assertEquals("2", next.text(Key.EDITION));
    assertThrows(
        NotPossibleException.class,
        () -> smo.decisions.again(id, Seen.NOT_SAID, smo.decisions.reader(id, "bob")));
    smo.republish(page);
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
    assertEquals(State.SENT, smo.ledger.find(next.id()).orElseThrow().state());
    assertEquals("ada", smo.ledger.find(next.id()).orElseThrow().history().get(0).who());
  }

  @Test
  void whatIsCancelledIsPostedAgainInTheWordsOfWhoeverAskedAndThePageFollowsIt() {
    smo.tell(Map.of("path", page, "connections", "toy", "text", "Mine {title} {url}"));
    String id = smo.post(page).id();
    smo.decisions.cancel(id, "ada");
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Other hours"));
    smo.site.show("/opening.html", "Other hours");
    PostRecord next = smo.decisions.again(id, Seen.NOT_SAID, smo.decisions.reader(id, "ada"));
    assertEquals(State.HELD, next.state(), "nobody has read these words");
    assertTrue(next.text(Key.TEXT).startsWith("Mine Other hours"));
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Third hours"));
    smo.republish(page);
    assertTrue(
        smo.ledger.find(next.id()).orElseThrow().text(Key.TEXT).startsWith("Mine Third hours"));
    assertEquals(State.CANCELLED, smo.ledger.find(id).orElseThrow().state());
  }

  @Test
  void whatIsPostedAgainWhileItsConnectorIsAwayWaitsForAReaderOfItsWords() {
    smo.connections.save(new Account.Form("late", "latenet", "", "", Map.of(), Map.of()));
    smo.posting("text", "{title} {url}", "connections", new String[] {"late"});
    smo.republish(page);
    String first = smo.post(page).id();
    smo.decisions.cancel(first, "ada");
    String id = smo.decisions.again(first, Seen.NOT_SAID, smo.decisions.reader(first, "ada")).id();
    ToyNetwork late = new ToyNetwork();
    late.described = Network.builder("latenet", "Late").build();
    context.registerService(Connector.class, late);
    smo.pass(Duration.ofHours(1));
    PostRecord held = smo.ledger.find(id).orElseThrow();
    assertEquals(State.HELD, held.state());
    assertTrue(held.text(Key.TEXT).startsWith("Hours"), held.text(Key.TEXT));
    assertEquals(Optional.empty(), held.time(Key.DUE));
    assertEquals(0, late.calls.size());
    smo.decisions.retry(id, Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(1, late.posts.size());
  }

  @Test
  void whatIsRejectedAndPostedAgainIsApprovedFirst() {
    smo.posting("text", "{title} {url}", "approval", true);
    smo.republish(page);
    String id = smo.post(page).id();
    smo.decisions.reject(id, "ada");
    PostRecord next = smo.decisions.again(id, Seen.NOT_SAID, smo.decisions.reader(id, "ada"));
    assertEquals(State.AWAITING_APPROVAL, next.state());
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void whatMayBeOutIsPostedAgainOnlyByWhoeverLooked() {
    smo.network.canTell = false;
    lost(/* there= */ true);
    smo.republish(page);
    smo.pass(Duration.ofMinutes(5));
    String id = smo.post(page).id();
    smo.decisions.cancel(id, "ada");
    assertThrows(
        NotPossibleException.class,
        () -> smo.decisions.again(id, Seen.NOT_SAID, smo.decisions.reader(id, "ada")));
    smo.decisions.again(id, Seen.NOTHING, smo.decisions.reader(id, "ada"));
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
  }

  @Test
  void postsKnowWhereTheirPageIsNowInEveryState() {
    PostRecord post = sent();
    String old = page;
    String moved = smo.rename(old, "moved");
    smo.tell(new PageEvent(PageEvent.Kind.REMOVED, old).toJob());
    assertTrue(PageAway.isRemoved(smo.ledger.find(post.id()).orElseThrow()));
    smo.policy(Map.of("enabled", false));
    smo.publish(moved);
    PostRecord after = smo.ledger.find(post.id()).orElseThrow();
    assertEquals(moved, after.text(Key.PATH));
    assertEquals(0, smo.ledger.attention().size(), "the page is back");
  }

  @Test
  void aPersonSendsWhatWasSkippedThoughThePageWasSaidToBeUnpublished() {
    smo.republish(page);
    unpublish();
    smo.decisions.retry(smo.post(page).id(), Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void nothingIsSentAgainOfAPageThatIsGone() {
    smo.republish(page);
    PostRecord post = smo.post(page);
    smo.remove(page, /* told= */ true);
    assertThrows(
        NotPossibleException.class, () -> smo.decisions.retry(post.id(), Seen.NOT_SAID, "ada"));
  }
}
