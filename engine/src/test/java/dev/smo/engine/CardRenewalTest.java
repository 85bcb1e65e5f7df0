// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.CardReader;
import dev.smo.connector.Outcome;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The card of a post that is out follows its page, where the network draws it. */
@ExtendWith(SlingContextExtension.class)
class CardRenewalTest {
  private static final Duration A_WHILE = Duration.ofMinutes(2);

  private final SlingContext context = OakSite.context();
  private final DrawingNetwork network = new DrawingNetwork();
  private Installation smo;
  private String page;

  private static final class DrawingNetwork extends ToyNetwork implements CardReader {
    private final List<String> read = new ArrayList<>();
    private final Deque<Outcome> answers = new ArrayDeque<>();
    private Runnable inCall = () -> {};

    @Override
    public Outcome readAgain(RemotePost post, URI link, Connection connection) {
      read.add(post.id() + " " + link.getPath());
      Runnable meanwhile = inCall;
      inCall = () -> {};
      meanwhile.run();
      return answers.isEmpty() ? new Outcome.Published(post) : answers.poll();
    }
  }

  @BeforeEach
  void sendAPost() {
    smo = new Installation(context, network);
    page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, smo.post(page).state(), () -> smo.post(page).text(Key.REASON));
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private void becomes(String title) {
    smo.set(page + "/jcr:content", Map.of("jcr:title", title));
    smo.site.show("/opening.html", title);
    smo.publish(page);
  }

  @Test
  void aChangedTitleIsReadOnceAndNothingIsPostedAgain() {
    becomes("New hours");
    smo.pass(A_WHILE);
    assertEquals(List.of("toy-1 /opening.html"), network.read);
    smo.publish(page);
    smo.pass(Duration.ofDays(2));
    assertEquals(1, network.read.size(), "once for one change");
    assertEquals(1, network.posts.size(), "posts");
    PostRecord post = smo.post(page);
    assertEquals(State.SENT, post.state());
    assertEquals("Hours", post.text(Key.TITLE), "the record says what was posted");
    assertTrue(post.time(Key.DUE).isEmpty(), "nothing is left to do");
  }

  @Test
  void aPageThatIsPublishedAgainAsItIsCallsNobody() {
    smo.set(page + "/jcr:content", Map.of("text", "More words in the page"));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(List.of(), network.read);
  }

  @Test
  void aNewDescriptionIsReadAndSoIsTheOldOneWhenItComesBack() {
    smo.set(page + "/jcr:content", Map.of("jcr:description", "Come in."));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(1, network.read.size());
    smo.set(page + "/jcr:content", Map.of("jcr:description", ""));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(2, network.read.size());
  }

  @Test
  void nobodyReadsThePageBeforeThePublicSeesTheChange() {
    smo.set(page + "/jcr:content", Map.of("jcr:title", "New hours"));
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals(List.of(), network.read, "the public page has the old title still");
    smo.site.show("/opening.html", "New hours");
    smo.pass(Duration.ofMinutes(20));
    assertEquals(1, network.read.size());
  }

  @Test
  void whatIsChangedBackAtOnceIsNotRead() {
    smo.set(page + "/jcr:content", Map.of("jcr:title", "New hours"));
    smo.publish(page);
    becomes("Hours");
    smo.pass(A_WHILE);
    assertEquals(List.of(), network.read);
    assertTrue(smo.post(page).time(Key.CARD_CHANGED).isEmpty(), "nothing is left to do");
  }

  @Test
  void aNetworkThatIsBusyIsAskedAgainAndOneThatRefusesIsNot() {
    network.answers.add(new Outcome.Deferred(Duration.ofMinutes(3), "busy"));
    becomes("New hours");
    smo.pass(Duration.ofMinutes(15));
    assertEquals(2, network.read.size(), "again after the pause");
    network.answers.add(new Outcome.Rejected("no"));
    becomes("Newest hours");
    smo.pass(Duration.ofHours(2));
    assertEquals(3, network.read.size(), "a refusal holds for that change");
    assertEquals("", smo.post(page).text(Key.REASON));
  }

  @Test
  void aPostThatIsTakenBackIsNotReadFor() {
    becomes("New hours");
    smo.decisions.retract(smo.post(page).id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(List.of(), network.read);
  }

  @Test
  void whatIsTakenBackWhileItsCardIsReadIsTakenBack() {
    network.inCall = () -> smo.decisions.retract(smo.post(page).id(), "ada");
    becomes("New hours");
    smo.pass(Duration.ofHours(1));
    assertEquals(State.RETRACTED, smo.post(page).state());
    assertEquals(1, network.retracted.size());
  }

  @Test
  void whatIsTakenBackWhileItsCardCannotBeReadIsTakenBackAtOnce() {
    network.answers.add(new Outcome.Deferred(Duration.ofHours(5), "later"));
    network.inCall = () -> smo.decisions.retract(smo.post(page).id(), "ada");
    becomes("New hours");
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.RETRACTED, smo.post(page).state());
  }

  @Test
  void aWithdrawalThatLostItsTimeIsFoundByTheNextRound() {
    String id = smo.post(page).id();
    smo.decisions.retract(id, "ada");
    smo.ledger.update(id, post -> post.with(Key.DUE, null));
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, smo.post(page).state(), "nothing looks at it by itself");
    smo.rounds();
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, smo.post(page).state());
  }
}
