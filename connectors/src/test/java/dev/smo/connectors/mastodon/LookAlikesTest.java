// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import dev.smo.testkit.mastodon.FakeMastodon;
import dev.smo.testkit.mastodon.Oddity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that speak Mastodon's API in their own way. */
class LookAlikesTest {
  private final TestClock clock = new TestClock();
  private final FakeMastodon server = new FakeMastodon(0, "t0ken", 700, clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(server.host());
  private final MastodonConnector connector = new MastodonConnector(outbound, clock, clock::pass);

  @AfterEach
  void stop() {
    server.close();
    outbound.close();
  }

  private Connection connection(String visibility) {
    return Connection.builder("mastodon-en", "mastodon")
        .endpoint(server.uri())
        .setting("visibility", visibility)
        .secret("token", Secret.of("t0ken"))
        .build();
  }

  private Delivery delivery(String words, String visibility) {
    return Delivery.builder("delivery-1", connection(visibility), Post.builder(words).build())
        .started(clock.instant())
        .build();
  }

  private static Delivery again(Delivery before) {
    return Delivery.builder(before.id(), before.connection(), before.post())
        .started(before.started())
        .progress(before.progress())
        .attempt(before.attempt() + 1)
        .build();
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  private Delivery lost(String visibility) {
    Delivery delivery = delivery("We open", visibility);
    server.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    return delivery;
  }

  @Test
  void whoGivesOneStatusInACallIsNotAskedForManyAgain() throws Exception {
    server.be("otherware", Oddity.ONE_STATUS_A_CALL);
    RemotePost one = published(connector.publish(delivery("We open", "public")));
    List<RemotePost> both = List.of(one, new RemotePost("77", one.permalink()));
    Connection connection = delivery("We open", "public").connection();
    int before = server.calls().size();
    assertEquals(Map.of(), connector.engagements(both, connection));
    assertEquals(Map.of(), connector.engagements(both, connection));
    assertEquals(before + 1, server.calls().size());
  }

  @Test
  void withoutKeysWhatIsListedLateIsWaitedForAndNotSentAgain() throws Exception {
    server.be("otherware", Oddity.NO_KEYS);
    server.listLate(Duration.ofMinutes(4));
    Delivery delivery = lost("public");
    assertInstanceOf(Reconciliation.AskLater.class, connector.find(delivery));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(again(delivery)));
    assertEquals(1, server.creations());
    clock.pass(Duration.ofMinutes(4));
    published(connector.publish(again(delivery)));
    assertEquals(1, server.posts().size());
  }

  @Test
  void whoIsNotKnownToHonourAKeyIsNotTrustedWithIt() throws Exception {
    server.be("otherware");
    server.listLate(Duration.ofMinutes(4));
    Delivery delivery = lost("public");
    assertInstanceOf(Outcome.Unknown.class, connector.publish(again(delivery)));
    assertEquals(1, server.creations());
  }

  @Test
  void whatIsHiddenInTheListIsForAPersonToJudge() throws Exception {
    server.be("otherware", Oddity.NO_KEYS, Oddity.HIDES_WHAT_NOT_ALL_SEE);
    Delivery delivery = lost("private");
    clock.pass(Duration.ofHours(1));
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(again(delivery)));
    assertEquals(1, server.creations());
  }

