// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Responder;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.PostResponder;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.TextFormat;
import dev.smo.schedule.Rhythm;
import dev.smo.syndication.PostedWords;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers to what people replied to posts. */
@ExtendWith(SlingContextExtension.class)
class AnswerTest {
  private static final RemotePost REPLY = new RemotePost("ann-7", URI.create("https://ann.test/7"));
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final String TOKEN = "token-0001";

  private final SlingContext context = OakSite.context();
  private final Answering network = new Answering();
  private Installation smo;
  private String page;
  private PostRecord post;

  private static final class Answering extends ToyNetwork implements Responder, Editor {
    private Optional<Limits> answers = Optional.empty();

    @Override
    public Optional<Limits> answerLimits(Connection connection) {
      return answers;
    }

    private final List<Delivery> sought = new ArrayList<>();

    @Override
    public Reconciliation find(Delivery delivery) {
      sought.add(delivery);
      return super.find(delivery);
    }

    @Override
    public Outcome edit(RemotePost post, Delivery delivery) {
      return new Outcome.Published(post);
    }

    @Override
    public String opening(RemotePost reply, Connection connection) throws IOException {
      if (reply.id().isEmpty()) {
        throw new IOException("reset");
      }
      return "@ann ";
    }
  }

  @BeforeEach
  void install() {
    smo = new Installation(context, network);
    page = smo.page("opening", "Hours");
    smo.publish(page);
    smo.pass(A_WHILE);
    post = smo.post(page);
    assertEquals(State.SENT, post.state());
    network.calls.clear();
    network.posts.clear();
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private PostRecord answer(String words) throws InterruptedException {
    return answer(words, TOKEN);
  }

  private PostRecord answer(String words, String token) throws InterruptedException {
    return smo.responder().answer(post, REPLY, new PostResponder.Wish(words, token, "ada"));
  }

  private PostRecord now(PostRecord answer) {
    return smo.ledger.find(answer.id()).orElseThrow();
  }

  private String refusal(String words) {
    String reason = assertThrows(NotPossibleException.class, () -> answer(words)).getMessage();
    assertEquals(1, smo.posts(page).size());
    return reason;
  }

  @Test
  void anAnswerIsAPostOfItsOwnThatNamesWhatItAnswers() throws Exception {
    PostRecord entered = answer("@ann Thank you #winter");
    assertEquals(State.SCHEDULED, entered.state());
    assertEquals(List.of(), network.calls, "nothing is sent while the person waits");
    smo.pass(A_WHILE);
    PostRecord sent = now(entered);
    assertEquals(State.SENT, sent.state());
    assertEquals("ada", sent.text(Key.DECIDED_BY));
    assertEquals(Optional.of(REPLY), sent.inReplyTo());
    assertEquals(post.text(Key.LANGUAGE), sent.text(Key.LANGUAGE));
    var out = network.posts.get(0);
    assertEquals("@ann Thank you #winter", out.text());
    assertEquals(Optional.of(REPLY), out.inReplyTo());
    assertEquals(List.of("winter"), out.hashtags());
    assertEquals(Optional.empty(), out.link());
    assertEquals(List.of(), out.images());
    assertEquals(Optional.empty(), sent.time(Key.LOOK), "what follows comes with the post above");
  }

  @Test
  void theSameWishTwiceIsOneAnswer() throws Exception {
    PostRecord first = answer("Thank you");
    assertEquals(first.id(), answer("Thank you").id());
    smo.pass(A_WHILE);
    assertEquals(State.SENT, answer("Thank you").state());
    smo.pass(A_WHILE);
    assertEquals(1, network.calls.size());
    String reason = assertThrows(NotPossibleException.class, () -> answer("Others")).getMessage();
    assertTrue(reason.contains("with other words"), reason);
    answer("Others", "token-0002");
    smo.pass(A_WHILE);
    assertEquals(2, network.calls.size());
  }

  @Test
  void anAnswerWhoseOutcomeIsLostGoesOutOnce() throws Exception {
    network.next.add(
        (delivery, toy) -> {
          toy.execute(delivery);
          throw new IOException("reset");
        });
    PostRecord answer = answer("Thank you");
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SENT, now(answer).state());
    assertEquals(1, network.posts.size());
    assertEquals(1, network.inquiries);
  }

