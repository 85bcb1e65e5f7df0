// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.smo.host.PageEvent;
import dev.smo.host.PageEvent.Kind;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.State;
import java.time.Duration;
import java.util.Map;
import org.apache.sling.event.jobs.consumer.JobConsumer.JobResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a page makes the engine look at it; what the page is then decides. */
class HintTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private void posted() {
    smo.publish(page);
    smo.pass(A_WHILE);
  }

  private void tell(Kind kind) {
    assertEquals(JobResult.OK, smo.insist(new PageEvent(kind, page)));
  }

  private void setPublic(boolean value) {
    smo.set(page + "/jcr:content", Map.of("sling:published", value));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPublicPageGoesOutWhateverIsToldLast(Kind last) {
    smo.publish(page);
    tell(last);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPublicPageIsPostedThoughNothingElseWasTold(Kind told) {
    tell(told);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPageThatIsNotPublicDoesNotGoOutWhateverIsToldLast(Kind last) {
    smo.publish(page);
    setPublic(false);
    tell(last);
    smo.pass(A_WHILE);
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertEquals(0, smo.network.posts.size());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void thePostOfAPublicPageStaysWhateverIsToldLast(Kind last) {
    smo.posting("onUnpublish", "retract");
    posted();
    tell(Kind.UNPUBLISHED);
    tell(last);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(0, smo.network.retracted.size());
    assertEquals(0, smo.ledger.attention().size());
  }

  @Test
  void aHostThatTellsBeforeItIsSoIsBelievedWhenItIs() {
    posted();
    smo.posting("onUnpublish", "retract");
    Map<String, Object> job = new PageEvent(Kind.UNPUBLISHED, page).toJob();
    assertEquals(JobResult.FAILED, smo.tell(job), "it is to be told again");
    setPublic(false);
    assertEquals(JobResult.OK, smo.tell(job));
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void aPageThatIsBackBeforeItsPostIsTakenBackKeepsIt() {
    smo.posting("onUnpublish", "retract");
    posted();
    smo.unpublish(page);
    smo.republish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(0, smo.network.retracted.size());
  }

  @Test
  void whatAPersonTakesBackGoesThoughItsPageIsPublishedAgain() {
    posted();
    smo.decisions.retract(smo.post(page).id(), "ada");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void aRemovalThatIsToldLateDoesNotKeepTheNewPageFromBeingPosted() {
    posted();
    PostRecord first = smo.post(page);
    anotherInItsPlace();
    assertEquals(JobResult.OK, smo.insist(new PageEvent(Kind.REMOVED, page)));
    smo.pass(A_WHILE);
    assertBothPosted(first);
    assertEquals(1, smo.ledger.attention().size(), "the first page's post is for a person");
  }

  @Test
  void aNewPageInThePlaceOfAnotherIsPostedThoughTheRemovalIsToldAfterIt() {
    posted();
    PostRecord first = smo.post(page);
    anotherInItsPlace();
    smo.publish(page);
    smo.insist(new PageEvent(Kind.REMOVED, page));
    smo.pass(A_WHILE);
    assertBothPosted(first);
    assertEquals(1, smo.ledger.attention().size(), "the first page's post is for a person");
  }

  private void anotherInItsPlace() {
    smo.remove(page, /* told= */ false);
    smo.page("opening", "Hours of another year");
  }

  private void assertBothPosted(PostRecord first) {
    assertNotEquals(first.id(), smo.post(page).id());
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(2, smo.network.posts.size());
    assertEquals("SENT", smo.ledger.find(first.id()).orElseThrow().state().name());
  }
}
