// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.connectors.GermanWords;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Executed;
import dev.smo.testkit.Fault;
import dev.smo.testkit.nostr.FakeRelay;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NostrConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html");
  private static final String NSEC =
      "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5";

  private final TestClock clock = new TestClock();
  private final FakeRelay first = new FakeRelay(0, clock);
  private final FakeRelay second = new FakeRelay(0, clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(first.host(), second.host());
  private final NostrConnector connector = new NostrConnector(outbound, clock);

  @AfterEach
  void stop() {
    first.close();
    second.close();
    outbound.close();
  }

  private Connection connection(String relays) {
    return Connection.builder("nostr-en", "nostr")
        .setting("relays", relays)
        .secret("key", Secret.of(NSEC))
        .build();
  }

  private Connection both() {
    return connection(first.relay() + "\n" + second.relay());
  }

  private Delivery delivery(int attempt) {
    Post post =
        Post.builder("Doors \"open\" \\ early\n" + LINK + " #Winter")
            .link(LINK)
            .hashtags(List.of("Winter"))
            .language(Locale.forLanguageTag("de-AT"))
            .build();
    return Delivery.builder("delivery-1", both(), post)
        .attempt(attempt)
        .started(clock.instant().minusSeconds(60))
        .build();
  }

  private RemotePost published() throws Exception {
    return assertInstanceOf(Outcome.Published.class, connector.publish(delivery(1))).post();
  }

  @Test
  void eachRelayGetsTheSameSignedNote() throws Exception {
    RemotePost post = published();
    assertEquals(1, first.posts().size());
    JsonNode note = first.posts().get(0).raw();
    assertEquals(note, second.posts().get(0).raw());
    assertEquals(post.id(), note.path("id").asText());
    assertEquals(
        "[[\"r\",\""
            + LINK
            + "\"],[\"t\",\"winter\"],[\"L\",\"ISO-639-1\"],"
            + "[\"l\",\"de\",\"ISO-639-1\"]]",
        note.path("tags").toString());
    assertTrue(post.permalink().toString().startsWith("https://njump.me/note1"));
  }

  @Test
  void aRepetitionReachesTheRelayThatMissedTheNoteAndMakesNoSecondOne() throws Exception {
    second.failNext(new Fault.Invalid("not today"));
    RemotePost post = published();
    assertEquals(0, second.posts().size());
    Outcome again = connector.publish(delivery(2));
    assertEquals(post, assertInstanceOf(Outcome.Published.class, again).post());
    assertEquals(1, first.posts().size());
    assertEquals(1, second.posts().size());
  }

  private static List<String> tags(JsonNode note, String name) {
    List<String> found = new ArrayList<>();
    for (JsonNode tag : note.path("tags")) {
      if (tag.path(0).asText().equals(name)) {
        found.add(tag.path(1).asText() + " " + tag.path(3).asText());
      }
    }
    return found;
  }

  private Delivery thread(int attempt) {
    List<Post> more = List.of(Post.builder("Two").build(), Post.builder("Three").build());
    return Delivery.builder("thread-1", both(), Post.builder("One").thread(more).build())
        .attempt(attempt)
        .started(clock.instant())
        .build();
  }

  @Test
  void partsOfAThreadNameTheFirstAndTheOneBeforeASecondApart() throws Exception {
    connector.publish(thread(1));
    List<JsonNode> notes = first.posts().stream().map(Executed::raw).toList();
    String one = notes.get(0).path("id").asText();
    String two = notes.get(1).path("id").asText();
    assertEquals(List.of(one + " root"), tags(notes.get(1), "e"));
    assertEquals(List.of(one + " root", two + " reply"), tags(notes.get(2), "e"));
    assertEquals(List.of(), tags(notes.get(2), "p"), "names its own author");
    long start = notes.get(0).path("created_at").asLong();
    assertEquals(start + 2, notes.get(2).path("created_at").asLong());
  }

  @Test
  void aThreadThatWasCutGoesOnWhereItWasAndStandsOnce() throws Exception {
    first.failNext(new Fault.Lost());
    second.failNext(new Fault.Cut());
    assertInstanceOf(Outcome.Unknown.class, connector.publish(thread(1)));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(thread(1)));
    assertInstanceOf(Outcome.Published.class, connector.publish(thread(2)));
    assertInstanceOf(Reconciliation.Found.class, connector.find(thread(2)));
    assertEquals(3, first.posts().size());
    assertEquals(3, second.posts().size());
  }

  @Test
  void partsOfAThreadAreNoAnswersOfOthers() throws Exception {
    RemotePost post =
        assertInstanceOf(Outcome.Published.class, connector.publish(thread(1))).post();
    first.react(1, post.id(), "When?", "root");
    List<Reply> replies = connector.replies(post, both());
    assertEquals(List.of("When?"), replies.stream().map(Reply::text).toList());
  }

  @Test
  void anAnswerNamesTheNoteItsThreadAndWhoWroteIt() throws Exception {
    RemotePost post = published();
    RemotePost reply = first.react(1, post.id(), "When?", "root");
    Delivery answer =
        Delivery.builder("answer-1", both(), Post.builder("At ten").inReplyTo(reply).build())
            .started(clock.instant())
            .build();
    assertInstanceOf(Outcome.Published.class, connector.publish(answer));
    JsonNode note = second.posts().get(1).raw();
    assertEquals(List.of(post.id() + " root", reply.id() + " reply"), tags(note, "e"));
    assertEquals(1, tags(note, "p").size());
    assertInstanceOf(Reconciliation.Found.class, connector.find(answer));
  }

  @Test
  void aNoteThatIsGoneIsNotAnswered() throws Exception {
    RemotePost gone = new RemotePost("ab".repeat(32), URI.create("https://njump.me/x"));
    Delivery answer =
        Delivery.builder("answer-1", both(), Post.builder("At ten").inReplyTo(gone).build())
            .started(clock.instant())
            .build();
    Outcome outcome = connector.publish(answer);
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("No relay has the note"), reason);
    second.refuseConnections();
    assertInstanceOf(Outcome.Deferred.class, connector.publish(answer));
    assertEquals(0, first.posts().size());
  }

  @Test
  void oneRelayIsEnough() throws Exception {
    first.refuseConnections();
    published();
    assertEquals(1, second.posts().size());
  }

  @Test
  void whereOneRelayMayHaveTheNoteNobodySaysThatNothingWasSent() throws Exception {
    first.failNext(new Fault.Lost());
    second.failNext(new Fault.RateLimited(Duration.ofSeconds(9)));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(delivery(1)));
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery(1)));
  }

  @Test
  void aRelayThatIsSilentMayHaveTheNote() throws Exception {
    first.failNext(new Fault.Lost());
    second.failNext(new Fault.Cut());
    assertInstanceOf(Outcome.Unknown.class, connector.publish(delivery(1)));
    first.refuseConnections();
    try {
      Reconciliation said = connector.find(delivery(1));
      assertInstanceOf(Reconciliation.AskLater.class, said);
    } catch (IOException e) {
      // Counts as AskLater.
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rate-limited: slow down, Deferred",
    "error: could not save, Deferred",
    "blocked: you are banned, Unauthorised",
    "restricted: members only, Unauthorised",
    "auth-required: who are you, Unauthorised",
    "invalid: too long, Rejected",
    "pow: difficulty 25 is needed, Rejected",
    "words without a prefix, Rejected"
  })
  void refusalsAreToldApart(String said, String outcome) {
    RelayRefusedException refused =
        new RelayRefusedException(URI.create("wss://relay.example.org"), said);
    Outcome result = refused.outcome(both());
    assertEquals(outcome, result.getClass().getSimpleName());
    assertTrue(result.toString().contains("relay.example.org says: " + said), result.toString());
  }

  @Test
  void aRelayThatKeepsWhatIsToBeDeletedIsNamed() throws Exception {
    RemotePost post = published();
    second.keepAll();
    Outcome said = connector.retract(post, both());
    String reason = assertInstanceOf(Outcome.Rejected.class, said).reason();
    assertTrue(reason.contains("keeps it"), reason);
    assertEquals(0, first.posts().size());
  }

  @Test
  void countsPeopleOnceAndBringsAnswersHome() throws Exception {
    RemotePost post = published();
    for (FakeRelay relay : List.of(first, second)) {
      relay.react(7, post.id(), "+", "");
      relay.react(7, post.id(), "+", "");
      relay.react(6, post.id(), "", "");
      relay.react(1, post.id(), "Only a mention", "mention");
    }
    first.react(7, post.id(), "-", "");
    second.react(1, post.id(), "When?", "root");
    Engagement numbers = connector.engagement(post, both());
    assertEquals(1, numbers.of(Metric.LIKES).orElseThrow());
    assertEquals(1, numbers.of(Metric.REPOSTS).orElseThrow());
    assertEquals(1, numbers.of(Metric.REPLIES).orElseThrow());
    Reply reply = connector.replies(post, both()).get(0);
    assertEquals("When?", reply.text());
    assertTrue(reply.author().startsWith("npub1"), reply.author());
  }

  @Test
  void manyLikesDoNotCrowdOutTheAnswers() throws Exception {
    RemotePost post = published();
    for (FakeRelay relay : List.of(first, second)) {
      relay.react(1, post.id(), "Really?", "root");
      for (int i = 0; i < 3 * FakeRelay.AT_ONCE; i++) {
        relay.react(7, post.id(), "+" + i, "");
      }
    }
    assertEquals(1, connector.replies(post, both()).size(), "one event on both relays");
    assertEquals(1, connector.engagement(post, both()).of(Metric.REPLIES).orElseThrow());
  }

  @Test
  void allAnswersAreReadThoughARelayGivesFewAtOnce() throws Exception {
    RemotePost post = published();
    int many = 2 * FakeRelay.AT_ONCE + 7;
    for (int i = 0; i < many; i++) {
      first.react(1, post.id(), "Answer " + i, "root");
    }
    List<Reply> replies = connector.replies(post, both());
    assertEquals(many, replies.size());
    assertEquals("Answer 0", replies.get(0).text());
  }

  @Test
  void moreAnswersOfOneSecondThanAPageAreReadFromARelayThatTellsThem() throws Exception {
    RemotePost post = published();
    long now = clock.instant().getEpochSecond();
    for (int i = 0; i < 230; i++) {
      first.answerAt(now, post.id(), "Crowd " + i);
    }
    first.answerAt(now - 60, post.id(), "Older");
    first.tellAtMost(500);
    assertEquals(231, connector.replies(post, connection(first.relay().toString())).size());
  }

  @Test
  void moreAnswersOfOneSecondThanARelayTellsHideNoOthers() throws Exception {
    RemotePost post = published();
    long now = clock.instant().getEpochSecond();
    for (long second : new long[] {0, now - 5}) {
      for (int i = 0; i <= FakeRelay.AT_ONCE; i++) {
        first.answerAt(second, post.id(), "Crowd " + i);
      }
    }
    first.answerAt(now, post.id(), "Newer");
    first.answerAt(now - 60, post.id(), "Older");
    List<String> told = connector.replies(post, both()).stream().map(Reply::text).toList();
    assertTrue(told.containsAll(List.of("Newer", "Older")), told::toString);
    assertEquals(told.size(), connector.engagement(post, both()).of(Metric.REPLIES).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "99999999999999", "9223372036854775807", "-9223372036854775808", "1e400"})
  void anAnswerAtATimeThatNoCalendarHasIsLeftOut(String second) throws Exception {
    RemotePost post = published();
    first.answerWhenever(new BigDecimal(second).toBigInteger(), post.id(), "Never");
    first.react(1, post.id(), "When?", "root");
    List<String> texts = connector.replies(post, both()).stream().map(Reply::text).toList();
    assertEquals(List.of("When?"), texts);
    assertEquals(1, connector.engagement(post, both()).of(Metric.REPLIES).orElseThrow());
  }

  @Test
  void longAnswersAreReadAllTheSame() throws Exception {
    RemotePost post = published();
    for (int i = 0; i < 40; i++) {
      first.react(1, post.id(), "x".repeat(60_000) + i, "root");
    }
    assertEquals(40, connector.replies(post, both()).size());
  }

  @Test
  void wordsThatNobodySignedAreNoAnswer() throws Exception {
    RemotePost post = published();
    first.forge(post.id(), "I never said this");
    assertEquals(List.of(), connector.replies(post, both()));
  }

  @Test
  void learnsHowMuchRelaysTakeWhenTheConnectionIsTested() throws Exception {
    assertEquals(NostrConnector.USUAL, connector.limits(both()).maxLength(Shape.TEXT));
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(both()));
    assertTrue(valid.account().startsWith("npub1"), valid.account());
    assertEquals(FakeRelay.MOST_CHARACTERS, connector.limits(both()).maxLength(Shape.TEXT));
  }

  @ParameterizedTest
  @CsvSource({"''", "https://relay.example.org", "wss://", "wss://user@relay.example.org"})
  void whatIsNoRelayIsSaid(String relays) throws Exception {
    assertInstanceOf(Verification.Invalid.class, connector.verify(connection(relays)));
  }

  @Test
  void aTestEndsWithTheFirstRelayThatAnswers() throws Exception {
    assertInstanceOf(Verification.Valid.class, connector.verify(both()));
    assertEquals(1, first.calls().stream().filter(call -> call.method().equals("REQ")).count());
    assertEquals(0, second.calls().stream().filter(call -> call.method().equals("REQ")).count());
    first.refuseConnections();
    assertInstanceOf(Verification.Valid.class, connector.verify(both()));
  }

  @ParameterizedTest
  @CsvSource({"90, 1, 15", "90, 6, 15", "90, 10, 9", "20, 5, 4", "20, 10, 2"})
  void silentRelaysShareTheTimeThatThereIs(int time, int relays, int each) {
    assertEquals(Duration.ofSeconds(each), Relays.share(Duration.ofSeconds(time), relays));
  }

  @Test
  void aKeyInEitherWritingIsTheSameAccount() {
    Connection hex =
        Connection.builder("nostr-en", "nostr")
            .secret(
                "key",
                Secret.of("67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa"))
            .build();
    String account = KeyPair.of(hex).orElseThrow().npub();
    assertEquals(account, KeyPair.of(both()).orElseThrow().npub());
    assertNotEquals(NSEC, account);
  }

  @Test
  void everyWordHasAGermanOne() {
    assertEquals(List.of(), GermanWords.missing(NostrConnector.NETWORK));
  }

  @Test
  void eachAnswerIsThereOnceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(first, clock)) {
      NostrConnector over = new NostrConnector(table.outbound(), clock);
      Connection account = connection(first.relay().toString());
      assertEquals(0, table.answers("Nostr's answers", over, account).people());
    }
  }

  @Test
  void noNoteGoesOutTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(first, clock)) {
      table.run(
          "Nostr",
          new NostrConnector(table.outbound(), clock),
          connection(first.relay().toString()));
    }
  }
}
