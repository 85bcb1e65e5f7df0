// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.delivery.PostNotes;
import dev.smo.engine.Installation;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.reactions.impl.StoredPeople;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people say to a note of ours. */
class NotesEngagementTest extends EngagementFixture {
  /** A note that is out, filed under a page. */
  private PostRecord note(String page) throws Exception {
    PostRecord note =
        smo.notes()
            .enter(
                PostNotes.Wish.of(page, "toy", "Closed today", Optional.empty(), "token-01"),
                "ada");
    smo.pass(Duration.ofSeconds(20));
    sent = now(note).time(Key.SENT).orElseThrow();
    return now(note);
  }

  @Test
  void whatPeopleSayToANoteWaitsForWhoMayWriteItsPageAndShowsOnNone() throws Exception {
    PostRecord note = note(smo.page("opening", "Title of opening"));
    audience.says("r1", "Why closed?");
    at(Duration.ofMinutes(15));
    List<KeptReaction> pending = store.pending(any -> true, 10);
    assertEquals(
        List.of("Why closed?"), pending.stream().map(kept -> kept.reaction().text()).toList());
    KeptReaction kept = pending.get(0);
    assertEquals(note.text(Key.PATH), kept.path());
    assertEquals(Moderation.APPROVED, kept.moderation(), "there is no page to approve it for");
    String page = note.text(Key.PAGE);
    assertEquals(List.of(), store.of(page));
    for (String place : List.of(page, kept.page())) {
      assertEquals(List.of(), store.shown(place).approved());
      assertEquals(List.of(), store.shown(place).tallies());
      assertEquals(Optional.empty(), store.copy(place), "nothing for publish");
    }
    assertEquals(
        List.of(),
        facts.months(YearMonth.from(sent.atZone(ZoneOffset.UTC)), YearMonth.of(2027, 1)),
        "results are of posts about pages");
    audience.replies.clear();
    at(Duration.ofHours(1));
    assertEquals(List.of(), store.of(kept.page()), "its author deleted it");
  }

  @Test
  void whatWasSaidToANoteFollowsThePageUnderWhichItIsFiled() throws Exception {
    PostRecord post = published("opening");
    PostRecord note = note(post.text(Key.PATH));
    audience.says("r1", "Why closed?");
    at(Duration.ofMinutes(15));
    openingMovesToHours();
    assertEquals(
        List.of(Installation.SITE + "/hours"),
        store.of(Subject.of(now(note)).page()).stream().map(KeptReaction::path).toList());
  }

  @Test
  void whatPeopleSaidToANoteGoesWithIt() throws Exception {
    PostRecord note = note(smo.page("opening", "Title of opening"));
    audience.says("r1", "Why closed?");
    at(Duration.ofMinutes(15));
    String place = Subject.of(note).page();
    assertEquals(1, store.of(place).size());
    new Erasure(smo.repository, smo.ledger, facts, store, new StoredPeople(smo.repository))
        .page(note.text(Key.PAGE));
    assertEquals(List.of(), store.of(place));
  }
}
