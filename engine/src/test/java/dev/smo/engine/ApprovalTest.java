// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may approve a post, and for how long. */
class ApprovalTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private void fourEyes() {
    smo.posting("fourEyes", true);
  }

  private String refusal(String user) {
    return assertThrows(
            NotPossibleException.class, () -> smo.decisions.approve(smo.post(page).id(), user))
        .getMessage();
  }

  private void approvedBy(String user) {
    smo.decisions.approve(smo.post(page).id(), user);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void fourEyesWaitForApprovalThoughThePolicyDoesNotSayItTwice() {
    fourEyes();
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    approvedBy("ada");
  }

  @Test
  void whoChangedOrPublishedThePageDoesNotApproveItsPost() {
    smo.set(
        page + "/jcr:content",
        Map.of("jcr:lastModifiedBy", "author", "host:lastReplicatedBy", "publisher"));
    fourEyes();
    smo.publish(page);
    assertTrue(refusal("author").startsWith("Four eyes must see this post"));
    assertTrue(refusal("publisher").startsWith("Four eyes must see this post"));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    approvedBy("ada");
  }

  @Test
  void whoAskedForThePostDoesNotApproveIt() {
    fourEyes();
    smo.tell(Map.of("path", page, "connections", "toy", "text", "Mine {url}", "by", "ada"));
    smo.tell(Map.of("path", page, "connections", "toy", "at", "after 1 minute", "by", "bob"));
    assertTrue(refusal("ada").startsWith("Four eyes"), "her words are still there");
    assertTrue(refusal("bob").startsWith("Four eyes"));
    smo.decisions.approve(smo.post(page).id(), "cyd");
  }

  @Test
  void whoChangedTheWordsDoesNotApproveThem() throws Exception {
    fourEyes();
    smo.publish(page);
    smo.editor()
        .change(
            smo.post(page).id(),
            "Better words",
            Map.of(),
            smo.decisions.reader(smo.post(page).id(), "ada"));
    assertTrue(refusal("ada").startsWith("Four eyes"));
    approvedBy("bob");
  }

  @Test
  void withoutFourEyesTheAuthorApproves() {
    smo.set(page + "/jcr:content", Map.of("jcr:lastModifiedBy", "author"));
    smo.posting("approval", true);
    smo.publish(page);
    approvedBy("author");
  }

  @Test
  void sendingAgainDoesNotGoRoundTheFourEyes() {
    smo.set(page + "/jcr:content", Map.of("jcr:lastModifiedBy", "author"));
    smo.posting("fourEyes", true, "approvalHours", 1);
    smo.publish(page);
    smo.pass(Duration.ofMinutes(70));
    assertEquals(State.HELD, smo.post(page).state());
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOT_SAID, "author");
    smo.pass(A_WHILE);
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertTrue(refusal("author").startsWith("Four eyes"));
    assertEquals(0, smo.network.calls.size());
    approvedBy("ada");
  }

  @Test
  void whatNobodyApprovesInTimeIsHeldAndNeverSent() {
    smo.posting("approval", true, "approvalHours", 2);
    smo.publish(page);
    smo.pass(Duration.ofMinutes(110));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    smo.pass(Duration.ofMinutes(20));
    assertEquals(State.HELD, smo.post(page).state());
    assertEquals(
        "Nobody approved it within 2 hours. Send it again, and it can be approved.",
        smo.post(page).text(Key.REASON));
    smo.pass(Duration.ofDays(3));
    assertEquals(0, smo.network.calls.size());
    assertEquals(State.HELD, smo.post(page).state());
  }

  @Test
  void theTimeToApproveEndsThoughTheConnectionIsStopped() {
    smo.posting("approval", true, "approvalHours", 2);
    smo.publish(page);
    smo.lanes().stop("toy", "token revoked");
    smo.pass(Duration.ofHours(3));
    assertEquals(State.HELD, smo.post(page).state());
    smo.decisions.retry(smo.post(page).id(), Decisions.Seen.NOT_SAID, "ada");
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
  }

  @Test
  void anApprovalThatComesTooLateIsRefusedThoughNobodyHeldThePostYet() {
    smo.posting("approval", true, "approvalHours", 2);
    smo.publish(page);
    smo.clock.pass(Duration.ofHours(3));
    assertEquals(
        "The time to approve this post is over. Send it again, then it can be approved.",
        refusal("ada"));
  }

  @Test
  void whatIsPlannedAgainHasNotMoreTimeToBeApproved() {
    smo.posting("approval", true, "approvalHours", 2);
    smo.publish(page);
    smo.clock.pass(Duration.ofHours(1));
    Optional<java.time.Instant> end = smo.post(page).time(Key.DUE);
    smo.publish(page);
    assertEquals(end, smo.post(page).time(Key.DUE));
  }

  @Test
  void whatIsApprovedInTimeIsNotHeldWhenThatTimeIsOver() {
    smo.posting("approval", true, "approvalHours", 2, "when", "after 5 hours");
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.pass(Duration.ofHours(4));
    assertEquals(State.SCHEDULED, smo.post(page).state());
    smo.pass(Duration.ofHours(2));
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void anApprovalBeforeItsTimeLetsNoPostGoThatIsTooLate() {
    smo.posting("approval", true, "zone", "UTC", "when", "after 5 hours", "lateHours", 2);
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.clock.pass(Duration.ofHours(8));
    smo.pass(A_WHILE);
    assertEquals(State.HELD, smo.post(page).state());
    assertEquals(0, smo.network.calls.size());
  }

  @Test
  void whoAsksForApprovalDoesNotBringForwardWhatWasApproved() {
    smo.posting("approval", true, "when", "after 5 hours");
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.tell(
        Map.of(
            "path",
            page,
            "connections",
            "toy",
            "at",
            "after 1 minute",
            "approval",
            "true",
            "by",
            "bob"));
    smo.pass(Duration.ofHours(1));
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals(0, smo.network.calls.size());
    approvedBy("ada");
  }

  @Test
  void whatFourEyesSawIsNotChangedByTwoOnceItIsOut() throws Exception {
    fourEyes();
    smo.publish(page);
    approvedBy("ada");
    var reader = smo.decisions.reader(smo.post(page).id(), "bob");
    String refused =
        assertThrows(
                NotPossibleException.class,
                () -> smo.editor().edit(smo.post(page).id(), "Nobody saw this", reader))
            .getMessage();
    assertTrue(refused.startsWith("Four eyes must see"), refused);
  }

  @Test
  void soManyHoursThatNobodyLivesToSeeTheirEndAreNoEnd() {
    smo.posting("approval", true, "approvalHours", Integer.MAX_VALUE, "lateHours", 100_000_000);
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.AWAITING_APPROVAL, smo.post(page).state());
    assertEquals(Optional.empty(), smo.post(page).time(Key.LATEST));
    approvedBy("ada");
  }
}
