// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Outcome;
import dev.smo.ledger.Decision;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy makes of posts that are out when their page is gone, or not for everybody. */
class AfterThePageTest extends OnePage {
  private static final Duration A_WHILE = Duration.ofMinutes(15);
  private static final String GONE = "Hours is no longer available.";

  /** A network that lets posts be changed. */
  private static final class Editing extends ToyNetwork implements Editor {
    private final List<String> edits = new ArrayList<>();
    private final Deque<Outcome> answers = new ArrayDeque<>();
    private Runnable whenEdited = () -> {};

    @Override
    public Outcome edit(RemotePost post, Delivery delivery) {
      whenEdited.run();
      Outcome answer = answers.poll();
      if (answer == null) {
        edits.add(delivery.post().text());
        return new Outcome.Published(post);
      }
      return answer;
    }
  }

  private final Editing network = new Editing();

  private void out(String option, String then) {
    context.registerService(Connector.class, network, Map.of("service.ranking", 10));
    smo.posting("text", "{title} {url}", option, then);
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    assertEquals(State.SENT, smo.post(page).state());
  }

  private PostRecord post;

  /** Lets the page of a post that is out go in one of the ways in which pages go. */
  private void go(String way) {
    post = smo.post(page);
    switch (way) {
      case "onUnpublish" -> smo.unpublish(page);
      case "onRemove" -> smo.remove(page, /* told= */ true);
      case "onClose" -> notToBeShared(true);
      default -> throw new IllegalArgumentException(way);
    }
  }

  private void notToBeShared(boolean so) {
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", so));
    smo.publish(page);
  }

