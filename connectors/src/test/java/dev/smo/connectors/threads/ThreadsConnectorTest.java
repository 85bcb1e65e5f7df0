// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

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
import dev.smo.connector.Reply;
import dev.smo.connector.Shape;
import dev.smo.connectors.FaultTable;
import dev.smo.connectors.meta.ContainerApi;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import dev.smo.testkit.threads.FakeThreads;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadsConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html?a=1&b=2");

  private final TestClock clock = new TestClock();
  private final FakeThreads threads = new FakeThreads(0, "t0ken", "app-secret", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(threads.host());
  private final ThreadsConnector connector =
      new ThreadsConnector(outbound, clock, threads.uri(), threads.uri());
  private final Connection account = connection("t0ken");

  @AfterEach
  void stop() {
    threads.close();
    outbound.close();
  }

  static Connection connection(String token) {
    return Connection.builder("threads-en", "threads")
        .application(
            Application.none()
                .setting("clientId", FakeThreads.APP)
                .secret(
                    "clientSecret",
                    Secret.of(token.equals("t0ken") ? "app-secret" : "app-" + token)))
        .secret("token", Secret.of(token))
        .build();
  }

  private static Post.Builder post(String words) {
    return Post.builder(words).link(LINK);
  }

  private static Media picture(String alt) {
    return Media.of(new byte[] {1, 2}, "image/jpeg", 1200, 630)
        .alt(alt)
        .source(URI.create("https://www.example.org/door.jpg"));
  }

  private Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", account, post).started(clock.instant()).build();
  }

  private static Delivery again(Delivery before) {
    return Delivery.builder(before.id(), before.connection(), before.post())
        .started(before.started())
        .progress(before.progress())
        .attempt(before.attempt() + 1)
        .build();
  }

  private RemotePost published(Post post) throws Exception {
    return published(connector.publish(delivery(post)));
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void theLinkIsAttachedAndStandsNotInTheWords() throws Exception {
    RemotePost post = published(post("We open").build());
    assertEquals("We open", threads.posts().get(0).text());
    assertEquals(
        LINK.toString(), threads.posts().get(0).raw().path("link_attachment_url").asText());
    assertTrue(post.permalink().toString().contains("/@museum/post/"), post.toString());
  }

  @Test
  void severalPicturesAreOnePostAndTheLinkStandsBehindTheWords() throws Exception {
    published(post("We open").images(List.of(picture("A"), picture("B"))).attached(true).build());
    assertEquals("We open\n\n" + LINK, threads.posts().get(0).text());
    assertEquals(List.of("A", "B"), threads.posts().get(0).alts());
    assertEquals(3, threads.preparations());
    assertEquals(1, threads.creations());
  }

  @Test
  void aPictureThatThreadsCannotLoadHoldsTheWordsBackNoMoreThanAMissingOne() throws Exception {
    Media drawn = Media.of(new byte[] {1}, "image/jpeg", 10, 10);
    published(post("We open").images(List.of(picture("A"), drawn)).attached(true).build());
    assertEquals(List.of("A"), threads.posts().get(0).alts());
  }

  @Test
  void aPostOfWhichNoPictureCanBeLoadedGoesOutWithItsLink() throws Exception {
    Media drawn = Media.of(new byte[] {1}, "image/jpeg", 10, 10);
    published(post("We open").images(List.of(drawn)).attached(true).build());
    assertEquals("We open\n\n" + LINK, threads.posts().get(0).text());
    assertEquals(
        LINK.toString(), threads.posts().get(0).raw().path("link_attachment_url").asText());
  }

  @Test
  void aContainerThatTakesItsTimeIsAskedForAndMadeOnce() throws Exception {
    threads.containersTake(2);
    Delivery delivery = delivery(post("We open").build());
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertInstanceOf(Outcome.InProgress.class, connector.publish(delivery));
    }
    published(connector.publish(delivery));
    assertEquals(1, threads.preparations());
  }

  @Test
  void aContainerThatIsNotReadyThoughItSaysSoIsPublishedLaterOrMadeAnew() throws Exception {
    threads.notReadyThoughFinished(6);
    Delivery delivery = delivery(post("We open").build());
    for (int attempt = 1; attempt <= 6; attempt++) {
      assertInstanceOf(Outcome.InProgress.class, connector.publish(delivery));
    }
    published(connector.publish(delivery));
    assertEquals(2, threads.preparations());
    assertEquals(1, threads.posts().size());
  }

  @Test
  void aContainerThatHasEndedIsMadeAnew() throws Exception {
    threads.containersTake(1);
    Delivery delivery = delivery(post("We open").build());
    assertInstanceOf(Outcome.InProgress.class, connector.publish(delivery));
    clock.pass(Duration.ofHours(25));
    threads.containersTake(0);
    published(connector.publish(again(delivery)));
    assertEquals(2, threads.preparations());
  }

  @Test
  void aPictureThatThreadsCouldNotLoadForAMomentIsLoadedLater() throws Exception {
    threads.breakContainers("The media could not be fetched from this URI");
    Delivery delivery =
        delivery(
            post("We open").images(List.of(picture("A"), picture("B"))).attached(true).build());
    Outcome outcome = connector.publish(delivery);
    String reason = assertInstanceOf(Outcome.Deferred.class, outcome).reason();
    assertTrue(reason.contains("could not be fetched"), reason);
    threads.breakContainers("");
    published(connector.publish(again(delivery)));
    assertEquals(List.of("A", "B"), threads.posts().get(0).alts());
  }

  @Test
  void aPictureThatThreadsCanNeverLoadHoldsTheWordsBackNoLonger() throws Exception {
    threads.breakContainers("The media could not be fetched from this URI");
    Delivery delivery =
        delivery(post("We open").images(List.of(picture("A"))).attached(true).build());
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(again(delivery)));
    published(connector.publish(again(again(delivery))));
    assertEquals("We open\n\n" + LINK, threads.posts().get(0).text());
    assertEquals(List.of(), threads.posts().get(0).alts());
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
  }

  @Test
  void wordsThatLeaveNoRoomForTheirLinkBesidePicturesGoOutWithItAttached() throws Exception {
    URI link = URI.create("https://www.example.org/news/?" + "utm_campaign=winter&".repeat(12));
    Post post =
        Post.builder("w".repeat(299))
            .link(link)
            .images(List.of(picture("A")))
            .attached(true)
            .build();
    assertTrue(connector.limits(account).fits(post.text(), Shape.IMAGES), "the preview takes it");
    Delivery delivery = delivery(post);
    published(connector.publish(delivery));
    assertEquals("w".repeat(299), threads.posts().get(0).text());
    assertEquals(
        link.toString(), threads.posts().get(0).raw().path("link_attachment_url").asText());
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
  }

  @Test
  void aPublishedContainerIsNotPublishedAgainAndItsPostIsFound() throws Exception {
    Delivery delivery = delivery(post("We open").build());
    threads.listLate(Duration.ofMinutes(2));
    threads.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(again(delivery)));
    assertEquals(1, threads.creations());
    assertInstanceOf(Reconciliation.AskLater.class, connector.find(delivery));
    clock.pass(Duration.ofMinutes(2));
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
    assertEquals(threads.posts().get(0).id(), found.post().id());
  }

  @Test
  void aContainerThatIsForgottenWhileItsCallWasOpenIsMadeAnew() throws Exception {
    Delivery delivery = delivery(post("We open").build());
    threads.failNext(new Fault.Cut());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    clock.pass(Duration.ofHours(25));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery));
    published(connector.publish(again(delivery)));
    assertEquals(1, threads.posts().size());
  }

  @Test
  void theSameWordsWithAnotherLinkAreForAPersonToJudge() throws Exception {
    published(post("We open").build());
    URI other = URI.create("https://www.example.org/other.html");
    Delivery delivery = delivery(Post.builder("We open").link(other).build());
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
  }

  @Test
  void whatIsUsedUpOfADayWaitsAndIsSaid() throws Exception {
    published(post("We open").build());
    threads.used(250);
    Outcome outcome = connector.publish(delivery(post("We close").build()));
    var deferred = assertInstanceOf(Outcome.Deferred.class, outcome);
    assertEquals(Duration.ofHours(1), deferred.after());
    assertEquals(1, threads.preparations());
  }

  @Test
  void howManyPostsOfADayAreLeftIsRead() throws Exception {
    ContainerApi api = new ContainerApi(outbound, clock, threads.uri(), ThreadsConnector.ITS);
    Quota left = connector.quota(api.askLimit(account), clock.instant()).orElseThrow();
    assertEquals(new Quota(247, clock.instant().plus(Duration.ofDays(1))), left);
    var me = api.send(api.get("me", java.util.Map.of(), account));
    assertEquals(Optional.empty(), connector.quota(me, clock.instant()));
  }

  @Test
  void anApplicationWhoseCallsAreUsedUpWaits() throws Exception {
    ContainerApi api = new ContainerApi(outbound, clock, threads.uri(), ThreadsConnector.ITS);
    threads.callsUsed(100);
    var me = api.send(api.get("me", java.util.Map.of(), account));
    assertEquals(
        Optional.of(new Quota(0, clock.instant().plus(Duration.ofHours(1)))),
        connector.quota(me, clock.instant()));
    Quota posts = connector.quota(api.askLimit(account), clock.instant()).orElseThrow();
    assertEquals(247, posts.remaining(), "what is left of the day's posts");
  }

  @Test
  void answersGoOutWhenThePostsOfTheDayAreUsedUpAndWaitWhenAnswersAre() throws Exception {
    RemotePost post = published(post("We open").build());
    threads.used(250);
    published(Post.builder("At ten").inReplyTo(threads.reply(post.id(), "When?")).build());
    threads.answered(1_000);
    RemotePost question = threads.reply(post.id(), "And on Monday?");
    Outcome outcome =
        connector.publish(delivery(Post.builder("At noon").inReplyTo(question).build()));
    var deferred = assertInstanceOf(Outcome.Deferred.class, outcome);
    assertEquals("The answers that Threads takes in a day are used up", deferred.reason());
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "äöü, 3", "e\u0301, 2", "\uD83D\uDE80, 4", "a\uD83D\uDE80b, 6"})
  void anEmojiCountsItsBytes(String text, int length) {
    assertEquals(length, ThreadsLength.of(text));
  }

  @Test
  void aFamilyCountsAllOfItsBytes() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";
    assertEquals(25, ThreadsLength.of(family));
  }

  @Test
  void answersAreReadUntilTheyAreHidden() throws Exception {
    RemotePost post = published(post("We open").build());
    RemotePost question = threads.reply(post.id(), "At ten?");
    threads.reply(question.id(), "At ten!");
    assertEquals(
        List.of("At ten?", "At ten!"),
        connector.replies(post, account).stream().map(Reply::text).toList());
    published(connector.hide(question, account));
    assertEquals(
        List.of("At ten!"), connector.replies(post, account).stream().map(Reply::text).toList());
  }

  @Test
  void numbersAreRead() throws Exception {
    RemotePost post = published(post("We open").build());
    threads.engage(post.id(), 7, 300);
    var counted = connector.engagement(post, account);
    assertEquals(7, counted.of(Metric.LIKES).orElseThrow());
    assertEquals(300, counted.of(Metric.VIEWS).orElseThrow());
    assertEquals(0, counted.of(Metric.QUOTES).orElseThrow());
  }

  @Test
  void aTokenThatWasMadeTodayHoldsAndIsRenewedTomorrow() throws Exception {
    threads.makeToken();
    var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(account));
    Duration holds = Duration.between(clock.instant(), granted.expires().orElseThrow());
    assertTrue(holds.compareTo(Duration.ofHours(24)) > 0, "not renewable when it ends: " + holds);
    clock.pass(holds);
    granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(account));
    assertEquals(clock.instant().plusSeconds(5_183_944), granted.expires().orElseThrow());
  }

  @Test
  void aTokenIsRenewedForSixtyDays() throws Exception {
    var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(account));
    assertEquals(clock.instant().plusSeconds(5_183_944), granted.expires().orElseThrow());
  }

  private ThreadsConnector over(FaultTable table) {
    threads.listLate(Duration.ofMinutes(4));
    threads.containersTake(1);
    threads.actBeforeErrors(table.coin());
    return new ThreadsConnector(table.outbound(), clock, threads.uri(), threads.uri());
  }

  @Test
  void noPostGoesOutTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(threads, clock)) {
      assertEquals(0, table.run("Threads", over(table), account).people());
    }
  }

  @Test
  void eachAnswerIsThereOnceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(threads, clock)) {
      assertEquals(0, table.answers("Threads's answers", over(table), account).people());
    }
  }
}
