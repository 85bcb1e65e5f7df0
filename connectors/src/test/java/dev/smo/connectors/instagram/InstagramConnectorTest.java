// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.instagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Shape;
import dev.smo.connector.SignInRequest;
import dev.smo.connectors.FaultTable;
import dev.smo.connectors.GermanWords;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import dev.smo.testkit.Pkce;
import dev.smo.testkit.instagram.FakeInstagram;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstagramConnectorTest {
  private final TestClock clock = new TestClock();
  private final FakeInstagram instagram = new FakeInstagram(0, "t0ken", "app-secret", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(instagram.host());
  private final InstagramConnector connector =
      new InstagramConnector(outbound, clock, new FakeSettings(instagram));
  private final Connection account = connection("t0ken");

  @AfterEach
  void stop() {
    instagram.close();
    outbound.close();
  }

  static Connection connection(String token) {
    return Connection.builder("instagram-en", "instagram")
        .application(
            Application.none()
                .setting("clientId", FakeInstagram.APP)
                .secret(
                    "clientSecret",
                    Secret.of(token.equals("t0ken") ? "app-secret" : "app-" + token)))
        .secret("token", Secret.of(token))
        .build();
  }

  private static Media picture(String alt) {
    return Media.of(new byte[] {1, 2}, "image/jpeg", 1200, 630)
        .alt(alt)
        .source(URI.create("https://www.example.org/door.jpg"));
  }

  private static Post post(String words, Media... pictures) {
    return Post.builder(words).images(List.of(pictures)).attached(pictures.length > 0).build();
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

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  private RemotePost published(String words) throws Exception {
    return published(connector.publish(delivery(post(words, picture("A")))));
  }

  private Authorization signIn() throws Exception {
    String verifier = "v".repeat(50);
    SignInRequest request =
        SignInRequest.builder(account, URI.create("https://cms.example.org/bin/smo/signin"))
            .state("state")
            .proof(Secret.of(verifier), Pkce.challenge(verifier))
            .build();
    return connector.redeem(instagram.agreed(connector.address(request)), request);
  }

  @Test
  void whoMayOnlyReadIsToldWhatIsMissing() throws Exception {
    instagram.allowReadingOnly();
    var refused = assertInstanceOf(Authorization.Refused.class, signIn());
    assertTrue(refused.reason().contains("permission to publish"), refused.reason());
  }

  @Test
  void aTokenThatInstagramRepeatsIsShownToNobody() throws Exception {
    instagram.refuseExchange();
    var refused = assertInstanceOf(Authorization.Refused.class, signIn());
    assertTrue(refused.reason().contains("Malformed"), refused.reason());
    assertFalse(refused.reason().contains("short-"), refused.reason());
  }

  @Test
  void severalPicturesAreOnePost() throws Exception {
    published(connector.publish(delivery(post("We open", picture("A"), picture("B")))));
    assertEquals("We open", instagram.posts().get(0).text());
    assertEquals(List.of("A", "B"), instagram.posts().get(0).alts());
    assertEquals(3, instagram.preparations());
  }

  @Test
  void aPostWithoutAPictureIsRefusedBeforeAnyCall() throws Exception {
    Outcome outcome = connector.publish(delivery(post("We open")));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("without a picture"), reason);
    assertEquals(List.of(), instagram.calls());
  }

  @Test
  void aPictureThatInstagramCannotLoadIsNamedAsTheReason() throws Exception {
    Media drawn = Media.of(new byte[] {1}, "image/jpeg", 10, 10);
    Outcome outcome = connector.publish(delivery(post("We open", drawn)));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("from the site"), reason);
  }

  @Test
  void onlyPostsWithPicturesAreTaken() {
    Limits limits = connector.limits(account);
    assertTrue(limits.takes(Shape.IMAGES));
    assertFalse(limits.takes(Shape.LINK) || limits.takes(Shape.TEXT));
  }

  @Test
  void aContainerThatTakesItsTimeIsAskedForAndMadeOnce() throws Exception {
    instagram.containersTake(2);
    Delivery delivery = delivery(post("We open", picture("A")));
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertInstanceOf(Outcome.InProgress.class, connector.publish(delivery));
    }
    published(connector.publish(delivery));
    assertEquals(1, instagram.preparations());
  }

  @Test
  void aContainerThatIsNotReadyThoughItSaysSoIsPublishedLaterOrMadeAnew() throws Exception {
    instagram.notReadyThoughFinished(6);
    Delivery delivery = delivery(post("We open", picture("A")));
    for (int attempt = 1; attempt <= 6; attempt++) {
      assertInstanceOf(Outcome.InProgress.class, connector.publish(delivery));
    }
    published(connector.publish(delivery));
    assertEquals(2, instagram.preparations());
    assertEquals(1, instagram.posts().size());
  }

  @Test
  void whatInstagramCannotLoadIsSaid() throws Exception {
    instagram.breakContainers("Media download has failed");
    Delivery delivery = delivery(post("We open", picture("A")));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(again(delivery)));
    Outcome outcome = connector.publish(again(again(delivery)));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("download has failed"), reason);
    assertInstanceOf(Outcome.Deferred.class, connector.publish(again(delivery)), "begun anew");
  }

  @Test
  void aPublishedContainerIsNotPublishedAgainAndItsPostIsFound() throws Exception {
    Delivery delivery = delivery(post("We open", picture("A")));
    instagram.listLate(Duration.ofMinutes(2));
    instagram.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    assertInstanceOf(Outcome.Unknown.class, connector.publish(again(delivery)));
    assertEquals(1, instagram.creations());
    assertInstanceOf(Reconciliation.AskLater.class, connector.find(delivery));
    clock.pass(Duration.ofMinutes(2));
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
    assertEquals(instagram.posts().get(0).id(), found.post().id());
  }

  @ParameterizedTest
  @ValueSource(ints = {2207001, 2207032, 2207053})
  void aFaultOfInstagramsServerBeforeThePostIsThereIsWaitedFor(int subcode) throws Exception {
    Delivery delivery = delivery(post("We open", picture("A")));
    instagram.stumble("media", -1, subcode, /* done= */ false);
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery));
    published(connector.publish(again(delivery)));
    assertEquals(1, instagram.posts().size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFaultOfInstagramsServerWhilePublishingLeavesThePostToBeLookedFor(boolean done)
      throws Exception {
    Delivery delivery = delivery(post("We open", picture("A")));
    instagram.stumble("media_publish", -1, 2207001, done);
    assertInstanceOf(Outcome.Unknown.class, connector.publish(delivery));
    assertEquals(done, connector.find(delivery) instanceof Reconciliation.Found);
    assertEquals(!done, connector.find(delivery) instanceof Reconciliation.NotThere);
    assertEquals(!done, connector.publish(again(delivery)) instanceof Outcome.Published);
    assertEquals(1, instagram.posts().size());
  }

  @Test
  void aContainerThatInstagramHasForgottenIsMadeAnew() throws Exception {
    Delivery delivery = delivery(post("We open", picture("A")));
    instagram.stumble("media_publish", -2, 2207020, /* done= */ false);
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery));
    published(connector.publish(again(delivery)));
    assertEquals(2, instagram.preparations());
    assertEquals(1, instagram.posts().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"media", "media_publish"})
  void anAccountThatIsBlockedForSpamStopsAndIsNotKnockedAtAgain(String edge) throws Exception {
    instagram.stumble(edge, 4, 2207051, /* done= */ false);
    Outcome outcome = connector.publish(delivery(post("We open", picture("A"))));
    assertInstanceOf(Outcome.Unauthorised.class, outcome);
  }

  @Test
  void anAnswerIsWordsAloneAndAsLongAsACommentMayBe() throws Exception {
    Limits limits = connector.answerLimits(account).orElseThrow();
    assertTrue(limits.takes(Shape.TEXT));
    RemotePost question = instagram.reply(published("We open").id(), "At ten?");
    String longest = "w".repeat(limits.maxLength(Shape.TEXT));
    published(connector.publish(delivery(Post.builder(longest).inReplyTo(question).build())));
    Outcome more =
        connector.publish(delivery(Post.builder(longest + "w").inReplyTo(question).build()));
    assertInstanceOf(Outcome.Rejected.class, more);
  }

  @Test
  void whatIsUsedUpOfADayWaits() throws Exception {
    instagram.used(100);
    Outcome outcome = connector.publish(delivery(post("We open", picture("A"))));
    assertEquals(Duration.ofHours(1), assertInstanceOf(Outcome.Deferred.class, outcome).after());
    assertEquals(0, instagram.preparations());
  }

  @Test
  void anAccountWhoseCallsAreUsedUpWaitsAsLongAsInstagramSays() throws Exception {
    assertEquals(Optional.empty(), quotaOfAnyAnswer());
    instagram.callsUsed(100);
    assertEquals(
        Optional.of(new Quota(0, clock.instant().plus(Duration.ofMinutes(7)))), quotaOfAnyAnswer());
  }

  private Optional<Quota> quotaOfAnyAnswer() throws Exception {
    List<Answer> answers = new ArrayList<>();
    InstagramConnector listening =
        new InstagramConnector(
            request -> {
              answers.add(outbound.send(request));
              return answers.get(answers.size() - 1);
            },
            clock,
            new FakeSettings(instagram));
    listening.verify(account);
    return listening.quota(answers.get(0), clock.instant());
  }

  @Test
  void commentsAndTheirAnswersAreReadUntilTheyAreHidden() throws Exception {
    RemotePost post = published("We open");
    RemotePost question = instagram.reply(post.id(), "At ten?");
    published(connector.publish(delivery(Post.builder("At ten!").inReplyTo(question).build())));
    assertEquals(
        List.of("At ten?", "At ten!"),
        connector.replies(post, account).stream().map(Reply::text).toList());
    published(connector.hide(question, account));
    assertEquals(List.of(), connector.replies(post, account));
  }

  @Test
  void anAnswerToAnAnswerStandsBelowTheSameComment() throws Exception {
    RemotePost post = published("We open");
    RemotePost question = instagram.reply(post.id(), "At ten?");
    published(connector.publish(delivery(Post.builder("At ten!").inReplyTo(question).build())));
    RemotePost answer = connector.replies(post, account).get(1).post();
    Delivery second = delivery(Post.builder("Or so").inReplyTo(answer).build());
    RemotePost below = published(connector.publish(second));
    assertEquals(question.id(), instagram.posts().get(2).answers());
    assertTrue(below.permalink().getPath().contains("/c/" + question.id() + "/r/"), "" + below);
    assertInstanceOf(Reconciliation.Found.class, connector.find(second));
  }

  @Test
  void theSameWordsOfSomebodyElseAreNoAnswerOfOurs() throws Exception {
    RemotePost post = published("We open");
    RemotePost question = instagram.reply(post.id(), "At ten?");
    instagram.reply(question.id(), "At ten!");
    Delivery answer = delivery(Post.builder("At ten!").inReplyTo(question).build());
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(answer));
  }

  @Test
  void numbersAreReadUntilThePostIsGone() throws Exception {
    RemotePost post = published("We open");
    instagram.engage(post.id(), 7, 300);
    var counted = connector.engagement(post, account);
    assertEquals(7, counted.of(Metric.LIKES).orElseThrow());
    assertEquals(300, counted.of(Metric.VIEWS).orElseThrow());
    assertEquals(0, counted.of(Metric.SAVES).orElseThrow());
    instagram.deleteInApp(post.id());
    assertThrows(PostGoneException.class, () -> connector.engagement(post, account));
    assertThrows(PostGoneException.class, () -> connector.replies(post, account));
  }

  @Test
  void aTokenThatWasMadeTodayHoldsAndIsRenewedTomorrow() throws Exception {
    instagram.makeToken();
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

  @Test
  void everyWordHasAGermanOne() {
    assertEquals(List.of(), GermanWords.missing(InstagramConnector.NETWORK));
  }

  private InstagramConnector over(FaultTable table) {
    instagram.listLate(Duration.ofMinutes(4));
    instagram.containersTake(1);
    instagram.actBeforeErrors(table.coin());
    return new InstagramConnector(table.outbound(), clock, new FakeSettings(instagram));
  }

  @Test
  void noPostGoesOutTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(instagram, clock)) {
      assertEquals(0, table.run("Instagram", over(table), account).people());
    }
  }

  @Test
  void eachAnswerIsThereOnceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(instagram, clock)) {
      assertEquals(0, table.answers("Instagram's answers", over(table), account).people());
    }
  }
}
