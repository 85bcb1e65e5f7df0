// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import dev.smo.syndication.SyndicationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an assistant asks for is proposed: it changes nothing that a person decided. */
class ProposalTest extends OnePage {
  private PostRecord propose(String text, String at) {
    Optional<When> when = at.isEmpty() ? Optional.empty() : Optional.of(When.parse(at));
    return smo.planner(smo.ledger)
        .ask(
            SyndicationRequest.of(page, List.of("toy"), text, when, /* approval= */ false)
                .askedBy("assistant")
                .asProposal())
        .get(0);
  }

  /** Proposes other words and another time, each by itself, and finds the post as it was. */
  private void changesNothing() {
    PostRecord before = smo.post(page);
    for (String[] wish : new String[][] {{"Buy {url}", ""}, {"", "after 1 minute"}, {"", ""}}) {
      String said =
          assertThrows(IllegalArgumentException.class, () -> propose(wish[0], wish[1]))
              .getMessage();
      assertTrue(said.endsWith("A person can, in the console."), said);
    }
    PostRecord after = smo.post(page);
    assertEquals(before.state(), after.state());
    assertEquals(before.revision(), after.revision());
    assertEquals(before.text(Key.APPROVED), after.text(Key.APPROVED));
    assertEquals(before.history(), after.history());
  }

  @Test
  void itWaitsForApprovalThoughNobodyAskedForThat() {
    assertEquals(State.AWAITING_APPROVAL, propose("Mine {url}", "").state());
    smo.pass(Duration.ofHours(1));
    assertEquals(0, smo.network.calls.size());
    assertEquals("propose", smo.post(page).history().get(0).what());
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void anotherTakesItsPlaceAsLongAsNobodyDecided() {
    propose("Mine {url}", "");
    assertTrue(propose("Better {url}", "").text(Key.TEXT).startsWith("Better"));
    smo.posting("approval", true);
    smo.publish(page);
    assertTrue(propose("Best {url}", "").text(Key.TEXT).startsWith("Best"));
  }

  @Test
  void whoProposedItIsNotTheFourthEye() {
    smo.posting("fourEyes", true);
    propose("Mine {url}", "");
    String said =
        assertThrows(
                RuntimeException.class,
                () -> smo.decisions.approve(smo.post(page).id(), "assistant"))
            .getMessage();
    assertTrue(said.startsWith("Four eyes"), said);
  }

  @Test
  void whatAPersonApprovedStays() {
    smo.posting("approval", true, "when", "after 5 hours");
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    changesNothing();
  }

  @Test
  void whatGoesOutOnceItsConnectorIsBackStays() {
    smo.publish(page);
    smo.ledger.update(smo.post(page).id(), post -> post.to(State.PLANNED, "It is away."));
    changesNothing();
  }

  @Test
  void whatGoesOutAsThePolicySaysStays() {
    smo.posting("when", "after 5 hours");
    smo.publish(page);
    changesNothing();
    smo.pass(Duration.ofHours(6));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void whatAPersonAskedForStays() {
    smo.tell(
        Map.of(
            "path",
            page,
            "connections",
            "toy",
            "text",
            "Hers {url}",
            "approval",
            "true",
            "by",
            "ada"));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    changesNothing();
  }

  @Test
  void whatAPersonWroteStays() throws Exception {
    propose("Mine {url}", "");
    smo.editor()
        .change(
            smo.post(page).id(),
            "Hers",
            Map.of(),
            smo.decisions.reader(smo.post(page).id(), "ada"));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    changesNothing();
  }

  @Test
  void whatAPersonApprovedBeforeItWasPutOffStays() {
    smo.posting("approval", true, "when", "after 5 hours");
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.posting("approval", true, "maxAgeDays", 1);
    smo.ledger.update(
        smo.post(page).id(), post -> post.to(State.SKIPPED, "not now").with(Key.DUE, null));
    changesNothing();
  }

  @Test
  void whatIsOutIsNeitherChangedNorPostedAgain() {
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.SENT, propose("Mine {url}", "").state());
    smo.pass(Duration.ofHours(1));
    assertEquals(1, smo.network.posts.size());
  }
}