  @Test
  void aListThatIsRefusedProvesNothing() throws Exception {
    server.be("otherware", Oddity.NO_KEYS, Oddity.REFUSES_THE_LIST);
    Delivery delivery = lost("public");
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(again(delivery)));
    assertEquals(1, server.creations());
  }

  @Test
  void aRepeatedKeyThatIsRefusedIsADuplicate() throws Exception {
    server.be("mastodon", Oddity.REFUSES_A_REPEATED_KEY);
    server.listLate(Duration.ofMinutes(1));
    Delivery delivery = lost("public");
    assertInstanceOf(Outcome.Duplicate.class, connector.publish(again(delivery)));
    assertEquals(1, server.posts().size());
  }

  @Test
  void aRefusalThatIsKeptUnderItsKeyIsNotMetAgain() throws Exception {
    server.be("pleroma", Oddity.REPLAYS_FAULTS);
    Delivery delivery = delivery("We open", "public");
    server.failNext(new Fault.RateLimited(Duration.ofSeconds(9)));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery));
    published(connector.publish(again(delivery)));
  }

  @Test
  void changedWordsAreNotMetWithTheRefusalOfThoseBefore() throws Exception {
    server.be("pleroma", Oddity.REPLAYS_FAULTS);
    server.failNext(new Fault.Invalid("Not in this tone"));
    Outcome refused = connector.publish(delivery("We open, at last!!", "public"));
    assertInstanceOf(Outcome.Rejected.class, refused);
    // As the engine does after a change of words: the steps of before count no more.
    published(connector.publish(delivery("We open", "public")));
    assertEquals(1, server.posts().size());
  }

  @Test
  void wordsAloneAreNotMetWithTheRefusalOfTheirPicture() throws Exception {
    server.be("pleroma", Oddity.REPLAYS_FAULTS);
    server.failNext(new Fault.Invalid("No such pictures"));
    Outcome refused = connector.publish(pictured(delivery("We open", "public")));
    assertInstanceOf(Outcome.Rejected.class, refused);
    published(connector.publish(delivery("We open", "public")));
    assertEquals(1, server.posts().size());
  }

  @Test
  void whatMayBeOutKeepsItsKeyThoughItsPictureIsMissing() throws Exception {
    server.be("pleroma", Oddity.REPLAYS_FAULTS);
    server.listLate(Duration.ofMinutes(4));
    Delivery delivery = pictured(delivery("We open", "public"));
    server.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    Delivery bare =
        Delivery.builder(delivery.id(), delivery.connection(), Post.builder("We open").build())
            .started(delivery.started())
            .progress(delivery.progress())
            .attempt(2)
            .build();
    published(connector.publish(bare));
    assertEquals(1, server.posts().size());
  }

  @Test
  void theSameWordsHaveTheSameKeyOnANodeThatKnowsOfNoStep() throws Exception {
    server.be("pleroma", Oddity.REPLAYS_FAULTS);
    server.listLate(Duration.ofMinutes(4));
    lost("public");
    Delivery elsewhere =
        Delivery.builder("delivery-1", connection("public"), Post.builder("We open").build())
            .started(clock.instant())
            .attempt(2)
            .build();
    published(connector.publish(elsewhere));
    assertEquals(1, server.posts().size());
  }

  private static Delivery pictured(Delivery delivery) {
    Media picture = Media.of(new byte[] {(byte) 0xff, (byte) 0xd8}, "image/jpeg", 10, 10);
    Post post = delivery.post().toBuilder().images(List.of(picture)).attached(true).build();
    return Delivery.builder(delivery.id(), delivery.connection(), post)
        .started(delivery.started())
        .build();
  }

  @Test
  void aRefusalBehindACallThatMayBeOutKeepsTheKey() throws Exception {
    server.listLate(Duration.ofMinutes(4));
    Delivery delivery = lost("public");
    server.failNext(new Fault.RateLimited(Duration.ofSeconds(9)));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(again(delivery)));
    published(connector.publish(again(delivery)));
    assertEquals(1, server.posts().size());
  }

  @Test
  void aFaultThatIsKeptUnderItsKeyIsNotMetForEver() throws Exception {
    server.be("akkoma", Oddity.REPLAYS_FAULTS);
    Delivery delivery = delivery("We open", "public");
    server.failNext(new Fault.ServerError(503));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(delivery));
    clock.pass(StatusCall.LATE);
    published(connector.publish(again(delivery)));
    assertEquals(1, server.posts().size());
  }

  @Test
  void whatAListHidesGetsNoOtherKey() throws Exception {
    server.be("pleroma", Oddity.REPLAYS_FAULTS, Oddity.HIDES_WHAT_NOT_ALL_SEE);
    Delivery delivery = lost("private");
    clock.pass(StatusCall.LATE.plusMinutes(1));
    connector.find(delivery);
    published(connector.publish(again(delivery)));
    assertEquals(1, server.posts().size());
    clock.pass(Duration.ofHours(2));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(again(delivery)));
    assertEquals(1, server.posts().size());
  }

  /** A way to the server on which the calls that create a status are lost before they are sent. */
  private MastodonConnector unsent(int after) {
    AtomicInteger calls = new AtomicInteger();
    Outbound over =
        request -> {
          if (request.method().equals("POST") && calls.incrementAndGet() > after) {
            throw new NotSentException("There is no connection");
          }
          return outbound.send(request);
        };
    return new MastodonConnector(over, clock, clock::pass);
  }

  @Test
  void whatWasNotSentIsNotWaitedFor() throws Exception {
    server.be("otherware", Oddity.NO_KEYS);
    Delivery delivery = delivery("We open", "private");
    assertThrows(NotSentException.class, () -> unsent(0).publish(delivery));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery));
    published(connector.publish(again(delivery)));
  }

  @Test
  void whatWasNotSentKeepsAnEarlierCallOpen() throws Exception {
    server.be("mastodon", Oddity.REFUSES_A_REPEATED_KEY);
    server.listLate(Duration.ofMinutes(1));
    Delivery delivery = lost("public");
    assertThrows(NotSentException.class, () -> unsent(0).publish(again(delivery)));
    assertInstanceOf(Outcome.Duplicate.class, connector.publish(again(delivery)));
  }

  @Test
  void theCallOfAPartOpensNoneOfTheNext() throws Exception {
    server.be("otherware", Oddity.NO_KEYS);
    Post thread = Post.builder("We open").thread(List.of(Post.builder("At ten").build())).build();
    Delivery delivery =
        Delivery.builder("delivery-1", connection("public"), thread)
            .started(clock.instant())
            .build();
    assertThrows(NotSentException.class, () -> unsent(1).publish(delivery));
    assertEquals(1, server.posts().size());
    published(connector.publish(again(delivery)));
    assertEquals(2, server.posts().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5 < 6 and 7 > 3", "We <3 museums", "Q&A; and more", "<b>bold</b> & new"})
  void signsThatComeBackUnescapedAreKnown(String words) throws Exception {
    server.be("otherware", Oddity.NO_KEYS, Oddity.DOES_NOT_ESCAPE);
    Delivery delivery = delivery(words, "public");
    RemotePost out = published(connector.publish(delivery));
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
    assertEquals(out, found.post());
  }

  @Test
  void aSuccessThatShowsOtherWordsIsNotBelieved() throws Exception {
    server.be("otherware", Oddity.ANSWERS_WITH_ANOTHER);
    assertInstanceOf(Outcome.Unknown.class, connector.publish(delivery("We open", "public")));
  }

  @Test
  void aDeletionIsBelievedWhenThePostIsGone() throws Exception {
    RemotePost out = published(connector.publish(delivery("We open", "public")));
    server.be("otherware", Oddity.DELETES_NOTHING);
    assertInstanceOf(Outcome.Unknown.class, connector.retract(out, connection("public")));
    server.be("otherware");
    published(connector.retract(out, connection("public")));
  }

  @Test
  void anotherLimitIsReadFromTheFirstVersionWhenTheConnectionIsTested() throws Exception {
    server.be("otherware", Oddity.FIRST_VERSION_ONLY);
    assertInstanceOf(Verification.Valid.class, connector.verify(connection("public")));
    assertEquals(700, connector.limits(connection("public")).maxLength(Shape.TEXT));
  }

  @Test
  void theLimitOfAServerThatDoesNotTellItsSoftwareIsKnown() throws Exception {
    server.be("", Oddity.HAS_NO_NODEINFO);
    published(connector.publish(delivery("We open", "public")));
    assertEquals(700, connector.limits(connection("public")).maxLength(Shape.TEXT));
  }

  @Test
  void whoCountsCodePointsIsSentNoMore() throws Exception {
    server.be("otherware", Oddity.NO_KEYS, Oddity.COUNTS_CODE_POINTS, Oddity.JSON_ONLY);
    published(connector.publish(delivery("We open", "public")));
    String address = "https://www.example.org/" + "a".repeat(80);
    String long1 = "x".repeat(700 - address.length() - 1) + " " + address;
    assertTrue(connector.limits(connection("public")).fits(long1, Shape.TEXT));
    Delivery fits =
        Delivery.builder("2", connection("public"), Post.builder(long1).build()).build();
    published(connector.publish(fits));
    Delivery over =
        Delivery.builder("3", connection("public"), Post.builder("x" + long1).build()).build();
    assertInstanceOf(Outcome.Rejected.class, connector.publish(over));
    assertEquals(2, server.creations());
  }

  @Test
  void aStatusThatIsRefusedAsIfTheTokenWereBadStopsNoOthers() throws Exception {
    server.be("otherware", Oddity.REFUSES_WITH_401);
    Post wrong = Post.builder("We open").option("visibility", "nobody").build();
    Delivery delivery = Delivery.builder("1", connection("public"), wrong).build();
    assertInstanceOf(Outcome.Rejected.class, connector.publish(delivery));
  }

  @Test
  void aTokenThatIsRefusedAsIfTheStatusWereWrongStopsTheConnection() throws Exception {
    server.be("otherware", Oddity.REFUSES_TOKENS_WITH_422);
    connector.publish(delivery("We open", "public"));
    server.failAlways(new Fault.Unauthorised());
    Delivery second =
        Delivery.builder("2", connection("public"), Post.builder("We close").build()).build();
    assertInstanceOf(Outcome.Unauthorised.class, connector.publish(second));
  }

  private FaultTable.Result overABadNetwork(String name) throws Exception {
    server.listLate(Duration.ofMinutes(4));
    try (FaultTable table = new FaultTable(server, clock)) {
      return table.run(
          name, new MastodonConnector(table.outbound(), clock, clock::pass), connection("public"));
    }
  }

  private FaultTable.Result answersOverABadNetwork(String name) throws Exception {
    server.listLate(Duration.ofMinutes(4));
    try (FaultTable table = new FaultTable(server, clock)) {
      return table.answers(
          name, new MastodonConnector(table.outbound(), clock, clock::pass), connection("public"));
    }
  }

  @Test
  void eachAnswerIsThereOnceOnMastodonItself() throws Exception {
    assertEquals(0, answersOverABadNetwork("Mastodon's answers").people());
  }

  @Test
  void eachAnswerIsThereOnceWithoutKeys() throws Exception {
    server.be("otherware", Oddity.NO_KEYS, Oddity.JSON_ONLY, Oddity.DOES_NOT_ESCAPE);
    assertEquals(0, answersOverABadNetwork("Answers without keys").people());
  }

  @Test
  void eachPostIsThereOnceOnMastodonItself() throws Exception {
    assertEquals(0, overABadNetwork("Mastodon").people());
  }

  @Test
  void eachPostIsThereOnceWithoutKeys() throws Exception {
    server.be("otherware", Oddity.NO_KEYS, Oddity.JSON_ONLY, Oddity.DOES_NOT_ESCAPE);
    assertEquals(0, overABadNetwork("Without keys").people());
  }

  @Test
  void eachPostIsThereOnceWhereFaultsAreKept() throws Exception {
    server.be("pleroma", Oddity.REPLAYS_FAULTS);
    FaultTable.Result result = overABadNetwork("With faults that are kept");
    // One that is met again within five minutes, each time, is left for a person.
    assertTrue(result.people() <= FaultTable.POSTS / 2, result::toString);
  }

  @Test
  void noPostIsThereTwiceWhereTheListIsRefused() throws Exception {
    server.be("otherware", Oddity.NO_KEYS, Oddity.REFUSES_THE_LIST);
    assertTrue(overABadNetwork("Without keys and list").people() > 0);
  }
}
