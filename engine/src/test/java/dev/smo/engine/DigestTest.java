// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A burst that is told of in one post. */
class DigestTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private List<PostRecord> burst(Object... policy) {
    smo.posting(policy);
    for (int i = 0; i < 12; i++) {
      smo.publish(smo.page("p" + i, "Page " + i));
    }
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.posts.size());
    return smo.ledger.group(smo.posts(Installation.SITE + "/p0").get(0).text(Key.GROUP));
  }

  private List<PostRecord> make(List<PostRecord> held, String template) throws Exception {
    List<PostRecord> made = smo.digests().make(held, template, "ann");
    smo.pass(A_WHILE);
    return made;
  }

  @Test
  void aBurstIsToldOfInOnePostThatListsAllPagesAndNoneOfThemIsPostedBesides() throws Exception {
    smo.network.limits = Limits.builder(5000, Limits::graphemes).build();
    List<PostRecord> held = burst();
    assertEquals(1, make(held, "").size());
    assertEquals(1, smo.network.posts.size());
    String words = smo.network.posts.get(0).text();
    assertTrue(words.startsWith("12 new pages"), words);
    for (int i = 0; i < 12; i++) {
      assertTrue(words.contains("Page " + i + " http"), words);
      PostRecord page =
          smo.posts(Installation.SITE + "/p" + i).stream()
              .filter(PostRecord::isAboutPage)
              .findFirst()
              .orElseThrow();
      assertEquals(State.CANCELLED, page.state());
    }
    assertEquals(0, smo.ledger.attention().size());
  }

  @Test
  void itListsAsManyPagesAsFit() throws Exception {
    smo.network.limits = Limits.builder(200, Limits::graphemes).build();
    make(burst(), "");
    String words = smo.network.posts.get(0).text();
    assertTrue(words.startsWith("12 new pages"), words);
    assertTrue(words.contains("Page 0 http"), words);
    assertTrue(words.endsWith("…"), words);
    assertFalse(words.contains("Page 9"), words);
  }

  @Test
  void whoeverGoesOnAfterACrashTellsOfNothingTwice() throws Exception {
    List<PostRecord> held = burst();
    PostRecord digest = make(held, "").get(0);
    PostRecord last = held.get(11);
    // As if the process had died before it cancelled this one.
    smo.ledger.update(
        smo.ledger.add(revived(last, digest)).id(),
        post -> post.with(Key.GROUP, "0123456789abcdef"));
    PostRecord left = smo.ledger.find(revived(last, digest).id()).orElseThrow();
    assertEquals(List.of(), make(List.of(left), ""));
    assertEquals(State.CANCELLED, smo.ledger.find(left.id()).orElseThrow().state());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void whatADigestTellsOfIsNotSentBesidesThoughACrashLeftItHeld() throws Exception {
    List<PostRecord> held = burst();
    PostRecord digest = make(held, "").get(0);
    String left = smo.ledger.add(revived(held.get(11), digest)).id();
    NotPossibleException refused =
        assertThrows(
            NotPossibleException.class, () -> smo.decisions.retry(left, Seen.NOT_SAID, "bob"));
    assertEquals(
        "Another post tells of this one together with others. Cancel it.", refused.getMessage());
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }

  private static PostRecord revived(PostRecord post, PostRecord digest) {
    return PostRecord.draft("0".repeat(64), State.HELD)
        .with(Key.PAGE, post.text(Key.PAGE))
        .with(Key.PATH, post.text(Key.PATH))
        .with(Key.CONNECTION, post.text(Key.CONNECTION))
        .with(Key.NETWORK, post.text(Key.NETWORK))
        .with(Key.EDITION, "9")
        .with(Key.DIGEST, digest.id());
  }

  @Test
  void thePolicyMakesOneOnceTheBurstIsOver() {
    burst("burst", "digest", "digestText", "News: {count}");
    smo.pass(Duration.ofMinutes(30));
    assertEquals(1, smo.network.posts.size());
    assertEquals("News: 12", smo.network.posts.get(0).text());
    smo.pass(Duration.ofMinutes(30));
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void withoutSuchAPolicyABurstWaitsForAPerson() {
    burst();
    smo.pass(Duration.ofMinutes(30));
    assertEquals(0, smo.network.posts.size());
  }

  @Test
  void aDigestIsApprovedWherePostsOfItsPagesAre() throws Exception {
    List<PostRecord> held = burst();
    smo.posting("approval", true);
    assertEquals(State.AWAITING_APPROVAL, make(held, "").get(0).state());
  }

  @Test
  void whatCannotBeToldOfIsHeldAsBefore() {
    List<PostRecord> held = burst();
    smo.network.limits = Limits.builder(5, Limits::graphemes).build();
    assertThrows(NotPossibleException.class, () -> make(held, ""));
    assertEquals(State.HELD, smo.post(Installation.SITE + "/p3").state());
    assertEquals(12, smo.ledger.attention().size());
  }

  @Test
  void whatAPersonSendsWhileADigestIsMadeIsNotToldOfBesides() {
    List<PostRecord> held = burst();
    AtomicBoolean sent = new AtomicBoolean();
    smo.network.whenAskedForLimits =
        connection -> {
          if (!sent.getAndSet(true)) {
            smo.decisions.retry(held.get(3).id(), Seen.NOT_SAID, "bob");
          }
        };
    assertThrows(NotPossibleException.class, () -> make(held, ""));
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertEquals(State.HELD, smo.post(Installation.SITE + "/p4").state());
  }

  @Test
  void whoStillSeesPostsThatWereToldOfTellsOfNoneTwice() throws Exception {
    List<PostRecord> held = burst();
    PostRecord digest = make(held, "").get(0);
    assertEquals(List.of(digest.id()), make(held, "").stream().map(PostRecord::id).toList());
    assertThrows(NotPossibleException.class, () -> make(held.subList(0, 6), ""));
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aConnectorThatFailsKeepsNoOtherBurstFromBeingToldOf() {
    smo.connect("other");
    burst("burst", "digest", "digestText", "{count}", "connections", new String[] {"other", "toy"});
    AtomicInteger asked = new AtomicInteger();
    smo.network.whenAskedForLimits =
        connection -> {
          // Words can be made, but not measured.
          if (connection.id().equals("other") && asked.incrementAndGet() % 2 == 0) {
            throw new IllegalStateException("broken");
          }
        };
    smo.pass(Duration.ofMinutes(30));
    assertEquals(List.of("12"), smo.network.posts.stream().map(post -> post.text()).toList());
  }

  @Test
  void aDigestThatWouldTellOfNothingIsNoPost() {
    List<PostRecord> held = burst();
    smo.network.limits = Limits.builder(30, Limits::graphemes).build();
    assertThrows(NotPossibleException.class, () -> make(held, "{list}"));
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.posts.size());
    assertEquals(State.HELD, smo.post(Installation.SITE + "/p3").state());
  }

  @Test
  void whoPutADigestInWordsOfTheirOwnIsNotTheFourthEye() throws Exception {
    List<PostRecord> held = burst("text", "{title} {url}");
    smo.posting("fourEyes", true, "text", "{title} {url}");
    PostRecord digest = make(held, "Buy now").get(0);
    assertEquals(State.AWAITING_APPROVAL, smo.ledger.find(digest.id()).orElseThrow().state());
    String refused =
        assertThrows(NotPossibleException.class, () -> smo.decisions.approve(digest.id(), "ann"))
            .getMessage();
    assertTrue(refused.startsWith("Four eyes"), refused);
  }

  /** A digest of twelve pages that waits for approval. */
  private String waiting() throws Exception {
    smo.network.limits = Limits.builder(5000, Limits::graphemes).build();
    List<PostRecord> held = burst("text", "{title} {url}");
    smo.posting("approval", true, "text", "{title} {url}");
    return make(held, "").get(0).id();
  }

  private PostRecord approved(String digest) {
    smo.decisions.approve(digest, "ada");
    smo.pass(A_WHILE);
    return smo.ledger.find(digest).orElseThrow();
  }

  @Test
  void pagesThatWentAwayBeforeTheirDigestPutItBeforeAPerson() throws Exception {
    String digest = waiting();
    smo.unpublish(Installation.SITE + "/p3");
    smo.unpublish(Installation.SITE + "/p5");
    PostRecord held = approved(digest);
    assertEquals(State.HELD, held.state());
    assertEquals(
        "It tells of pages that are not public any more: Page 3, Page 5. Change its words and send"
            + " it, or cancel it.",
        held.text(Key.REASON));
    assertEquals(0, smo.network.posts.size());
    smo.decisions.retry(digest, Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size(), "a person was asked about these pages");
  }

  @Test
  void pagesThatCameBackKeepNoDigest() throws Exception {
    String digest = waiting();
    smo.unpublish(Installation.SITE + "/p3");
    smo.republish(Installation.SITE + "/p3");
    assertEquals(State.SENT, approved(digest).state());
  }
}
