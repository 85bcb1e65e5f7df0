// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Reader;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Post;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRejectionHoldsThoughSomebodyAsksForOtherWordsAfterAKill(boolean killed) {
    policy("approval", true);
    smo.flush();
    smo.publish(page);
    smo.decisions.reject(smo.post(page).id(), "ada");
    if (killed) {
      smo.killBeforeFlush();
    }
    smo.tell(Map.of("path", page, "connections", "toy", "text", "Mine: {title} {url}"));
    assertEquals(State.REJECTED, smo.post(page).state());
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

  private Stream<Path> days() throws IOException {
    return Files.list(smo.journal()).filter(file -> file.toString().endsWith(".log"));
  }

  /** As a disk damages a line within, by a block that was never written. */
  private void damage(String kind) {
    try (Stream<Path> files = days()) {
      for (Path file : files.toList()) {
        StringBuilder damaged = new StringBuilder();
        for (String line : Files.readString(file).split("\n", -1)) {
          boolean hit = line.startsWith(kind) && line.length() > 200;
          String zeros = "\0".repeat(50);
          damaged.append(hit ? line.substring(0, 120) + zeros + line.substring(170) : line);
          damaged.append('\n');
        }
        Files.writeString(file, damaged);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String line) throws IOException {
    try (Stream<Path> files = days()) {
      Path last = files.sorted().reduce((before, after) -> after).orElseThrow();
      Files.writeString(last, "\n" + line, StandardOpenOption.APPEND);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S x part-1 1790000000000 AAA\0\0AAA .",
        "S x part-1 \0\0 AAAA .",
        "R x 1 \0\0 1790000000000 AAAA .",
        "R x \0 0 1790000000000 AAAA .",
        "."
      })
  void aDamagedLineOfThisPostOrAnotherStopsNothing(String line) throws IOException {
    smo.publish(page);
    smo.pass(AN_HOUR);
    append(line);
    smo.restart();
    smo.recall();
    smo.publish(smo.page("other", "Other"));
    smo.pass(AN_HOUR);
    assertEquals(List.of("Wrong hours", "Other"), said());
  }

  @Test
  void aPostWhoseAttemptIsDamagedOnTheDiskIsSoughtAndNotSentTwice() {
    smo.publish(page);
    smo.flush();
    smo.pass(Duration.ofSeconds(3));
    assertEquals(1, network.posts.size());
    damage("R ");
    smo.killBeforeFlush();
    smo.recall();
    assertEquals(State.UNKNOWN, smo.post(page).state());
    smo.pass(AN_HOUR);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(List.of("Wrong hours"), said());
    smo.decisions.retract(smo.post(page).id(), "ada");
    smo.pass(AN_HOUR);
    assertEquals(State.RETRACTED, smo.post(page).state(), "and is decided about as any other");
  }

  @Test
  void aPostOfWhichADecisionIsDamagedOnTheDiskWaitsForAnother() {
    policy("delayMinutes", 10);
    smo.publish(page);
    smo.flush();
    smo.decisions.cancel(smo.post(page).id(), "ada");
    damage("R ");
    smo.killBeforeFlush();
    smo.pass(AN_HOUR);
    assertEquals(List.of(), said(), "it was called off");
    assertEquals(State.HELD, smo.post(page).state());
    smo.decisions.retry(smo.post(page).id(), Seen.NOT_SAID, "ada");
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

  /** The repository is put back to a backup of hours before; the disk stays. */
  @Test
  void whatTheBackupOfARepositoryDoesNotKnowIsNotPostedAgain() {
    String other = smo.page("other", "Other");
    smo.flush();
    smo.publish(page);
    smo.pass(AN_HOUR);
    smo.pass(Duration.ofHours(3));
    smo.publish(other);
    smo.pass(AN_HOUR);
    assertEquals(List.of("Wrong hours", "Other"), said());
    smo.killBeforeFlush();
    smo.recall();
    smo.pass(Duration.ofHours(4));
    smo.recall();
    smo.publish(page);
    smo.publish(other);
    smo.pass(AN_HOUR);
    assertEquals(List.of("Wrong hours", "Other"), said());
    assertEquals(State.SENT, smo.post(page).state());
  }

  /** What the next start compares with the repository. */
  private List<String> compared() {
    smo.restart();
    List<String> compared = smo.notCompared();
    smo.recall();
    return compared;
  }

  @Test
  void aStartComparesWhatIsNewAndNotWhatWasComparedBefore() {
    smo.publish(page);
    smo.pass(AN_HOUR);
    String first = smo.post(page).id();
    assertEquals(List.of(first), compared());
    assertEquals(List.of(), compared());

    String later = smo.page("later", "Later");
    smo.publish(later);
    smo.pass(Duration.ofMinutes(5));
    String second = smo.post(later).id();
    assertEquals(List.of(second), compared());
    smo.pass(AN_HOUR);
    smo.publish(page);
    smo.decisions.retract(first, "ada");
    assertEquals(List.of(first), compared());
    smo.pass(Duration.ofDays(1));
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of(first), compared(), "the steps of its withdrawal");
    assertEquals(List.of(), compared());
  }

  /** An instance that is not restarted for long marks what it has, but not its last hour. */
  @Test
  void aNodeThatRunsForLongHasLittleToCompareAtItsNextStart() {
    smo.recall();
    smo.publish(page);
    smo.pass(AN_HOUR);
    smo.recall();
    smo.pass(AN_HOUR);
    smo.recall();
    String later = smo.page("later", "Later");
    smo.publish(later);
    smo.pass(Duration.ofMinutes(5));
    smo.recall();
    assertEquals(List.of(smo.post(later).id()), compared());
  }

  @Test
  void whatWasMarkedAndThenForgottenIsComparedAgain() {
    smo.flush();
    smo.publish(page);
    smo.pass(AN_HOUR);
    String id = smo.post(page).id();
    assertEquals(List.of(id), compared());
    assertEquals(List.of(), compared());
    smo.killBeforeFlush();
    assertEquals(List.of(id), smo.notCompared(), "the mark went with the post");
    smo.recall();
    assertEquals(State.SENDING, smo.ledger.find(id).orElseThrow().state(), "as it was noted");
    smo.pass(AN_HOUR);
    assertEquals(List.of("Wrong hours"), said());
  }
}
