// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.engagement.Erasure;
import dev.smo.ledger.Archive;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.reactions.impl.StoredReactions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of records that nobody needs any more. */
class RetentionTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private Archive archive;
  private Erasure erasure;
  private StoredReactions reactions;

  @BeforeEach
  void prepare() {
    archive = new Archive(smo.repository);
    reactions = new StoredReactions(smo.repository, false, smo.clock);
    erasure = new Erasure(smo.repository, smo.ledger, reactions);
  }

  private PostRecord sentLongAgo() {
    smo.publish(page);
    smo.pass(A_WHILE);
    PostRecord sent = smo.post(page);
    assertEquals(State.SENT, sent.state());
    // As engagement leaves it at last.
    smo.ledger.update(
        sent.id(),
        post -> post.with(Key.LOOK, null).decided(smo.clock.instant(), "grace", "dismiss"));
    smo.clock.pass(Duration.ofDays(800));
    return smo.post(page);
  }

  @Test
  void aRecordAtRestIsPackedAndWhatIsLeftKeepsItsPageFromBeingPostedAgain() {
    PostRecord before = sentLongAgo();
    smo.rounds();
    PostRecord kept = smo.post(page);
    assertFalse(kept.text(Key.PACKED).isEmpty());
    assertEquals("", kept.text(Key.TEXT));
    assertEquals(List.of(), kept.attempts());
    String packed = archive.packed(kept).orElseThrow();
    assertTrue(packed.contains(before.text(Key.LINK)), packed);
    assertTrue(packed.contains("\"published\""), packed);
    assertEquals(
        List.of(),
        smo.ledger.day(LocalDate.ofInstant(before.time(Key.SENT).orElseThrow(), ZoneOffset.UTC)));
    smo.publish(page);
    smo.pass(A_WHILE);
    smo.catchUp();
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    assertEquals(1, smo.posts(page).size());
  }

  @Test
  void aPackedPostCanBeTakenBack() {
    sentLongAgo();
    smo.rounds();
    smo.decisions.retract(smo.post(page).id(), "ann");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
    assertEquals(1, smo.network.retracted.size());
  }

  @Test
  void whatIsNotAtRestIsNotPacked() {
    smo.posting("approval", true);
    smo.publish(page);
    smo.clock.pass(Duration.ofDays(800));
    smo.rounds();
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals("", smo.post(page).text(Key.PACKED));
  }

  @Test
  void whatIsErasedOfAPageIsGoneAndThePageIsNotPostedAgain() {
    PostRecord before = sentLongAgo();
    smo.rounds();
    assertTrue(archive.packed(smo.post(page)).isPresent());
    assertEquals(1, erasure.page(before.text(Key.PAGE)).erased());
    PostRecord left = smo.post(page);
    assertEquals("", left.text(Key.TITLE));
    assertEquals("", left.text(Key.PERMALINK));
    assertTrue(
        archive
            .packed(
                smo.ledger
                    .find(left.id())
                    .orElseThrow()
                    .with(Key.PACKED, smo.clock.instant().toString().substring(0, 4) + "/01"))
            .isEmpty());
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void whatStillGoesItsWayIsNotErased() {
    smo.posting("delayMinutes", 60);
    smo.publish(page);
    PostRecord waits = smo.post(page);
    assertEquals(List.of(waits.id()), erasure.connection("toy").left());
    assertEquals(waits.text(Key.TITLE), smo.post(page).text(Key.TITLE));
    smo.decisions.cancel(waits.id(), "ann");
    assertEquals(1, erasure.connection("toy").erased());
    assertEquals("", smo.post(page).text(Key.TITLE));
  }

  @Test
  void theNameOfAPersonIsTakenOutOfRecordsAndPacks() {
    smo.posting("approval", true);
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "grace");
    smo.pass(A_WHILE);
    String other = smo.page("other", "Other");
    smo.publish(other);
    smo.decisions.approve(smo.post(other).id(), "grace");
    smo.ledger.update(smo.post(page).id(), post -> post.with(Key.LOOK, null));
    smo.clock.pass(Duration.ofDays(800));
    smo.rounds();
    assertTrue(archive.packed(smo.post(page)).orElseThrow().contains("grace"));
    assertEquals(2, erasure.person("grace").erased());
    assertFalse(archive.packed(smo.post(page)).orElseThrow().contains("grace"));
    assertTrue(archive.packed(smo.post(page)).orElseThrow().contains("approve"));
    assertTrue(
        smo.post(other).history().stream().noneMatch(decision -> decision.who().equals("grace")));
    assertFalse(smo.post(other).text(Key.REASON).contains("grace"));
  }
}
