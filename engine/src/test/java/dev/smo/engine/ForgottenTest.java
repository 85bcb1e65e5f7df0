// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Reader;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Post;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A kill takes the last seconds of the repository with it. What went out, or was decided, in these
 * counts all the same, whoever comes first after the start.
 */
@ExtendWith(SlingContextExtension.class)
class ForgottenTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final SlingContext context = OakSite.context();
  private final TextNetwork network = new TextNetwork();
  private Installation smo;
  private String page;

  @BeforeEach
  void install() {
    smo = new Installation(context, network);
    policy();
    page = smo.page("opening", "Wrong hours");
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private void policy(Object... more) {
    Object[] all = {"text", "{title} {url}", "settleSeconds", 0, "onUnpublish", "retract"};
    Object[] both = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, both, all.length, more.length);
    smo.posting(both);
  }

  /** The post is out, and the repository has it as it was before. */
  private void sentAndForgotten() {
    smo.publish(page);
    smo.flush();
    smo.pass(Duration.ofSeconds(3));
    assertEquals(1, network.posts.size());
    smo.killBeforeFlush();
    assertEquals(0, smo.post(page).attempt(), "the repository knows of no attempt");
  }

  private List<String> said() {
    return network.posts.stream().map(Post::text).map(text -> text.split(" http")[0]).toList();
  }

  private void correct() {
    smo.set(page + "/jcr:content", Map.of("jcr:title", "Right hours"));
    smo.site.show("/opening.html", "Right hours");
    smo.publish(page);
  }

  @Test
  void aPageThatIsCorrectedBeforeTheLaneHasItsTurnIsNotPostedTwice() {
    sentAndForgotten();
    correct();
    smo.pass(AN_HOUR);
    assertEquals(List.of("Wrong hours"), said());
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void aPostWhoseWordsAreNewerThanTheFlushIsSoughtByTheWordsThatWentOut() {
    policy("delayMinutes", 1);
    smo.publish(page);
    smo.flush();
    correct();
    smo.pass(Duration.ofSeconds(70));
    assertEquals(List.of("Right hours"), said());
    smo.killBeforeFlush();
    assertTrue(smo.post(page).text(Key.TEXT).startsWith("Wrong hours"), "as it was flushed");
    smo.pass(AN_HOUR);
    assertEquals(List.of("Right hours"), said());
    assertEquals(State.SENT, smo.post(page).state());
    assertTrue(smo.post(page).text(Key.TEXT).startsWith("Right hours"), "as it went out");
  }

  @Test
  void whoCancelsWhatIsOutIsToldToReadItAgain() {
    sentAndForgotten();
    String id = smo.post(page).id();
    NotPossibleException refused =
        assertThrows(NotPossibleException.class, () -> smo.decisions.cancel(id, "ada"));
    assertTrue(refused.getMessage().contains("has changed since you read it"));
    smo.pass(AN_HOUR);
    assertEquals(List.of("Wrong hours"), said());
    assertEquals(State.SENT, smo.post(page).state());
  }

  @Test
  void whatIsOutIsTakenBackWithItsPage() {
    sentAndForgotten();
    smo.site.hide("/opening.html");
    smo.unpublish(page);
    smo.pass(AN_HOUR);
    assertEquals(List.of("toy-1"), network.retracted);
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void aCancelThatWasAnsweredIsNotForgotten() {
    policy("delayMinutes", 10);
    smo.publish(page);
    smo.flush();
    smo.decisions.cancel(smo.post(page).id(), "ada");
    smo.killBeforeFlush();
    assertEquals(State.SCHEDULED, smo.post(page).state(), "as it was flushed");
    smo.pass(AN_HOUR);
    assertEquals(List.of(), said());
    assertEquals(State.CANCELLED, smo.post(page).state());
    assertEquals("cancelled by ada", smo.post(page).text(Key.REASON));
  }

  @Test
  void wordsThatAPersonWroteAreNotForgotten() throws InterruptedException {
    policy("delayMinutes", 10);
    smo.publish(page);
    smo.flush();
    PostRecord post = smo.post(page);
    Reader ada = smo.decisions.reader(post.id(), "ada");
    smo.editor().change(post.id(), "Ada's words", Map.of(), ada);
    smo.killBeforeFlush();
    smo.pass(AN_HOUR);
    assertEquals(List.of("Ada's words"), said());
  }

  @Test
  void aDecisionIsPutBackOnEveryNodeThoughNobodyTouchesThePost() {
    policy("delayMinutes", 10);
    smo.publish(page);
    smo.flush();
    smo.decisions.cancel(smo.post(page).id(), "ada");
    smo.killBeforeFlush();
    smo.recall();
    assertEquals(State.CANCELLED, smo.post(page).state());
  }

  @Test
  void aRecordThatIsGoneAltogetherIsPutBack() {
    smo.flush();
    smo.publish(page);
    smo.pass(Duration.ofSeconds(3));
    assertEquals(1, network.posts.size());
    String id = smo.post(page).id();
    smo.killBeforeFlush();
    assertTrue(smo.ledger.find(id).isEmpty(), "the repository knows of no post");
    smo.pass(AN_HOUR);
    assertEquals(State.SENT, smo.ledger.find(id).orElseThrow().state());
    correct();
    smo.pass(AN_HOUR);
    assertEquals(List.of("Wrong hours"), said());
  }

  @Test
  void whatWasErasedIsNotPutBack() {
    smo.publish(page);
    smo.pass(AN_HOUR);
    String id = smo.post(page).id();
    assertTrue(smo.ledger.archive().erase(id));
    smo.restart();
    smo.recall();
    smo.publish(page);
    smo.pass(AN_HOUR);
    assertEquals("", smo.ledger.find(id).orElseThrow().text(Key.TEXT));
    assertEquals(List.of("Wrong hours"), said());
  }

  private boolean isStopped() {
    return !smo.lanes().find("toy").stopped().isEmpty();
  }

  @Test
  void aPauseThatWasAnsweredIsNotForgotten() {
    smo.publish(page);
    smo.flush();
    smo.lanes().stop("toy", "Paused by ada.");
    smo.killBeforeFlush();
    smo.pass(AN_HOUR);
    assertEquals(List.of(), said(), "what went out though it was paused");
    assertEquals("Paused by ada.", smo.lanes().find("toy").stopped());
    smo.lanes().resume("toy");
    smo.pass(AN_HOUR);
    assertEquals(List.of("Wrong hours"), said());
  }

  @Test
  void whoLetPostsGoAfterAPauseIsNotPausedAgain() {
    smo.lanes().stop("toy", "Paused by ada.");
    smo.lanes().resume("toy");
    smo.flush();
    smo.killBeforeFlush();
    smo.recall();
    assertEquals(false, isStopped());
  }

  @Test
  void aPauseOfLongAgoIsInTheRepositoryAlone() {
    smo.lanes().stop("toy", "Paused by ada.");
    smo.recall();
    smo.clock.pass(AN_HOUR);
    smo.recall();
    smo.connections.remove("toy");
    smo.connect("toy");
    smo.restart();
    smo.recall();
    assertEquals(false, isStopped(), "another connection of the same name");
  }
}
