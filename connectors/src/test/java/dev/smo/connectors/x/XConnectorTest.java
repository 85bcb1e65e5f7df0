// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.x.FakeX;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html?a=1&b=2");

  private final TestClock clock = new TestClock();
  private final FakeX x = new FakeX(0, "t0ken", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(x.host());
  private final XConnector connector = new XConnector(outbound, clock, x.uri(), x.uri());

  @AfterEach
  void stop() {
    x.close();
    outbound.close();
  }

  private static Application application() {
    return Application.none()
        .setting("clientId", "client")
        .secret("clientSecret", Secret.of("t0ken"));
  }

  private Connection signedIn() {
    return Connection.builder("x-en", "x")
        .application(application())
        .secret("token", Secret.of(x.token()))
        .secret("refresh", Secret.of(x.refresh()))
        .build();
  }

  private Connection withKeys() {
    Connection.Builder connection = Connection.builder("x-keys", "x");
    x.keys().forEach((name, value) -> connection.secret(name, Secret.of(value)));
    return connection.build();
  }

  private static Post.Builder post() {
    return Post.builder("Grüße & <more>: " + LINK + " #news").link(LINK);
  }

  private Delivery.Builder delivery(Connection connection, Post post) {
    return Delivery.builder("delivery-1", connection, post).started(clock.instant());
  }

  private static Media picture(String alt) {
    return Media.of(new byte[100], "image/png", 10, 10).alt(alt);
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void postsSignedWithKeysThatDoNotEnd() throws Exception {
    Post pictured = post().images(List.of(picture("A door & more"))).attached(true).build();
    Delivery delivery = delivery(withKeys(), pictured).build();
    RemotePost post = published(connector.publish(delivery));
    assertEquals(List.of("A door & more"), x.posts().get(0).alts());
    var found = assertInstanceOf(Reconciliation.Found.class, later(delivery));
    assertEquals(post, found.post());
    published(connector.retract(post, withKeys()));
    assertEquals(List.of(), x.posts());
  }

  private Reconciliation later(Delivery delivery) throws Exception {
    clock.pass(TweetFinder.LATE);
    return connector.find(delivery);
  }

  @Test
  void keysAreNotRenewed() throws Exception {
    var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(withKeys()));
    assertEquals(Map.of(), granted.secrets());
    assertTrue(granted.expires().orElseThrow().isAfter(clock.instant().plus(Duration.ofDays(30))));
    assertEquals(List.of(), x.calls());
  }

  @Test
  void aRefreshTokenIsUsedOnceAndReplaced() throws Exception {
    Connection before = signedIn();
    var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(before));
    assertEquals(x.refresh(), granted.secrets().get("refresh").open());
    assertEquals(clock.instant().plusSeconds(7_200), granted.expires().orElseThrow());
    assertInstanceOf(Authorization.Refused.class, connector.authorize(before));
  }

  @Test
  void whatIsListedLateIsThereWithinTheTimeThatTheNetworkIsGiven() throws Exception {
    x.listLate(Duration.ofSeconds(60));
    Delivery delivery = delivery(signedIn(), post().build()).build();
    RemotePost out = published(connector.publish(delivery));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery));
    assertTrue(connector.network().showsWithin().compareTo(Duration.ofSeconds(61)) > 0);
    clock.pass(Duration.ofSeconds(61));
    assertEquals(
        out, assertInstanceOf(Reconciliation.Found.class, connector.find(delivery)).post());
  }

  @Test
  void theSameWordsAgainAreADuplicateThatIsLookedFor() throws Exception {
    Delivery delivery = delivery(signedIn(), post().build()).build();
    RemotePost out = published(connector.publish(delivery));
    var duplicate = assertInstanceOf(Outcome.Duplicate.class, connector.publish(delivery));
    assertEquals(Optional.empty(), duplicate.first());
    assertEquals(out, assertInstanceOf(Reconciliation.Found.class, later(delivery)).post());
  }

  @Test
  void wordsThatXTakesForAnAddressAreFound() throws Exception {
    Post bare = Post.builder("Tickets at tickets.example.org, or HTTPS://Example.org/A").build();
    Delivery delivery = delivery(signedIn(), bare).build();
    RemotePost out = published(connector.publish(delivery));
    assertEquals(out, assertInstanceOf(Reconciliation.Found.class, later(delivery)).post());
  }

  @Test
  void aPostThatIsListedWithoutItsWordsIsNotTakenForAnother() throws Exception {
    Delivery delivery = delivery(signedIn(), post().build()).build();
    published(connector.publish(delivery));
    x.listWithout("text");
    assertThrows(IOException.class, () -> later(delivery));
  }

  @Test
  void aLongPostIsFoundByAllOfItsWords() throws Exception {
    String words = "\uD83D\uDC69\u200D\uD83D\uDE80".repeat(70) + " last words";
    Delivery delivery = delivery(signedIn(), Post.builder(words).build()).build();
    RemotePost out = published(connector.publish(delivery));
    assertEquals(out, assertInstanceOf(Reconciliation.Found.class, later(delivery)).post());
  }

  @Test
  void whoTheAccountIsIsAskedOnceASession() throws Exception {
    Delivery delivery = delivery(signedIn(), post().build()).build();
    later(delivery);
    later(delivery);
    assertEquals(1, x.calls().stream().filter(call -> call.is("GET", "/2/users/me")).count());
    connector.authorize(signedIn());
    later(delivery(signedIn(), post().build()).build());
    assertEquals(2, x.calls().stream().filter(call -> call.is("GET", "/2/users/me")).count());
  }

  @Test
  void otherWordsWithTheSameLinkAreForAPersonToJudge() throws Exception {
    published(connector.publish(delivery(signedIn(), post().build()).build()));
    Post other = Post.builder("Quite other words " + LINK).link(LINK).build();
    Delivery lost = delivery(signedIn(), other).build();
    assertInstanceOf(Reconciliation.CannotTell.class, later(lost));
  }

  @Test
  void picturesThatHaveExpiredAreUploadedAgain() throws Exception {
    Post pictured = post().images(List.of(picture("One"))).attached(true).build();
    Delivery first = delivery(signedIn(), pictured).build();
    x.failNext(new dev.smo.testkit.Fault.ServerError(503));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(first));
    x.forgetPictures();
    clock.pass(Duration.ofHours(24));
    Delivery second = delivery(signedIn(), pictured).progress(first.progress()).attempt(2).build();
    published(connector.publish(second));
    assertEquals(2, x.preparations());
  }

  @Test
  void readsCountersAndClicks() throws Exception {
    RemotePost out = published(connector.publish(delivery(signedIn(), post().build()).build()));
    x.engage(out.id(), 7, 3);
    var counted = connector.engagement(out, signedIn());
    assertEquals(7, counted.of(Metric.LIKES).orElseThrow());
    assertEquals(3, counted.of(Metric.CLICKS).orElseThrow());
    assertEquals(0, counted.of(Metric.VIEWS).orElseThrow());
  }

  @Test
  void readsCountersOfManyTogetherOldOrGoneOnesAmongThem() throws Exception {
    RemotePost old = published(connector.publish(delivery(signedIn(), post().build()).build()));
    x.engage(old.id(), 1, 1);
    clock.pass(Duration.ofDays(31));
    Post more = Post.builder("We open again").build();
    RemotePost young = published(connector.publish(delivery(signedIn(), more).build()));
    x.engage(young.id(), 7, 3);
    RemotePost gone = new RemotePost("12345", young.permalink());
    var told = connector.engagements(List.of(old, gone, young), signedIn());
    assertEquals(Set.of(old.id(), young.id()), told.keySet());
    assertEquals(connector.engagement(old, signedIn()), told.get(old.id()));
    assertEquals(connector.engagement(young, signedIn()), told.get(young.id()));
  }

  @Test
  void countersOfAnOldPostAreReadWithoutThoseThatXTellsForAMonth() throws Exception {
    RemotePost out = published(connector.publish(delivery(signedIn(), post().build()).build()));
    x.engage(out.id(), 7, 3);
    clock.pass(Duration.ofDays(31));
    var counted = connector.engagement(out, signedIn());
    assertEquals(7, counted.of(Metric.LIKES).orElseThrow());
    assertTrue(counted.of(Metric.CLICKS).isEmpty(), "clicks are not known any more: " + counted);
  }

  @Test
  void wordsOfAnEarlierPostAreTakenAndSaidToBeSo() throws Exception {
    published(connector.publish(delivery(signedIn(), post().build()).build()));
    Delivery again =
        Delivery.builder("delivery-2", signedIn(), post().build()).started(clock.instant()).build();
    String reason = assertInstanceOf(Outcome.Taken.class, connector.publish(again)).reason();
    assertTrue(reason.contains("change them"), reason);
  }

  @Test
  void aPostWithAnAddressCostsMore() {
    var network = connector.network();
    assertTrue(
        network
                .price(Shape.LINK)
                .orElseThrow()
                .amount()
                .compareTo(network.price(Shape.TEXT).orElseThrow().amount())
            > 0);
  }

  private Answer answer(int status, String body, String path, Map<String, List<String>> headers) {
    return new Answer(
        status, headers, body.getBytes(StandardCharsets.UTF_8), x.uri().resolve(path));
  }

  @ParameterizedTest
  @CsvSource({
    "403, duplicate content., about:blank, Duplicate",
    "403, You are not permitted to perform this action., about:blank, Rejected",
    "403, Your client app is not configured, .../problems/oauth1-permissions, Unauthorised",
    "403, When authenticating requests you must use a project, x/client-forbidden, Unauthorised",
    "403, reached its billing cycle spend cap, https://api.twitter.com/2/problems/credits, Unauthorised",
    "403, Usage cap exceeded, https://api.twitter.com/2/problems/usage-capped, Unauthorised",
    "429, Usage cap exceeded, https://api.twitter.com/2/problems/usage-capped, Unauthorised",
    "403, Your account is not permitted to access this feature., about:blank, Unauthorised",
    "402, Your enrolled account does not have any credits, about:blank, Unauthorised",
    "401, Unauthorized, about:blank, Unauthorised",
    "400, Your Tweet text is too long, x/invalid-request, Rejected",
    "429, Too Many Requests, about:blank, Deferred",
    "503, Over capacity, about:blank, Unknown"
  })
  void refusalsAreToldApart(int status, String detail, String type, String outcome) {
    XApi api = new XApi(outbound, clock, x.uri());
    String body = "{\"detail\":\"" + detail + "\",\"type\":\"" + type + "\"}";
    assertEquals(
        outcome,
        api.refused(answer(status, body, "/2/tweets", Map.of()), signedIn())
            .getClass()
            .getSimpleName());
  }

  @Test
  void aReachedLimitOfSpendingIsNoFaultOfTheKeys() throws Exception {
    for (int status : List.of(403, 429)) {
      x.spent(status);
      Outcome outcome = connector.publish(delivery(signedIn(), post().build()).build());
      var waits = assertInstanceOf(Outcome.Unauthorised.class, outcome, () -> "on " + status);
      assertTrue(waits.reason().contains("limit of spending"), waits.reason());
      var told = assertInstanceOf(Verification.Unreachable.class, connector.verify(signedIn()));
      assertTrue(told.reason().contains("limit of spending"), told.reason());
    }
    assertEquals(List.of(), x.posts());
  }

  @Test
  void aDayThatIsUsedUpCountsMoreThanAQuarterOfAnHour() {
    Instant now = clock.instant();
    Map<String, List<String>> headers =
        Map.of(
            "x-rate-limit-remaining", List.of("99"),
            "x-rate-limit-reset", List.of("" + now.plusSeconds(60).getEpochSecond()),
            "x-user-limit-24hour-remaining", List.of("0"),
            "x-user-limit-24hour-reset", List.of("" + now.plusSeconds(7_000).getEpochSecond()));
    Answer answer = answer(429, "{}", "/2/tweets", headers);
    assertEquals(Duration.ofSeconds(7_000), new XApi(outbound, clock, x.uri()).pause(answer));
    assertEquals(Optional.of(new Quota(0, now.plusSeconds(7_000))), connector.quota(answer, now));
    assertEquals(Optional.empty(), connector.quota(answer(200, "{}", "/2/users/me", headers), now));
  }

  @Test
  void noPostGoesOutTwiceOverABadNetwork() throws Exception {
    x.listLate(Duration.ofSeconds(75));
    try (FaultTable table = new FaultTable(x, clock)) {
      XConnector over = new XConnector(table.outbound(), clock, x.uri(), x.uri());
      assertEquals(0, table.run("X", over, signedIn()).people());
    }
  }

  @Test
  void noPostThatIsSignedWithKeysGoesOutTwiceOverABadNetwork() throws Exception {
    x.listLate(Duration.ofSeconds(75));
    try (FaultTable table = new FaultTable(x, clock)) {
      XConnector over = new XConnector(table.outbound(), clock, x.uri(), x.uri());
      assertEquals(0, table.run("X by keys", over, withKeys()).people());
    }
  }
}
