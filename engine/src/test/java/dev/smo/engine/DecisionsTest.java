// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Outcome;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Reader;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.ledger.Decision;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A decision is about what was read. */
class DecisionsTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private PostRecord waiting() {
    smo.posting("text", "{title} {url}", "approval", true);
    smo.publish(page);
    return smo.post(page);
  }

  private void title(String title) {
    smo.set(page + "/jcr:content", Map.of("jcr:title", title));
    smo.site.show("/opening.html", title);
    smo.publish(page);
  }

  private static void refused(Executable decision) {
    String reason = assertThrows(NotPossibleException.class, decision).getMessage();
    assertTrue(reason.startsWith("This post has changed since you read it"), reason);
  }

  @Test
  void nobodyApprovesWordsThatNobodyRead() {
    String id = waiting().id();
    Reader ada = smo.decisions.reader(id, "ada");
    title("BUY NOW");
    refused(() -> smo.decisions.approve(id, ada));
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.calls.size());
    smo.decisions.approve(id, smo.decisions.reader(id, "ada"));
    smo.pass(A_WHILE);
    assertTrue(smo.network.posts.get(0).text().startsWith("BUY NOW"));
  }

  @Test
  void everyDecisionIsRefusedAboutAPostThatIsAnotherByNow() {
    String id = waiting().id();
    Reader ada = smo.decisions.reader(id, "ada");
    title("Other");
    List<BiFunction<String, Reader, PostRecord>> all =
        List.of(
            (post, by) -> smo.decisions.retry(post, Seen.NOTHING, by),
            smo.decisions::approve,
            smo.decisions::reject,
            smo.decisions::cancel,
            (post, by) -> smo.decisions.markPosted(post, null, by),
            smo.decisions::retract,
            smo.decisions::dismiss,
            (post, by) -> smo.decisions.again(post, Seen.NOTHING, by));
    all.forEach(decision -> refused(() -> decision.apply(id, ada)));
    refused(() -> smo.editor().change(id, "Mine", Map.of(), ada));
    refused(() -> smo.editor().edit(id, "Mine", ada));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
  }

  @Test
  void theRevisionMovesWithAllThatAPersonReads() {
    PostRecord post = waiting();
    Stream.of(
            post.with(Key.TEXT, "x"),
            post.with(Key.THREAD, new String[] {"x"}),
            post.with(Key.TITLE, "x"),
            post.with(Key.DESCRIPTION, "x"),
            post.with(Key.IMAGE, "https://x.example/x.jpg"),
            post.with(Key.MORE_IMAGES, new String[] {"x"}),
            post.with(Key.LINK, "https://x.example/"),
            post.with(Key.SCHEDULED, Instant.EPOCH),
            post.with(Key.CONNECTION, "x"),
            post.withOptions(Map.of("x", "y")),
            post.with(new dev.smo.ledger.Attempt(1, Instant.EPOCH, "here", "", "")))
        .forEach(changed -> assertNotEquals(post.revision(), changed.revision()));
    assertEquals(post.revision(), post.to(State.HELD, "why").with(Key.DUE, null).revision());
  }

  @Test
  void twoPeopleWhoChangeOnePostDoNotOverwriteEachOther() throws Exception {
    String id = waiting().id();
    Reader ada = smo.decisions.reader(id, "ada");
    Reader bob = smo.decisions.reader(id, "bob");
    smo.editor().change(id, "Ada's words", Map.of(), ada);
    refused(() -> smo.editor().change(id, "Bob's words", Map.of(), bob));
    assertEquals("Ada's words", smo.post(page).text(Key.TEXT));
  }

  @Test
  void whoLookedAtTheNetworkBeforeAnotherSentItAgainIsNotBelieved() {
    smo.network.canTell = false;
    smo.network.next.add(
        (delivery, toy) -> {
          throw new IOException("reset");
        });
    smo.network.next.add(
        (delivery, toy) -> {
          toy.execute(delivery);
          throw new IOException("reset");
        });
    smo.publish(page);
    smo.pass(Duration.ofMinutes(5));
    PostRecord post = smo.post(page);
    assertEquals(State.NEEDS_ATTENTION, post.state());
    Reader ada = smo.decisions.reader(post.id(), "ada");
    smo.decisions.retry(post.id(), Seen.NOTHING, smo.decisions.reader(post.id(), "bob"));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.NEEDS_ATTENTION, smo.post(page).state());
    refused(() -> smo.decisions.retry(post.id(), Seen.NOTHING, ada));
    smo.pass(Duration.ofMinutes(5));
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void eachDecisionIsKeptWithWhoDecidedWhatAboutWhichRevision() throws Exception {
    PostRecord post = waiting();
    String id = post.id();
    Instant now = smo.clock.instant();
    smo.editor().change(id, "Mine", Map.of(), smo.decisions.reader(id, "ada"));
    String changed = smo.post(page).revision();
    smo.decisions.approve(id, smo.decisions.reader(id, "bob"));
    smo.decisions.cancel(id, smo.decisions.reader(id, "eve the third"));
    assertEquals(
        List.of(
            new Decision(now, "ada", "edit", post.revision()),
            new Decision(now, "bob", "approve", changed),
            new Decision(now, "eve the third", "cancel", changed)),
        smo.post(page).history());
  }

  @Test
  void whatAPersonSaysOfADecisionIsKeptAndReadWithIt() {
    PostRecord post = waiting();
    smo.decisions.reject(
        post.id(), new Reader("ada", post.revision(), "We said this before: twice"));
    Decision decision = smo.post(page).history().get(0);
    assertEquals("ada", decision.who());
    assertEquals("We said this before: twice", decision.reason());
    assertEquals("rejected by ada: We said this before: twice", smo.post(page).text(Key.REASON));
  }

  @Test
  void sendingAgainDoesNotGoRoundAnApproval() {
    smo.posting("text", "{title} {url}", "approval", true);
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", true));
    smo.publish(page);
    PostRecord post = smo.post(page);
    assertEquals(State.SKIPPED, post.state());
    smo.decisions.retry(post.id(), Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals(0, smo.network.calls.size());
    smo.decisions.approve(post.id(), "bob");
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void whatWasApprovedAndFailedIsSentAgainWithoutAnotherApproval() {
    String id = waiting().id();
    smo.network.next.add((delivery, toy) -> new Outcome.Rejected("Not now."));
    smo.decisions.approve(id, "ada");
    smo.pass(A_WHILE);
    smo.decisions.retry(id, Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void otherWordsForWhatWasApprovedAreApprovedAgain() throws Exception {
    String id = waiting().id();
    smo.tell(
        Map.of(
            "path",
            page,
            "connections",
            "toy",
            "at",
            smo.clock.instant().plus(Duration.ofHours(1)).toString()));
    smo.decisions.approve(id, "ada");
    assertEquals(State.SCHEDULED, smo.post(page).state());
    smo.editor().change(id, "Other", Map.of(), smo.decisions.reader(id, "eve"));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
  }

  @Test
  void aCardThatChangesAfterTheApprovalIsApprovedAgainThoughTheWordsStay() throws Exception {
    String id = waiting().id();
    smo.editor().change(id, "Mine", Map.of(), smo.decisions.reader(id, "ada"));
    String at = smo.clock.instant().plus(Duration.ofHours(1)).toString();
    smo.tell(Map.of("path", page, "connections", "toy", "at", at));
    smo.decisions.approve(id, "bob");
    title("BUY NOW");
    assertEquals("Mine", smo.post(page).text(Key.TEXT));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
  }

  @Test
  void whatChangesWhileItIsQueuedIsApprovedAgain() {
    String id = waiting().id();
    smo.decisions.approve(id, "ada");
    smo.ledger.update(id, State.SCHEDULED, p -> p.to(State.QUEUED, ""));
    title("BUY NOW");
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
  }

  @Test
  void sendingAgainPlansAnewFirstAndIsRefusedWhereThatSaysSomethingElse() {
    smo.network.next.add((delivery, toy) -> new Outcome.Rejected("Text is too long."));
    smo.publish(page);
    smo.pass(A_WHILE);
    String id = smo.post(page).id();
    Reader ada = smo.decisions.reader(id, "ada");
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Short"));
    smo.site.show("/opening.html", "Short");
    refused(() -> smo.decisions.retry(id, Seen.NOT_SAID, ada));
    assertTrue(smo.post(page).text(Key.TEXT).startsWith("Short"));
    smo.decisions.retry(id, Seen.NOT_SAID, smo.decisions.reader(id, "ada"));
    smo.pass(A_WHILE);
    assertTrue(smo.network.posts.get(0).text().startsWith("Short"));
  }

  @Test
  void wordsOfAPostThatIsRepeatedUnderItsIdStay() {
    smo.publish(page);
    PostRecord post = smo.post(page);
    Instant until = smo.clock.instant().plus(Duration.ofHours(1));
    smo.ledger.update(post.id(), p -> p.with(Key.REPEAT_UNTIL, until));
    String id = post.id();
    String reason =
        assertThrows(
                NotPossibleException.class,
                () -> smo.editor().change(id, "New", Map.of(), smo.decisions.reader(id, "ada")))
            .getMessage();
    assertTrue(reason.startsWith("This post may be out"), reason);
    title("Other hours");
    assertEquals(post.text(Key.TEXT), smo.post(page).text(Key.TEXT));
    assertEquals(Optional.of(until), smo.post(page).time(Key.REPEAT_UNTIL));
  }

  @Test
  void whatFailedIsSentAgainThoughTheNodeThatReadItsPageHasAClockThatIsAhead() {
    smo.network.next.add((delivery, toy) -> new Outcome.Rejected("Not today."));
    smo.publish(page);
    smo.pass(A_WHILE);
    String id = smo.post(page).id();
    assertEquals(State.FAILED, smo.post(page).state());
    Instant ahead = smo.clock.instant().plus(Duration.ofMinutes(5));
    smo.ledger.update(id, post -> post.with(Key.READ, ahead));
    smo.set(page + "/jcr:content", Map.of("jcr:title", "New hours"));
    smo.site.show("/opening.html", "New hours");
    smo.decisions.retry(id, Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertTrue(smo.network.posts.get(0).text().startsWith("New hours"));
  }
}