  @Test
  void anAnswerThatNobodyCanTellOfWaitsForAPerson() throws Exception {
    network.canTell = false;
    network.next.add(
        (delivery, toy) -> {
          throw new IOException("reset");
        });
    PostRecord answer = answer("Thank you");
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.NEEDS_ATTENTION, now(answer).state());
    assertEquals(
        List.of(answer.id()), smo.ledger.attention().stream().map(PostRecord::id).toList());
    smo.decisions.retry(answer.id(), Decisions.Seen.NOTHING, "ada");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, now(answer).state());
    assertEquals(Optional.of(REPLY), network.posts.get(0).inReplyTo());
  }

  @Test
  void anAnswerSurvivesAKill() throws Exception {
    network.next.add(
        (delivery, toy) -> {
          toy.execute(delivery);
          return smo.killed();
        });
    PostRecord answer = answer("Thank you");
    smo.passUntilKilled(A_WHILE);
    smo.restart();
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SENT, now(answer).state());
    assertEquals(1, network.posts.size());
  }

  @Test
  void anAnswerWaitsForItsNetworkAsAllPostsDo() throws Exception {
    network.next.add(
        (delivery, toy) -> new Outcome.Deferred(Duration.ofMinutes(2), "Too many calls"));
    PostRecord answer = answer("Thank you");
    PostRecord other = answer("Thanks again", "token-0002");
    smo.pass(Duration.ofMinutes(1));
    assertEquals(State.SCHEDULED, now(answer).state());
    assertEquals(State.SCHEDULED, now(other).state());
    assertEquals(1, network.calls.size());
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, now(answer).state());
    assertEquals(State.SENT, now(other).state());
  }

  @Test
  void neitherBurstNorApprovalNorAClosedGateHoldsAnAnswer() throws Exception {
    smo.posting("text", "{title} {url}", "approval", true, "burstLimit", 1);
    smo.site.close();
    answer("One", "token-0001");
    answer("Two", "token-0002");
    answer("Three", "token-0003");
    smo.pass(A_WHILE);
    assertEquals(3, network.posts.size());
  }

  @Test
  void whatTheNetworkDoesNotTakeIsRefusedAtOnce() {
    assertEquals(
        "The words count 203 where the network takes 200, 3 too many. Make them shorter.",
        refusal("x".repeat(203)));
    assertEquals("Say what to answer.", refusal(" \n "));
    assertEquals("This network has no threads; the words must be one part.", refusal("1\n---\n2"));
  }

  @Test
  void anAnswerMayBeLongerThanAPostWhereItsNetworkTakesThat() throws Exception {
    network.answers = Optional.of(Limits.builder(1000, Limits::graphemes).build());
    String words = "x".repeat(900);
    assertEquals(new PostResponder.Size(900, 1000), smo.responder().measure(post, words));
    PostRecord entered = answer(words);
    smo.pass(A_WHILE);
    assertEquals(State.SENT, now(entered).state(), () -> now(entered).text(Key.REASON));
    assertEquals(List.of(words), network.posts.stream().map(Post::text).toList());
  }

  @Test
  void anAnswerMayHaveToBeShorterThanAPost() throws Exception {
    network.answers = Optional.of(Limits.builder(50, Limits::graphemes).build());
    assertEquals(50, smo.responder().measure(post, "Thank you").most());
    assertEquals(
        "The words count 60 where the network takes 50, 10 too many. Make them shorter.",
        refusal("x".repeat(60)));
  }

  @Test
  void wordsAloneAnswerWhereAPostNeedsAPicture() throws Exception {
    network.limits =
        Limits.builder(200, Limits::graphemes)
            .withoutLinks()
            .onlyWithPicture()
            .images(List.of("image/jpeg"), 1_000_000, 2000)
            .build();
    network.answers = Optional.of(Limits.builder(300, Limits::graphemes).build());
    PostRecord entered = answer("Thank you");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, now(entered).state(), () -> now(entered).text(Key.REASON));
  }

  @Test
  void anAnswerIsWrittenAndLookedForInTheFormThatAnswersHave() throws Exception {
    network.limits = Limits.builder(200, Limits::graphemes).format(TextFormat.HTML).build();
    network.answers = Optional.of(Limits.builder(200, Limits::graphemes).build());
    network.next.add(
        (delivery, toy) -> {
          toy.execute(delivery);
          throw new IOException("reset");
        });
    PostRecord entered = answer("Tea & cake");
    smo.pass(Duration.ofMinutes(5));
    assertEquals(State.SENT, now(entered).state());
    assertEquals("Tea & cake", network.posts.get(0).text());
    assertEquals("Tea & cake", network.sought.get(0).post().text());
  }

  @Test
  void anAnswerIsChangedWithinTheLimitsOfAnswers() throws Exception {
    network.answers = Optional.of(Limits.builder(50, Limits::graphemes).build());
    network.next.add((delivery, toy) -> new Outcome.Deferred(Duration.ofMinutes(5), "busy"));
    PostRecord entered = answer("Thank you");
    smo.pass(A_WHILE);
    String tooLong =
        "The words count 60 where the network takes 50, 10 too many. Make them shorter.";
    assertEquals(tooLong, unchanged(entered), "while it waits");
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, now(entered).state());
    String reason =
        assertThrows(
                NotPossibleException.class,
                () -> smo.editor().edit(entered.id(), "x".repeat(60), reader(entered)))
            .getMessage();
    assertEquals(tooLong, reason, "once it is out");
  }

  private Decisions.Reader reader(PostRecord answer) {
    return smo.decisions.reader(answer.id(), "ada");
  }

  private String unchanged(PostRecord answer) {
    return assertThrows(
            NotPossibleException.class,
            () -> smo.editor().change(answer.id(), "x".repeat(60), Map.of(), reader(answer)))
        .getMessage();
  }

  @Test
  void aConnectionThatIsGoneOrOffIsNamed() {
    smo.connections.remove("toy");
    assertEquals("There is no connection toy.", refusal("Thank you"));
  }

  @Test
  void wordsAreMeasuredAsTheyWouldGoOut() throws Exception {
    network.limits = Limits.builder(100, Limits::graphemes).build();
    assertEquals(new PostResponder.Size(9, 100), smo.responder().measure(post, " Thank you "));
    assertEquals(new PostResponder.Size(0, 100), smo.responder().measure(post, ""));
    network.limits = Limits.builder(100, Limits::graphemes).maxThread(3).build();
    assertEquals(3, smo.responder().measure(post, "1\n---\n123").length());
  }

  @Test
  void theNetworkSaysWithWhatAnAnswerBegins() throws Exception {
    assertEquals("@ann ", smo.responder().opening(post, REPLY));
    RemotePost gone = new RemotePost("", REPLY.permalink());
    assertEquals(
        "The network could not be asked: reset",
        assertThrows(NotPossibleException.class, () -> smo.responder().opening(post, gone))
            .getMessage());
  }

  @Test
  void aPageThatMovesAsksNobodyAboutItsAnswers() throws Exception {
    PostRecord answer = answer("Thank you");
    smo.pass(A_WHILE);
    smo.remove(page, /* told= */ true);
    smo.pass(A_WHILE);
    assertEquals(List.of(post.id()), smo.ledger.attention().stream().map(PostRecord::id).toList());
    assertEquals(State.SENT, now(answer).state());
  }

  @Test
  void anAnswerThatWaitsGoesOutThoughThePageMoves() throws Exception {
    network.next.add((delivery, toy) -> new Outcome.Deferred(Duration.ofMinutes(5), "busy"));
    PostRecord answer = answer("Thank you");
    smo.pass(A_WHILE);
    assertEquals(State.SCHEDULED, now(answer).state());
    smo.remove(page, /* told= */ true);
    smo.pass(Duration.ofMinutes(10));
    assertEquals(State.SENT, now(answer).state());
  }

  @Test
  void thePlannerLeavesAnswersAlone() throws Exception {
    PostRecord answer = answer("Thank you");
    smo.publish(page);
    smo.pass(A_WHILE);
    smo.publish(page);
    smo.pass(A_WHILE);
    assertEquals("Thank you", now(answer).text(Key.TEXT));
    assertEquals(1, network.posts.size());
  }

  @Test
  void theWordsOfFeedsAreThoseOfPostsAndNotOfAnswers() throws Exception {
    answer("Thank you");
    smo.pass(A_WHILE);
    var words = new PostedWords(smo.ledger).of(post.text(Key.PAGE));
    assertEquals(1, words.size());
    assertEquals(post.text(Key.TEXT), words.get(0).text());
  }

  @Test
  void anAnswerCanBeTakenBack() throws Exception {
    PostRecord answer = answer("Thank you");
    smo.pass(A_WHILE);
    smo.decisions.retract(answer.id(), "ada");
    smo.pass(A_WHILE);
    assertEquals(State.RETRACTED, now(answer).state());
    assertEquals(State.SENT, smo.ledger.find(post.id()).orElseThrow().state());
  }

  @Test
  void anAnswerGoesInQuietHoursAndCountsForNoCap() throws Exception {
    Rhythm rhythm = Rhythm.of(Map.of("quietHours", "9:00-12:00", "dailyCap", "2"));
    smo.connections.save(
        new Account.Form("toy", "toy", "", "", Map.of(), Map.of(), Optional.of(rhythm)));
    PostRecord entered = answer("@ann Thank you");
    smo.pass(A_WHILE);
    assertEquals(State.SENT, now(entered).state());
    LocalDate today = LocalDate.ofInstant(smo.clock.instant(), ZoneOffset.UTC);
    assertEquals(1, smo.ledger.sent().number("toy", today), "the post that it answers");
  }
}