  private PostRecord now() {
    return smo.ledger.find(post.id()).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "onUnpublish, keep, SENT, false, 0, 0",
    "onUnpublish, retract, RETRACTED, false, 1, 0",
    "onUnpublish, edit, SENT, false, 0, 1",
    "onUnpublish, list, SENT, true, 0, 0",
    "onRemove, keep, SENT, false, 0, 0",
    "onRemove, retract, RETRACTED, false, 1, 0",
    "onRemove, edit, SENT, false, 0, 1",
    "onRemove, list, SENT, true, 0, 0",
    "onClose, keep, SENT, false, 0, 0",
    "onClose, retract, RETRACTED, false, 1, 0",
    "onClose, edit, SENT, false, 0, 1",
    "onClose, list, SENT, true, 0, 0",
  })
  void thePolicySaysWhatBecomesOfWhatIsOut(
      String way, String then, State state, boolean asked, int retracted, int edited) {
    out(way, then);
    go(way);
    smo.pass(A_WHILE);
    assertEquals(state, now().state());
    assertEquals(asked, now().flag(Key.ATTENTION), "a person is asked");
    assertEquals(retracted, network.retracted.size(), "taken back");
    assertEquals(edited, network.edits.size(), "changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"onUnpublish", "onRemove", "onClose"})
  void toldTwiceAndFoundByTheRoundsItIsDoneAndNotedOnce(String way) {
    out(way, "edit");
    go(way);
    if (way.equals("onClose")) {
      smo.publish(page);
    }
    for (int i = 0; i < 5; i++) {
      smo.pass(A_WHILE);
      smo.rounds();
    }
    assertEquals(List.of(GONE), network.edits);
    assertEquals(GONE, now().text(Key.TEXT), "the record says something else than what is out");
    List<String> history = now().history().stream().map(Decision::what).toList();
    assertEquals(1, history.size(), history::toString);
    assertEquals("edited", now().attempts().get(1).outcome());
  }

  @Test
  void aPageThatIsClosedUnheardIsFoundByTheRounds() {
    out("onClose", "retract");
    post = smo.post(page);
    smo.set(page + "/jcr:content/smo", Map.of("doNotShare", true));
    smo.rounds();
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, now().state());
  }

  @Test
  void aPageThatWasMovedKeepsItsPostWhateverThePolicySaysOfThoseThatAreDeleted() {
    out("onRemove", "retract");
    post = smo.post(page);
    String moved = smo.rename(page, "moved");
    smo.tell(new dev.smo.host.PageEvent(dev.smo.host.PageEvent.Kind.REMOVED, page).toJob());
    smo.pass(Duration.ofMinutes(2));
    smo.publish(moved);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, now().state());
    assertEquals(List.of(), network.retracted);
    assertEquals(moved, now().text(Key.PATH));
  }

  @Test
  void aPageThatIsBackBeforeItsPostWasChangedKeepsTheWords() {
    out("onUnpublish", "edit");
    go("onUnpublish");
    smo.republish(page);
    smo.pass(A_WHILE);
    assertEquals(List.of(), network.edits);
    assertEquals(State.SENT, now().state());
    assertEquals("", now().text(Key.AWAY));
  }

  @Test
  void aPageThatIsBackAfterThatIsForAPersonWhoKnowsWhatThePostSays() {
    out("onUnpublish", "edit");
    go("onUnpublish");
    smo.pass(A_WHILE);
    smo.republish(page);
    smo.pass(A_WHILE);
    assertTrue(now().flag(Key.ATTENTION), "nobody is told that the post says that it is gone");
    assertTrue(now().text(Key.REASON).startsWith("The page is public again"));
    go("onUnpublish");
    smo.pass(A_WHILE);
    assertEquals(List.of(GONE, GONE), network.edits, "a second time is another departure");
  }

  /** A card that is read again is due as well, and must not say them. */
  @Test
  void whatFourEyesMustSeeKeepsNoWordsThatNobodySaw() {
    context.registerService(Connector.class, network, Map.of("service.ranking", 10));
    smo.posting("fourEyes", true, "text", "{title} {url}", "onUnpublish", "edit");
    smo.publish(page);
    smo.decisions.approve(smo.post(page).id(), "ada");
    smo.pass(Duration.ofSeconds(20));
    go("onUnpublish");
    assertTrue(now().flag(Key.ATTENTION), "a person is asked");
    assertEquals("", now().text(Key.LAST_WORDS));
    smo.pass(A_WHILE);
    assertEquals(List.of(), network.edits);
  }

  @Test
  void whatIsUnknownWhenItsPageGoesIsChangedWhenItTurnsOutToBeThere() {
    context.registerService(Connector.class, network, Map.of("service.ranking", 10));
    smo.posting("text", "{title} {url}", "onUnpublish", "edit");
    network.busy = true;
    network.next.add(
        (delivery, toy) -> {
          toy.execute(delivery);
          throw new IOException("reset");
        });
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    go("onUnpublish");
    assertEquals(State.UNKNOWN, now().state());
    network.busy = false;
    smo.pass(Duration.ofMinutes(30));
    assertEquals(List.of(GONE), network.edits);
    assertEquals(State.SENT, now().state());
  }

  @Test
  void aNetworkThatChangesNothingHasAPersonAsked() {
    smo.posting("text", "{title} {url}", "onUnpublish", "edit");
    smo.publish(page);
    smo.pass(Duration.ofSeconds(20));
    go("onUnpublish");
    smo.pass(A_WHILE);
    assertTrue(now().flag(Key.ATTENTION), "nobody is told that the post stays as it is");
    assertTrue(now().text(Key.REASON).contains("does not let posts be changed"));
  }

  @Test
  void aNetworkThatRefusesTheWordsHasAPersonAsked() {
    out("onUnpublish", "edit");
    network.answers.add(new Outcome.Rejected("Edits end after an hour."));
    go("onUnpublish");
    smo.pass(A_WHILE);
    assertTrue(now().text(Key.REASON).endsWith("Edits end after an hour."));
    assertTrue(now().flag(Key.ATTENTION));
    assertEquals(List.of(), network.edits, "what was refused is not tried again");
  }

  @Test
  void aLostAnswerIsAskedForAgain() {
    out("onUnpublish", "edit");
    network.answers.add(new Outcome.Unknown("HTTP 502"));
    network.answers.add(new Outcome.Deferred(Duration.ofSeconds(30), "HTTP 429"));
    go("onUnpublish");
    smo.pass(A_WHILE);
    assertEquals(List.of(GONE), network.edits);
  }

  @Test
  void thatItsNetworkIsCalledIsCommittedBefore() {
    out("onUnpublish", "edit");
    boolean[] committed = {false};
    network.whenEdited = () -> committed[0] = now().time(Key.LAST_CALLED).isPresent();
    go("onUnpublish");
    smo.pass(A_WHILE);
    assertTrue(committed[0], "a page that is back meanwhile would keep words that are changing");
  }

  @Test
  void whoTakesThePostBackIsNotOvertakenByItsLastWords() {
    out("onRemove", "edit");
    go("onRemove");
    smo.decisions.retract(post.id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, now().state());
    assertEquals(List.of(), network.edits);
  }

  @Test
  void whatWaitsWhenItsPageIsClosedIsSkippedAndGoesWhenItIsOpenAgain() {
    smo.posting("text", "{title} {url}", "delayMinutes", 5L);
    smo.publish(page);
    notToBeShared(true);
    assertEquals(State.SKIPPED, smo.post(page).state());
    assertEquals("The author chose not to share this page.", smo.post(page).text(Key.REASON));
    notToBeShared(false);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void aPageThatIsOpenAgainIsNothingToAskAPersonAbout() {
    out("onClose", "list");
    go("onClose");
    assertTrue(now().flag(Key.ATTENTION));
    notToBeShared(false);
    assertEquals(0, smo.ledger.attention().size(), "the page is open again");
    assertEquals("", now().text(Key.AWAY));
  }
}
