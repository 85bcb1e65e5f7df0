// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Field;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Price;
import dev.smo.connector.Shape;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.PostNotes;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import dev.smo.syndication.SyndicationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Posts in a person's own words, which speak of no page. */
class NotesTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final String WORDS = "We are closed today. https://weather.test/storm #storm";

  private PostRecord note(String words, String when, String token) throws Exception {
    Optional<When> asked = when.isEmpty() ? Optional.empty() : Optional.of(When.parse(when));
    return smo.notes().enter(PostNotes.Wish.of(page, "toy", words, asked, token), "ada");
  }

  private PostRecord note(String words) throws Exception {
    return note(words, "", "token-01");
  }

  private PostRecord now(PostRecord note) {
    return smo.ledger.find(note.id()).orElseThrow();
  }

  @Test
  void aNoteGoesOutAsItWasWrittenThoughNoStrangerSeesItsPage() throws Exception {
    smo.site.hide("/opening.html");
    PostRecord note = note(WORDS);
    assertEquals(State.SCHEDULED, note.state());
    assertEquals(0, smo.network.calls.size(), "nothing is sent while the person waits");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, now(note).state());
    var out = smo.network.posts.get(0);
    assertEquals(WORDS, out.text());
    assertEquals(Optional.empty(), out.link());
    assertEquals("", out.title());
    assertEquals(0, out.images().size());
    assertEquals("ada", now(note).history().get(0).who());
    assertEquals(now(note).time(Key.SENT), now(note).time(Key.LOOK), "people may answer it");
  }

  @Test
  void aNoteGetsAnotherTimeAndKeepsItsWords() throws Exception {
    PostRecord note = note(WORDS, "after 1 hour", "token-01");
    smo.decisions.move(
        note.id(), When.parse("after 3 hours"), smo.decisions.reader(note.id(), "bob"));
    smo.pass(Duration.ofHours(2));
    assertEquals(State.SCHEDULED, now(note).state());
    smo.pass(Duration.ofMinutes(70));
    assertEquals(State.SENT, now(note).state());
    assertEquals(WORDS, smo.network.posts.get(0).text());
  }

  @Test
  void aNoteCostsWhatItIsAndNotWhatAPostOfItsPageWouldCost() throws Exception {
    smo.network.described =
        Network.builder("toy", "Toy")
            .price(Shape.LINK, Price.of("0.20", "USD"))
            .price(Shape.TEXT, Price.of("0.01", "USD"))
            .build();
    assertEquals("0.01 USD", note("No link").cost());
    assertEquals("0.20 USD", note("See https://example.org/", "", "token-02").cost());
    assertEquals(
        "0.20 USD", note("Tickets at example.com", "", "token-03").cost(), "X takes it for a link");
  }

  @Test
  void aNoteThatGetsALinkCostsWhatANoteWithALinkDoes() throws Exception {
    smo.network.described =
        Network.builder("toy", "Toy")
            .price(Shape.LINK, Price.of("0.20", "USD"))
            .price(Shape.TEXT, Price.of("0.01", "USD"))
            .build();
    PostRecord draft = smo.notes().enter(wish("No link", false, true), "ada");
    assertEquals("0.01 USD", draft.cost(), "and not what a post of its page costs");
    smo.editor()
        .change(
            draft.id(),
            "See https://example.org/",
            Map.of(),
            smo.decisions.reader(draft.id(), "ada"));
    assertEquals("0.20 USD", now(draft).cost(), "or the budget of the month is overspent");
  }

  @Test
  void theSameWishTwiceIsOneNote() throws Exception {
    assertEquals(note(WORDS).id(), note(WORDS).id());
    smo.pass(A_WHILE);
    assertEquals(note(WORDS).state(), State.SENT);
    smo.pass(A_WHILE);
    assertEquals(1, smo.network.posts.size());
    String refused =
        assertThrows(NotPossibleException.class, () -> note("Other words")).getMessage();
    assertTrue(
        refused.startsWith("This note was sent before, with other words or pictures."), refused);
    note(WORDS, "", "token-02");
    smo.pass(A_WHILE);
    assertEquals(2, smo.network.posts.size());
  }

  private PostNotes.Wish wish(String words, boolean approval, boolean draft) {
    SyndicationRequest asked =
        SyndicationRequest.of(page, List.of("toy"), "", Optional.empty(), approval)
            .choosing(Map.of("board", "Owls"));
    return new PostNotes.Wish(asked, words, "token-01", draft);
  }

  @Test
  void aDraftIsKeptUntilAPersonSendsItAlsoWhereItsNetworkWouldNotTakeIt() throws Exception {
    PostRecord draft = smo.notes().enter(wish("x".repeat(900), false, true), "ada");
    assertEquals(State.HELD, draft.state());
    smo.pass(Duration.ofDays(3));
    assertEquals(State.HELD, now(draft).state());
    smo.editor().change(draft.id(), "Short now", Map.of(), smo.decisions.reader(draft.id(), "ada"));
    smo.decisions.retry(draft.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals("Short now", smo.network.posts.get(0).text());
  }

  @Test
  void aDraftThatIsWorkedOnIsPutBeforeNobodyUntilItsWriterSendsIt() throws Exception {
    smo.posting("approval", true);
    PostRecord draft = smo.notes().enter(wish("Half a sen", false, true), "ada");
    smo.editor()
        .change(
            draft.id(), "Half a sentence, TODO", Map.of(), smo.decisions.reader(draft.id(), "ada"));
    assertEquals(State.HELD, now(draft).state(), "or somebody approves half a sentence");
    smo.decisions.retry(draft.id(), Decisions.Seen.NOT_SAID, "ada");
    assertEquals(State.AWAITING_APPROVAL, now(draft).state());
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.posts.size());
  }

  @Test
  void aNoteHasOptionsOfItsNetworkAndMayHaveToBeApproved() throws Exception {
    smo.network.described =
        Network.builder("toy", "Toy")
            .postFields(Field.of(Field.Kind.TEXT, "board", "Board"))
            .build();
    PostRecord note = smo.notes().enter(wish("Words", true, false), "ada");
    assertEquals(State.AWAITING_APPROVAL, note.state());
    smo.decisions.approve(note.id(), "bob");
    smo.pass(A_WHILE);
    assertEquals(Optional.of("Owls"), smo.network.posts.get(0).option("board"));
  }

  @Test
  void itsPageIsPostedBesideItAndNeitherChangesTheOther() throws Exception {
    PostRecord note = note(WORDS, "after 1 hour", "token-01");
    smo.publish(page);
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Other hours"));
    smo.site.show("/opening.html", "Other hours");
    smo.publish(page);
    assertEquals(2, smo.posts(page).size());
    assertEquals(WORDS, now(note).text(Key.TEXT));
    smo.pass(Duration.ofMinutes(70));
    assertEquals(2, smo.network.posts.size());
    assertEquals(WORDS, smo.network.posts.get(1).text());
  }

  @Test
  void aPageThatGoesAwayDoesNotTakeItsNotesAlong() throws Exception {
    smo.posting("onUnpublish", "retract");
    PostRecord sent = note(WORDS);
    smo.pass(A_WHILE);
    PostRecord waits = note("Later", "after 1 hour", "token-02");
    smo.unpublish(page);
    smo.pass(Duration.ofMinutes(70));
    assertEquals(State.SENT, now(sent).state());
    assertEquals(State.SENT, now(waits).state());
  }

  @Test
  void beforeANoteIsWrittenItIsSaidByWhichClockItsTimeIsRead() {
    smo.posting("zone", "Pacific/Auckland");
    assertEquals("Pacific/Auckland", smo.sizes().zone(page));
    smo.posting("zone", "Pacific/Nowhere");
    assertEquals("", smo.sizes().zone(page));
    assertEquals("", smo.sizes().zone("/content/no/page"));
  }

  @Test
  void aNoteHasTimeQuietHoursAndApprovalOfItsPagesPolicy() throws Exception {
    smo.posting("zone", "Europe/Berlin", "quietHours", "10:00-12:00", "fourEyes", true);
    PostRecord note = note(WORDS);
    assertEquals(State.AWAITING_APPROVAL, note.state());
    assertEquals(Optional.of(Instant.parse("2026-11-23T11:00:00Z")), note.time(Key.SCHEDULED));
    assertThrows(NotPossibleException.class, () -> smo.decisions.approve(note.id(), "ada"));
    smo.decisions.approve(note.id(), "bob");
    smo.pass(Duration.ofMinutes(60));
    assertEquals(0, smo.network.calls.size());
    smo.pass(Duration.ofMinutes(70));
    assertEquals(State.SENT, now(note).state());
  }

  @Test
  void aNoteThatFailedIsSentAgainInItsOwnWords() throws Exception {
    smo.network.next.add((delivery, toy) -> new Outcome.Rejected("Rude."));
    PostRecord note = note(WORDS);
    smo.pass(A_WHILE);
    assertEquals(State.FAILED, now(note).state());
    smo.decisions.retry(note.id(), Decisions.Seen.NOT_SAID, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, now(note).state());
    assertEquals(WORDS, smo.network.posts.get(0).text());
  }

  private String refusal(String words, String path, String connection) {
    PostNotes.Wish wish = PostNotes.Wish.of(path, connection, words, Optional.empty(), "token-01");
    String reason =
        assertThrows(NotPossibleException.class, () -> smo.notes().enter(wish, "ada")).getMessage();
    assertEquals(0, smo.posts(page).size());
    return reason;
  }

  @Test
  void whatCannotBeSentIsRefusedWhileThePersonWaits() {
    assertEquals("Say what to post.", refusal(" \n---\n ", page, "toy"));
    assertEquals("There is no connection nobody.", refusal(WORDS, page, "nobody"));
    assertEquals(
        "There is no page of a site at /content/none", refusal(WORDS, "/content/none", "toy"));
    assertTrue(refusal("x".repeat(5000), page, "toy").startsWith("The words count 5000 where"));
  }

  @Test
  void onlyConnectionsThatThePolicyNamesAreThoseOfItsPages() {
    smo.connect("other");
    smo.policy(Map.of("connections", new String[] {"toy"}));
    assertFalse(smo.notes().isElsewhere(page, "toy"), "though nothing is posted by itself");
    assertTrue(smo.notes().isElsewhere(page, "other"));
    smo.policy(Map.of("connections", new String[] {"de = other"}));
    assertFalse(smo.notes().isElsewhere(page, "other"), "a note may be in any language");
    assertTrue(smo.notes().isElsewhere(page, "toy"));
    assertFalse(smo.notes().isElsewhere(page, "nobody"), "which is said otherwise");
  }

  @Test
  void aNoteForATimeThatIsPastIsNotSentNow() {
    String refused =
        assertThrows(NotPossibleException.class, () -> note(WORDS, "2026-01-31 9:00", "token-01"))
            .getMessage();
    assertEquals("The time 2026-01-31 09:00 is past.", refused);
    smo.pass(A_WHILE);
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void whatTheNetworkFindsAndIsAnotherNoteInTheSameWordsIsNotThisOne() throws Exception {
    TextNetwork network = new TextNetwork();
    context.registerService(
        dev.smo.connector.Connector.class, network, Map.of("service.ranking", 10));
    PostRecord first = note("The same words", "", "token-01");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, now(first).state());
    PostRecord second = note("The same words", "", "token-02");
    network.next.add(
        (delivery, toy) -> {
          throw new java.io.IOException("reset");
        });
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.NEEDS_ATTENTION, now(second).state(), "the first was taken for the second");
    assertTrue(now(second).text(Key.REASON).contains("https://toy.test/1"));
    assertEquals(1, network.posts.size());
  }
}
