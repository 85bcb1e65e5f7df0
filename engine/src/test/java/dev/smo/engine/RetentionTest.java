// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Limits;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.delivery.PostEditor;
import dev.smo.engagement.Erasure;
import dev.smo.engagement.FactsStore;
import dev.smo.ledger.Again;
import dev.smo.ledger.Archive;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.reactions.impl.StoredPeople;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
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
    erasure =
        new Erasure(
            smo.repository,
            smo.ledger,
            new FactsStore(smo.repository),
            reactions,
            new StoredPeople(smo.repository));
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

  private void old(String path) {
    smo.ledger.update(smo.post(path).id(), post -> post.with(Key.LOOK, null));
    smo.clock.pass(Duration.ofDays(800));
    smo.rounds();
    assertFalse(smo.post(path).text(Key.PACKED).isEmpty());
  }

  @Test
  void aPackedThreadIsTakenBackWholeThoughItWasNotSentInItsFirstRound() {
    smo.network.limits = Limits.builder(200, Limits::graphemes).maxThread(3).build();
    smo.posting("text", "{title}\n---\n{url}", "delayMinutes", 60);
    smo.publish(page);
    smo.ledger.update(smo.post(page).id(), post -> post.with(Key.ROUND, 1));
    smo.pass(Duration.ofMinutes(65));
    String id = smo.post(page).id();
    assertEquals(State.SENT, smo.post(page).state());
    // As a connector keeps where a part is.
    smo.ledger.steps().done(id, "round-1.part-2", "toy-2 https://toy.test/2");
    old(page);
    assertEquals(Set.of("toy-2"), smo.ledger.steps().partIds(smo.post(page)));
    smo.decisions.retract(id, "ann");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
    assertEquals(2, smo.network.retracted.size());
  }

  @Test
  void whatWasCalledOffThoughItMayBeOutIsNeverPostedAgainUnseen() {
    smo.posting("delayMinutes", 60);
    smo.publish(page);
    String id = smo.post(page).id();
    smo.ledger.update(
        id, post -> post.with(new Attempt(1, smo.clock.instant(), "here", "unknown", "reset")));
    smo.decisions.cancel(id, "ann");
    smo.clock.pass(Duration.ofDays(800));
    smo.rounds();
    assertThrows(
        NotPossibleException.class,
        () -> smo.decisions.again(id, Seen.NOT_SAID, smo.decisions.reader(id, "ann")));
  }

  @Test
  void whatFollowsAPackedPostIsApprovedWhereThatWasAskedFor() {
    smo.tell(Map.of("kind", "published", "path", page, "connections", "toy", "approval", "true"));
    String id = smo.post(page).id();
    smo.decisions.approve(id, "grace");
    smo.pass(A_WHILE);
    old(page);
    smo.decisions.repeat(id, Again.asked(1, 1, "", 0, "ann"));
    smo.rounds();
    PostRecord next =
        smo.posts(page).stream().filter(post -> !post.id().equals(id)).findFirst().orElseThrow();
    assertEquals(State.AWAITING_APPROVAL, next.state());
  }

  @Test
  void whatAPersonSaidOfADecisionGoesWithTheName() {
    smo.posting("approval", true);
    smo.publish(page);
    PostRecord post = smo.post(page);
    smo.decisions.reject(
        post.id(), new Decisions.Reader("grace", post.revision(), "My father disliked it"));
    assertEquals(1, erasure.person("grace").erased());
    assertEquals("rejected by erased", smo.post(page).text(Key.REASON));
    assertEquals("", smo.post(page).history().get(0).reason());
    assertEquals("erased", smo.post(page).history().get(0).who());
  }

  @Test
  void aNameWithinAReasonIsTakenOutAndOnesThatEndLikeItStay() {
    smo.posting("approval", true);
    smo.publish(page);
    String id = smo.post(page).id();
    smo.decisions.approve(id, "mary grace");
    Instant later = smo.clock.instant().plus(Duration.ofDays(1));
    smo.ledger.update(id, post -> post.with(Key.REPEAT_UNTIL, later));
    smo.decisions.cancel(id, "grace");
    assertTrue(smo.post(page).text(Key.REASON).contains("by grace, but"));
    assertEquals(1, erasure.person("grace").erased());
    assertEquals(
        "cancelled by erased, but an earlier answer was lost, so it may be out: look at the"
            + " network",
        smo.post(page).text(Key.REASON));
    assertEquals(
        List.of("mary grace", "erased"),
        smo.post(page).history().stream().map(decision -> decision.who()).toList());
    smo.ledger.update(id, post -> post.with(Key.REASON, "moved by mary grace"));
    assertEquals(0, erasure.person("grace").erased());
    assertEquals("moved by mary grace", smo.post(page).text(Key.REASON));
  }

  @Test
  void whoDecidedAboutAReplyIsForgottenAndTheDecisionStays() {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    smo.publish(page);
    smo.pass(A_WHILE);
    String identity = smo.post(page).text(Key.PAGE);
    reactions.put(
        identity,
        page,
        new Reaction("toy", "1", Reaction.Kind.REPLY, "Ann", "", "Open?", "", smo.clock.instant()));
    KeptReaction kept = reactions.of(identity).get(0);
    reactions.change(identity, kept.id(), one -> one.moderated(Moderation.APPROVED, "grace"));
    assertEquals(1, erasure.person("grace").erased());
    assertEquals("erased", reactions.of(identity).get(0).decidedBy());
    assertEquals(Moderation.APPROVED, reactions.of(identity).get(0).moderation());
  }

  @Test
  void aPackThatCannotBeReadKeepsNoOtherNameFromBeingTakenOut() throws Exception {
    smo.posting("approval", true);
    String other = smo.page("other", "Other");
    for (String path : List.of(page, other)) {
      smo.publish(path);
      smo.decisions.approve(smo.post(path).id(), "grace");
      smo.pass(A_WHILE);
      smo.ledger.update(smo.post(path).id(), post -> post.with(Key.LOOK, null));
    }
    smo.clock.pass(Duration.ofDays(800));
    smo.rounds();
    // Whichever of the two comes first.
    boolean first = smo.post(page).id().compareTo(smo.post(other).id()) < 0;
    PostRecord broken = smo.post(first ? page : other);
    PostRecord whole = smo.post(first ? other : page);
    smo.repository.commit(
        resolver -> {
          Resource pack =
              resolver.getResource(
                  Repository.ROOT
                      + "/packed/"
                      + broken.text(Key.PACKED)
                      + "/"
                      + broken.id().substring(0, 2));
          return Repository.writable(pack).put(broken.id(), "{");
        });
    Erasure.Result result = erasure.person("grace");
    assertEquals(List.of(broken.id()), result.left());
    assertFalse(archive.packed(whole).orElseThrow().contains("grace"));
  }

  @Test
  void nobodyChangesTheWordsOfAPackedPostAlone() {
    smo.posting("fourEyes", true);
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "grace");
    smo.pass(A_WHILE);
    old(page);
    PostRecord packed = smo.post(page);
    assertFalse(PostEditor.isPossible(packed));
    assertThrows(
        NotPossibleException.class,
        () -> smo.editor().edit(packed.id(), "Mine", smo.decisions.reader(packed.id(), "mallory")));
  }

  @Test
  void aRecordThatCannotBeReadIsNamedByWhoErases() throws Exception {
    smo.publish(page);
    smo.pass(A_WHILE);
    String id = smo.post(page).id();
    smo.repository.commit(
        resolver ->
            Repository.writable(
                    resolver.getResource(
                        Repository.ROOT
                            + "/posts/"
                            + id.substring(0, 2)
                            + "/"
                            + id.substring(2, 4)
                            + "/"
                            + id))
                .put("state", "NONSENSE"));
    assertEquals(List.of(id), erasure.person("grace").left());
    assertEquals(List.of(id), erasure.connection("toy").left());
  }
}
