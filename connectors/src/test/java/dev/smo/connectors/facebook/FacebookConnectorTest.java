// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Shape;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connectors.GermanWords;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Call;
import dev.smo.testkit.Fault;
import dev.smo.testkit.facebook.FakeFacebook;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FacebookConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html");

  private final TestClock clock = new TestClock();
  private final FakeFacebook facebook = new FakeFacebook(0, "token", "app-secret", clock);
  private final HttpOutbound http = HttpOutbound.allowing(facebook.host());
  private final FacebookConnector connector =
      new FacebookConnector(http, clock, new FakeSettings(facebook));
  private final Connection page = connection("token", FakeFacebook.PAGE);

  @AfterEach
  void stop() {
    facebook.close();
    http.close();
  }

  private static Connection connection(String token, String page) {
    return Connection.builder("facebook-en", "facebook")
        .setting("page", page)
        .secret("token", Secret.of(token))
        .application(
            Application.of(
                Map.of("clientId", FakeFacebook.APP),
                Map.of("clientSecret", Secret.of("app-secret"))))
        .build();
  }

  private static Media picture(String alt) {
    return Media.of(new byte[] {1, 2, 3}, "image/jpeg", 1200, 630).alt(alt);
  }

  private static Post.Builder post(String words) {
    return Post.builder(words).link(LINK).title("Winter opening hours");
  }

  private Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", page, post).started(clock.instant()).build();
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

  private List<String> called() {
    return facebook.calls().stream().map(Call::toString).toList();
  }

  @Test
  void aLinkIsReadAnewAndThenPosted() throws Exception {
    RemotePost post = published(post("We open").build());
    assertEquals(List.of("POST /v26.0/", "POST /v26.0/" + FakeFacebook.PAGE + "/feed"), called());
    assertEquals(List.of(LINK), facebook.pagesRead());
    assertTrue(post.permalink().toString().startsWith("https://www.facebook.com/"));
    assertEquals("We open", facebook.posts().get(0).text());
  }

  @Test
  void thePageOfAPostThatIsOutIsReadAgainAndNothingIsPosted() throws Exception {
    RemotePost post = published(post("We open").build());
    int before = called().size();
    assertEquals(post, published(connector.readAgain(post, LINK, page)));
    assertEquals(List.of("POST /v26.0/"), called().subList(before, called().size()));
    assertEquals(1, facebook.posts().size());
  }

  @Test
  void aPageThatCannotBeReadAgainStopsNoConnection() throws Exception {
    RemotePost post = new RemotePost("1_2", URI.create("https://www.facebook.com/1_2"));
    facebook.cannotRead(LINK);
    assertInstanceOf(Outcome.Rejected.class, connector.readAgain(post, LINK, page));
    Connection other =
        Connection.builder("facebook-en", "facebook")
            .setting("page", FakeFacebook.PAGE)
            .secret("token", Secret.of("token"))
            .application(
                Application.of(
                    Map.of("clientId", FakeFacebook.APP),
                    Map.of("clientSecret", Secret.of("wrong"))))
            .build();
    Outcome refused = connector.readAgain(post, LINK, other);
    String reason = assertInstanceOf(Outcome.Rejected.class, refused).reason();
    assertTrue(!reason.contains("wrong"), reason);
    facebook.failAlways(new Fault.RateLimited(Duration.ofMinutes(5)));
    assertInstanceOf(Outcome.Deferred.class, connector.readAgain(post, LINK, page));
  }

  @Test
  void aLinkThatFacebookCannotReadIsPostedLater() throws Exception {
    facebook.cannotRead(LINK);
    Outcome outcome = connector.publish(delivery(post("We open").build()));
    String reason = assertInstanceOf(Outcome.Deferred.class, outcome).reason();
    assertTrue(reason.contains("1609005"), reason);
  }

  @Test
  void picturesAreUploadedUnpublishedAndTheLinkStandsBehindTheWords() throws Exception {
    List<Media> pictures = List.of(picture("A door"), picture("A window"));
    published(post("We open").images(pictures).attached(true).build());
    assertEquals("We open\n\n" + LINK, facebook.posts().get(0).text());
    assertEquals(List.of("A door", "A window"), facebook.posts().get(0).alts());
    assertEquals(1, facebook.posts().size());
  }

  @Test
  void aLinkWithoutRoomBesidePicturesGetsACard() throws Exception {
    URI address = URI.create(LINK + "?" + "x".repeat(2100));
    String words = "w".repeat(connector.limits(page).maxLength(Shape.IMAGES));
    published(post(words).link(address).images(List.of(picture("A door"))).attached(true).build());
    assertEquals(words, facebook.posts().get(0).text());
    assertEquals(
        address.toString(),
        facebook.posts().get(0).raw().at("/attachments/data/0/unshimmed_url").asText());
    assertEquals(0, facebook.preparations());
  }

  @Test
  void aPictureThatFacebookHasForgottenIsUploadedAgain() throws Exception {
    Delivery delivery =
        delivery(post("We open").images(List.of(picture("A door"))).attached(true).build());
    facebook.failNext(new Fault.RateLimited(Duration.ofMinutes(5)));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery));
    clock.pass(Duration.ofHours(25));
    published(connector.publish(again(delivery)));
    assertEquals(2, facebook.preparations());
  }

  @Test
  void codeOneMayHaveBeenExecuted() throws Exception {
    facebook.actBeforeErrors(() -> true);
    facebook.failNext(new Fault.ServerError(500));
    Delivery delivery = delivery(post("We open").build());
    assertInstanceOf(Outcome.Unknown.class, connector.publish(delivery));
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
    assertEquals(facebook.posts().get(0).id(), found.post().id());
  }

  @Test
  void aPostThatIsListedLateIsThereWithinTheTimeThatTheNetworkIsGiven() throws Exception {
    facebook.listLate(Duration.ofMinutes(4));
    facebook.failNext(new Fault.Lost());
    Delivery delivery = delivery(post("We open").build());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    clock.pass(Duration.ofSeconds(30));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery));
    clock.pass(connector.network().showsWithin());
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
  }

  @Test
  void aPostWithTheLinkButOtherWordsIsForAPersonToJudge() throws Exception {
    Delivery delivery = delivery(post("We open").build());
    published(post("Somebody's own words").build());
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
  }

  @Test
  void aPostWithPicturesIsFoundThoughTheyAreNotAtHand() throws Exception {
    Post post = post("We open").images(List.of(picture("A door"))).attached(true).build();
    published(post);
    Post without = post.toBuilder().images(List.of()).build();
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery(without)));
  }

  @Test
  void postsOfManyPagesAreLookedThrough() throws Exception {
    Delivery delivery = delivery(post("We open").build());
    published(connector.publish(delivery));
    for (int number = 0; number < 105; number++) {
      published(Post.builder("Number " + number).build());
    }
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
  }

  @Test
  void anAnswerOfNobodyKnownIsForAPersonToJudge() throws Exception {
    RemotePost post = published(post("We open").build());
    Post answer = Post.builder("Yes").inReplyTo(facebook.reply(post.id(), "At ten?")).build();
    Delivery delivery = delivery(answer);
    published(connector.publish(delivery));
    facebook.hideAuthors();
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
  }

  @Test
  void theSameTwiceInARowIsOursOnlyIfACallMayHaveBeenExecuted() throws Exception {
    facebook.failNext(new Fault.Lost());
    Delivery delivery = delivery(post("We open").build());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    Outcome second = connector.publish(again(delivery));
    assertTrue(assertInstanceOf(Outcome.Duplicate.class, second).first().isEmpty());
    Outcome another = connector.publish(delivery(post("We open").build()));
    assertInstanceOf(Outcome.Taken.class, another);
    assertEquals(1, facebook.posts().size());
  }

  @Test
  void anEditChangesTheWordsAndHasTheCardMadeAnew() throws Exception {
    RemotePost post = published(Post.builder("We open").build());
    published(connector.edit(post, delivery(post("We close").build())));
    assertEquals("We close", facebook.posts().get(0).text());
    assertEquals(List.of(LINK), facebook.pagesRead());
    connector.retract(post, page);
    Outcome gone = connector.edit(post, delivery(post("We close").build()));
    assertInstanceOf(Outcome.Rejected.class, gone);
  }

  @Test
  void whatIsNotToBeSeenIsNotTakenForGone() throws Exception {
    RemotePost post = published(Post.builder("We open").build());
    connector.retract(post, page);
    // The page of the connection is none of the token's: its posts cannot be read.
    Connection other = connection("token", "222");
    assertThrows(IOException.class, () -> connector.replies(post, other));
    assertInstanceOf(Outcome.Rejected.class, connector.retract(post, other));
  }

  @Test
  void whatFacebookCountsIsRead() throws Exception {
    RemotePost post = published(Post.builder("We open").build());
    facebook.engage(post.id(), 5, 2, 300);
    Engagement counted = connector.engagement(post, page);
    assertEquals(5, counted.of(Metric.LIKES).orElseThrow());
    assertEquals(2, counted.of(Metric.REPLIES).orElseThrow());
    assertEquals(300, counted.of(Metric.VIEWS).orElseThrow());
    assertEquals(1, counted.of(Metric.CLICKS).orElseThrow());
  }

  @Test
  void whatFacebookCountsOfManyIsReadTogetherOrNotAtAll() throws Exception {
    RemotePost one = published(Post.builder("We open").build());
    RemotePost other = published(Post.builder("We close").build());
    facebook.engage(one.id(), 5, 2, 300);
    var told = connector.engagements(List.of(one, other), page);
    assertEquals(Set.of(one.id(), other.id()), told.keySet());
    assertEquals(connector.engagement(one, page), told.get(one.id()));
    connector.retract(other, page);
    assertThrows(IOException.class, () -> connector.engagements(List.of(one, other), page));
  }

  @Test
  void aMetricThatMetaHasEndedCostsOnlyViewsAndClicks() throws Exception {
    FakeSettings old =
        new FakeSettings(facebook.uri().toString(), FakeFacebook.VERSION, "post_impressions");
    RemotePost post = published(Post.builder("We open").build());
    Engagement counted = new FacebookConnector(http, clock, old).engagement(post, page);
    assertEquals(Set.of(Metric.LIKES, Metric.REPLIES), counted.numbers().keySet());
  }

  @Test
  void hiddenCommentsAreNotTold() throws Exception {
    RemotePost post = published(Post.builder("We open").build());
    RemotePost kind = facebook.reply(post.id(), "Thank you");
    RemotePost rude = facebook.reply(post.id(), "Rubbish");
    facebook.reply(kind.id(), "Indeed");
    published(connector.hide(rude, page));
    assertEquals(
        List.of("Thank you", "Indeed"),
        connector.replies(post, page).stream().map(Reply::text).toList());
  }

  @Test
  void aTestAsksWhatTheTokenIsWorth() throws Exception {
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(page));
    assertEquals("Museum", valid.account());
    assertTrue(valid.expires().isEmpty());
    assertInvalid("another page", connection("token", "222"));
    assertInvalid("not the token of a page", connection("person-token", FakeFacebook.PAGE));
    facebook.withdrawPosting();
    assertInvalid("pages_manage_posts", page);
    facebook.killTokens();
    assertInvalid("changed the password", page);
  }

  private void assertInvalid(String why, Connection connection) throws Exception {
    Verification said = connector.verify(connection);
    String reason = assertInstanceOf(Verification.Invalid.class, said).reason();
    assertTrue(reason.contains(why), reason);
  }

  @Test
  void onlyPagesForWhichThePersonMayPostAreOffered() throws Exception {
    Connection person = page.toBuilder().secret("userToken", Secret.of("person-token")).build();
    List<AccountChoice> pages = connector.accounts(person);
    assertEquals(List.of("Museum"), pages.stream().map(AccountChoice::label).toList());
    assertEquals(Map.of("page", FakeFacebook.PAGE), pages.get(0).settings());
    assertEquals("token", pages.get(0).secrets().get("token").open());
  }

  @Test
  void aWrongAppSecretIsToldFromAnOutage() throws Exception {
    Application wrong =
        Application.of(
            Map.of("clientId", FakeFacebook.APP), Map.of("clientSecret", Secret.of("wrong")));
    SignInRequest request =
        SignInRequest.builder(
                Connection.builder("facebook-en", "facebook").application(wrong).build(),
                URI.create("https://cms.example.org/bin/smo/signin"))
            .build();
    Authorization said = connector.redeem("code", request);
    String reason = assertInstanceOf(Authorization.Refused.class, said).reason();
    assertTrue(reason.contains("Check its app ID and secret"), reason);
  }

  @Test
  void whatIsUsedUpOfTheCallsIsReadInPercent() throws Exception {
    facebook.used(80);
    Quota left = connector.quota(anAnswer(), clock.instant()).orElseThrow();
    assertEquals(new Quota(20, clock.instant().plus(Duration.ofHours(1))), left);
    facebook.failAlways(new Fault.RateLimited(Duration.ofMinutes(7)));
    Quota none = connector.quota(anAnswer(), clock.instant()).orElseThrow();
    assertEquals(new Quota(0, clock.instant().plus(Duration.ofMinutes(7))), none);
  }

  private Answer anAnswer() throws Exception {
    return http.send(Request.get(facebook.uri().resolve("/v26.0/" + FakeFacebook.PAGE)));
  }

  @Test
  void everyWordHasAGermanOne() {
    assertEquals(List.of(), GermanWords.missing(FacebookConnector.NETWORK));
  }
}
