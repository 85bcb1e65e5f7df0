// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Connector;
import dev.smo.connector.Field;
import dev.smo.connector.Field.Kind;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions;
import dev.smo.host.PageEvent;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import dev.smo.syndication.SyndicationRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What somebody asked for stays, whatever else happens to the page; the rest follows the page. */
class WishTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final ToyNetwork late = new ToyNetwork();

  private void title(String title) {
    smo.set(page + "/jcr:content", Map.of("jcr:title", title));
    smo.site.show("/opening.html", title);
  }

  private void ask(Map<String, Object> what) {
    Map<String, Object> job = new HashMap<>(what);
    job.put("path", page);
    job.put("connections", "toy");
    smo.tell(job);
  }

  private String link() {
    return smo.site.url() + "/opening.html";
  }

  private String sent() {
    assertEquals(1, smo.network.posts.size(), () -> smo.post(page).text(Key.REASON));
    return smo.network.posts.get(0).text();
  }

  @Test
  void aRepublicationKeepsTheWordsThatSomebodyAskedFor() {
    Instant at = smo.clock.instant().plus(Duration.ofHours(2));
    ask(Map.of("text", "Campaign: {title} {url}", "at", at.toString(), "by", "ada"));
    title("Other hours");
    smo.publish(page);
    smo.pass(Duration.ofHours(1));
    assertEquals(0, smo.network.posts.size(), "its time has not come");
    smo.pass(Duration.ofHours(2));
    assertEquals("Campaign: Other hours " + link(), sent());
    assertEquals("ada", smo.post(page).text(Key.WISHED_BY));
  }

  @Test
  void aPageThatIsNoLongerMeantKeepsWhatSomebodyAskedFor() {
    String at = smo.clock.instant().plus(Duration.ofHours(1)).toString();
    ask(Map.of("text", "Mine {title} {url}", "at", at));
    smo.policy(Map.of("enabled", false));
    title("Other hours");
    smo.publish(page);
    smo.pass(Duration.ofHours(2));
    assertEquals("Mine Other hours " + link(), sent());
  }

  @Test
  void askingForATimeKeepsTheWordsThatWereAskedForBefore() {
    ask(Map.of("text", "Mine {url}", "at", smo.clock.instant().plusSeconds(3600).toString()));
    Instant later = smo.clock.instant().plus(Duration.ofHours(3));
    smo.tell(Map.of("path", page, "connections", "toy", "at", later.toString()));
    smo.pass(Duration.ofHours(2));
    assertEquals(0, smo.network.posts.size());
    smo.pass(Duration.ofHours(2));
    assertEquals("Mine " + link(), sent());
  }

  @Test
  void askingWithoutATimeDoesNotBringATimeForward() {
    ask(Map.of("at", smo.clock.instant().plus(Duration.ofHours(2)).toString()));
    smo.tell(Map.of("path", page, "connections", "toy", "text", "Mine {url}"));
    smo.pass(Duration.ofHours(1));
    assertEquals(0, smo.network.posts.size());
    smo.pass(Duration.ofHours(2));
    assertEquals("Mine " + link(), sent());
  }

  @Test
  void aTimeIsKeptWithItsZone() {
    ask(Map.of("at", "2099-07-01T09:00:00+02:00[Europe/Berlin]"));
    PostRecord post = smo.post(page);
    assertEquals("2099-07-01T09:00+02:00[Europe/Berlin]", post.text(Key.WISHED_AT));
    Instant nine = post.time(Key.SCHEDULED).orElseThrow();
    assertEquals(9, nine.atZone(ZoneId.of("Europe/Berlin")).getHour());
  }

  @Test
  void whoAskedIsKeptWithWhatWasAskedAndTwiceTheSameIsOnce() {
    Map<String, Object> wish = Map.of("text", "Mine {url}", "by", "ada lovelace");
    ask(wish);
    ask(wish);
    PostRecord post = smo.post(page);
    assertEquals("ada lovelace", post.text(Key.WISHED_BY));
    assertTrue(post.time(Key.WISHED).isPresent());
    assertEquals(1, post.history().stream().filter(one -> one.what().equals("ask")).count());
    assertEquals("ada lovelace", post.history().get(0).who());
  }

  private void awayNetwork() {
    smo.connections.save(new Account.Form("late", "latenet", "", "", Map.of(), Map.of()));
  }

  private void comes() {
    late.described = Network.builder("latenet", "Late").build();
    context.registerService(Connector.class, late);
  }

  @Test
  void anEmbargoHoldsThoughTheConnectorWasAwayWhenItWasPlanned() {
    awayNetwork();
    Instant at = smo.clock.instant().plus(Duration.ofHours(5));
    smo.tell(Map.of("path", page, "connections", "late", "at", at.toString()));
    assertEquals(Optional.of(at), smo.post(page).time(Key.SCHEDULED));
    comes();
    smo.pass(Duration.ofHours(4));
    assertEquals(0, late.calls.size());
    smo.pass(Duration.ofHours(2));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aRepublicationWhileTheConnectorIsAwayBreaksNoEmbargo() {
    awayNetwork();
    Instant at = smo.clock.instant().plus(Duration.ofHours(5));
    smo.tell(Map.of("path", page, "connections", "late", "at", at.toString(), "text", "Mine"));
    smo.posting("connections", new String[] {"late"});
    smo.publish(page);
    comes();
    smo.publish(page);
    smo.pass(Duration.ofHours(4));
    assertEquals(0, late.calls.size());
    smo.pass(Duration.ofHours(2));
    assertTrue(late.posts.get(0).text().startsWith("Mine"));
  }

  @Test
  void thePolicysDelayCountsFromThePublicationThoughTheConnectorWasAway() {
    awayNetwork();
    smo.posting("connections", new String[] {"late"}, "delayMinutes", 60);
    smo.publish(page);
    smo.pass(Duration.ofMinutes(50));
    comes();
    smo.pass(Duration.ofMinutes(5));
    assertEquals(0, late.calls.size());
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPlannedPostThatThePolicyNoLongerWantsIsSkippedAndNotLookedAtForEver() {
    awayNetwork();
    smo.posting("connections", new String[] {"late"});
    smo.publish(page);
    smo.policy(Map.of("enabled", false));
    comes();
    smo.publish(page);
    smo.pass(Duration.ofMinutes(2));
    assertEquals(0, late.calls.size());
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertEquals(Optional.empty(), smo.post(page).time(Key.DUE));
  }

  @Test
  void whatWasRejectedSaysWhatItsPageSaysWhenItIsSentAgain() {
    smo.network.next.add((delivery, toy) -> new Outcome.Rejected("Text is too long."));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.FAILED, smo.post(page).state());
    title("Short");
    smo.publish(page);
    assertTrue(smo.post(page).text(Key.TEXT).startsWith("Short"));
    assertEquals(State.FAILED, smo.post(page).state());
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals("Short " + link(), sent());
  }

  @Test
  void wordsThatChangeWhileAPostIsQueuedGoOut() {
    smo.publish(page);
    PostRecord post = smo.post(page);
    Instant later = smo.clock.instant().plus(Duration.ofMinutes(5));
    smo.ledger.update(post.id(), State.SCHEDULED, p -> p.to(State.QUEUED, "").with(Key.DUE, later));
    title("Right hours");
    smo.publish(page);
    assertTrue(smo.post(page).text(Key.TEXT).startsWith("Right hours"));
    smo.pass(Duration.ofMinutes(20));
    assertEquals("Right hours " + link(), sent());
  }

  @Test
  void wordsThatChangeWhileTheGateLooksAreNotSentInTheOldOnes() {
    smo.publish(page);
    AtomicBoolean first = new AtomicBoolean(true);
    smo.network.whenAskedForLimits =
        connection -> {
          if (smo.post(page).state() == State.QUEUED && first.getAndSet(false)) {
            title("Right hours");
            smo.publish(page);
          }
        };
    smo.pass(A_WHILE);
    assertTrue(!first.get(), "the words changed between the gate and the call");
    assertEquals("Right hours " + link(), sent());
  }

  @Test
  void theNewerOfTwoPlannersHasTheWords() {
    smo.publish(page);
    PostRecord older = smo.post(page);
    smo.forget(page);
    title("Right hours");
    AtomicBoolean first = new AtomicBoolean(true);
    Ledger racing =
        new Ledger(smo.repository) {
          @Override
          public Optional<PostRecord> find(String id) {
            if (first.getAndSet(false)) {
              smo.ledger.add(older);
              return Optional.empty();
            }
            return super.find(id);
          }
        };
    smo.planner(racing)
        .ask(SyndicationRequest.of(page, List.of(), "", Optional.empty(), /* approval= */ false));
    assertTrue(smo.post(page).text(Key.TEXT).startsWith("Right hours"));
    smo.pass(A_WHILE);
    assertEquals("Right hours " + link(), sent());
  }

  @Test
  void aPlannerThatReadThePageEarlierDoesNotBringItsWordsBack() {
    smo.publish(page);
    title("Read before");
    AtomicBoolean first = new AtomicBoolean(true);
    Ledger racing =
        new Ledger(smo.repository) {
          @Override
          public Optional<PostRecord> find(String id) {
            if (first.getAndSet(false)) {
              smo.clock.pass(Duration.ofSeconds(1));
              title("Read later");
              smo.publish(page);
            }
            return super.find(id);
          }
        };
    smo.planner(racing)
        .ask(SyndicationRequest.of(page, List.of(), "", Optional.empty(), /* approval= */ false));
    assertEquals("Read later " + link(), smo.post(page).text(Key.TEXT));
  }

  @Test
  void aCorrectionThatWasOnlySavedDoesNotHoldThePost() {
    String at = smo.clock.instant().plus(Duration.ofHours(1)).toString();
    smo.tell(Map.of("path", page, "connections", "toy", "at", at));
    title("Right hours");
    smo.pass(Duration.ofMinutes(62));
    assertEquals("Right hours " + link(), sent());
  }

  @Test
  void whatIsNotPublicYetIsNotFollowed() {
    smo.site.hide("/opening.html");
    smo.publish(page);
    smo.pass(A_WHILE);
    smo.set(page + "/jcr:content", Map.of("jcr:title", "A draft"));
    smo.pass(A_WHILE);
    smo.site.show("/opening.html", "Hours");
    smo.pass(Duration.ofMinutes(10));
    assertEquals("Hours " + link(), sent());
  }

  @Test
  void whatIsCorrectedAndOnlySavedAfterItsApprovalIsApprovedAgain() {
    smo.posting("text", "{title} {url}", "approval", true);
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    title("BUY NOW");
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void aPostWithoutWordsWhosePageVanishedIsNotTriedForEver() {
    smo.posting("connections", new String[] {"nobody"});
    smo.publish(page);
    PostRecord post = smo.post(page);
    smo.decisions.retry(post.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.remove(page, /* told= */ false);
    smo.pass(Duration.ofMinutes(5));
    PostRecord after = smo.ledger.find(post.id()).orElseThrow();
    assertEquals(State.SKIPPED, after.state());
    assertEquals(Optional.empty(), after.time(Key.DUE));
    assertEquals(
        "There is no page any more of which the words could be made.", after.text(Key.REASON));
  }

  @Test
  void optionsThatAPersonChoseStayAndTheWordsFollowThePage() throws Exception {
    smo.network.described =
        Network.builder("toy", "Toy")
            .postFields(Field.of(Kind.TEXT, "warning", "Content warning"))
            .build();
    smo.posting("text", "{title} {url}", "approval", true);
    smo.publish(page);
    PostRecord post = smo.post(page);
    Decisions.Reader ada = smo.decisions.reader(post.id(), "ada");
    smo.editor().change(post.id(), post.text(Key.TEXT), Map.of("warning", "Snow"), ada);
    title("Other hours");
    smo.publish(page);
    assertEquals(Map.of("warning", "Snow"), smo.post(page).options());
    assertEquals("Other hours " + link(), smo.post(page).text(Key.TEXT));
  }

  @Test
  void optionsThatAreAskedForStayWhenMoreIsAskedForAndThePageIsPublishedAgain() {
    smo.network.described =
        Network.builder("toy", "Toy")
            .postFields(
                Field.of(Kind.TEXT, "warning", "Content warning"),
                Field.of(Kind.TEXT, "board", "Board"))
            .build();
    smo.posting("text", "{title} {url}", "approval", true);
    wish(Map.of("warning", "Snow"));
    wish(Map.of("board", "Boats"));
    smo.publish(page);
    assertEquals(Map.of("warning", "Snow", "board", "Boats"), smo.post(page).options());
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    wish(Map.of("warning", ""));
    assertEquals(Map.of("board", "Boats"), smo.post(page).options(), "back to the default");
  }

  private void wish(Map<String, String> options) {
    smo.ask(
        SyndicationRequest.of(page, List.of("toy"), "", Optional.empty(), /* approval= */ false)
            .askedBy("ada")
            .choosing(options));
  }

  @Test
  void stepsThatWereTakenWithOldWordsDoNotCountForNewOnes() {
    smo.network.next.add(
        (delivery, toy) -> {
          delivery.progress().done("draft", "with the old words");
          return new Outcome.Rejected("Rude.");
        });
    smo.publish(page);
    smo.pass(A_WHILE);
    title("Polite");
    smo.publish(page);
    smo.network.next.add(
        (delivery, toy) -> {
          assertEquals(Optional.empty(), delivery.progress().of("draft"));
          return new Outcome.Published(toy.execute(delivery));
        });
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals("Polite " + link(), sent());
  }

  @Test
  void aWishThatComesWhileTheConnectorIsAwayIsCarriedOutWhenItIsBack() {
    awayNetwork();
    smo.posting("connections", new String[] {"late"}, "text", "{title} {url}");
    smo.publish(page);
    smo.tell(Map.of("path", page, "connections", "late", "text", "Mine {url}"));
    comes();
    smo.pass(Duration.ofMinutes(2));
    assertEquals("Mine " + link(), late.posts.get(0).text());
  }

  @Test
  void theIdOfAPostDoesNotDependOnWhatIsAskedFor() {
    ask(Map.of("text", "Mine {url}", "by", "ada"));
    String id = Keys.post("toy", smo.identities.of(page), "1");
    assertEquals(id, smo.post(page).id());
    smo.tell(new PageEvent(PageEvent.Kind.PUBLISHED, page).toJob());
    assertEquals(id, smo.post(page).id());
  }
}
