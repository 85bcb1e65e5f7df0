// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Field;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connectors.GermanWords;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.post.TextFormat;
import dev.smo.testkit.Fault;
import dev.smo.testkit.linkedin.FakeLinkedIn;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkedInConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html");

  private final TestClock clock = new TestClock();
  private final FakeLinkedIn linkedIn = new FakeLinkedIn(0, "token", "client-secret", clock);
  private final HttpOutbound http = HttpOutbound.allowing(linkedIn.host());
  private final LinkedInConnector connector =
      new LinkedInConnector(new LinkedInApi(http, clock, new FakeSettings(linkedIn)), clock::pass);

  @AfterEach
  void stop() {
    linkedIn.close();
    http.close();
  }

  private static Connection of(String author) {
    return Connection.builder("linkedin-en", "linkedin")
        .setting("author", author)
        .secret("token", Secret.of("token"))
        .application(
            Application.of(
                Map.of("clientId", FakeLinkedIn.CLIENT_ID),
                Map.of("clientSecret", Secret.of("client-secret"))))
        .build();
  }

  private static Connection page() {
    return of(FakeLinkedIn.PAGE);
  }

  private static Media picture() {
    return Media.of(new byte[] {1, 2, 3}, "image/jpeg", 1200, 630).alt("A door in the snow");
  }

  private static Post.Builder post(String words) {
    return Post.builder(words).link(LINK).title("Winter opening hours").description("When we open");
  }

  /** The delivery of a post, which keeps its progress over attempts. */
  private Delivery delivery(Connection connection, Post post) {
    return Delivery.builder("delivery-1", connection, post).started(clock.instant()).build();
  }

  private static Delivery again(Delivery before) {
    return Delivery.builder(before.id(), before.connection(), before.post())
        .started(before.started())
        .progress(before.progress())
        .attempt(before.attempt() + 1)
        .build();
  }

  private RemotePost published(Post post) throws Exception {
    return published(connector.publish(delivery(page(), post)));
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  private void lose(Delivery delivery) {
    linkedIn.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
  }

  private JsonNode posted() {
    return linkedIn.posts().get(0).raw();
  }

  @Test
  void theCardIsOurs() throws Exception {
    RemotePost post = published(post("We open at ten").images(List.of(picture())).build());
    JsonNode article = posted().path("content").path("article");
    assertEquals(LINK.toString(), article.path("source").asText());
    assertEquals("Winter opening hours", article.path("title").asText());
    assertEquals("When we open", article.path("description").asText());
    assertTrue(article.path("thumbnail").asText().startsWith("urn:li:image:"));
    assertEquals("https://www.linkedin.com/feed/update/" + post.id(), post.permalink().toString());
  }

  @Test
  void aLongTitleOfACardIsCut() throws Exception {
    published(post("We open").title("Ä".repeat(500)).build());
    assertEquals(400, posted().path("content").path("article").path("title").asText().length());
  }

  @Test
  void theLinkOfAPostWithPicturesStandsBehindItsWords() throws Exception {
    published(post("We open").images(List.of(picture())).attached(true).build());
    assertEquals("We open\n\n" + LINK, linkedIn.posts().get(0).text());
    assertEquals(List.of("A door in the snow"), linkedIn.posts().get(0).alts());
  }

  @Test
  void bracketsOfALinkBehindWordsCutNothingAndThePostIsFoundByIt() throws Exception {
    URI link = URI.create("https://www.example.org/wiki/Linz_(Stadt)?a=*");
    Post post = post("We open").link(link).images(List.of(picture())).attached(true).build();
    Delivery delivery = delivery(page(), post);
    lose(delivery);
    assertEquals(
        "We open\n\nhttps://www.example.org/wiki/Linz_%28Stadt%29?a=%2A",
        linkedIn.posts().get(0).text());
    clock.pass(Duration.ofMinutes(5));
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
  }

  @Test
  void theLinkOfACardIsLeftAsItIs() throws Exception {
    URI link = URI.create("https://www.example.org/wiki/Linz_(Stadt)");
    published(post("We open").link(link).build());
    assertEquals(link.toString(), posted().path("content").path("article").path("source").asText());
  }

  @Test
  void aLinkWithoutRoomBesidePicturesGetsACard() throws Exception {
    String address = LINK + "?" + "x".repeat(700);
    int most = connector.limits(page()).maxLength(Shape.IMAGES);
    String words = "w".repeat(most);
    Post post = post(words).link(URI.create(address)).images(List.of(picture(), picture())).build();
    published(post.toBuilder().attached(true).build());
    assertEquals(words, linkedIn.posts().get(0).text());
    JsonNode article = posted().path("content").path("article");
    assertEquals(address, article.path("source").asText());
    assertTrue(article.path("thumbnail").asText().startsWith("urn:li:image:"));
  }

  @Test
  void whatTheEngineEscapedArrivesWhole() throws Exception {
    published(post("Open \\(from ten\\) \\[daily\\] for 5 \\* 3 \\_people\\_ #winter").build());
    assertEquals(
        "Open (from ten) [daily] for 5 * 3 _people_ #winter", linkedIn.posts().get(0).text());
  }

  @Test
  void aPictureThatTakesLongIsWaitedForAndNotSentTwice() throws Exception {
    linkedIn.picturesTake(25);
    Delivery delivery =
        delivery(page(), post("We open").images(List.of(picture())).attached(true).build());
    assertInstanceOf(Outcome.InProgress.class, connector.publish(delivery));
    assertEquals(0, linkedIn.creations());
    assertInstanceOf(Outcome.InProgress.class, connector.publish(again(delivery)));
    published(connector.publish(again(delivery)));
    assertEquals(1, linkedIn.preparations());
  }

  @Test
  void aCardGoesOutWithoutAPictureThatLinkedInCannotUse() throws Exception {
    linkedIn.spoilPictures(true);
    published(post("We open").images(List.of(picture())).build());
    assertFalse(posted().path("content").path("article").has("thumbnail"));
  }

  @Test
  void anAttachedPictureThatWasSpoiltIsUploadedAgain() throws Exception {
    linkedIn.spoilPictures(true);
    Delivery delivery =
        delivery(page(), post("We open").images(List.of(picture())).attached(true).build());
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery));
    linkedIn.spoilPictures(false);
    published(connector.publish(again(delivery)));
    assertEquals(2, linkedIn.preparations());
  }

  @Test
  void theTokenGoesToNoPlaceForPicturesOutsideLinkedIn() throws Exception {
    LinkedInApi api =
        new LinkedInApi(http, clock, new FakeSettings("https://api.linkedin.com", "202609"));
    assertThrows(
        IOException.class,
        () -> api.upload(URI.create("https://linkedin.com.evil.example/x"), page()));
    api.upload(URI.create("https://www.linkedin.com/dms-uploads/1"), page());
  }

  @Test
  void anEndedVersionSaysWhatToConfigure() throws Exception {
    linkedIn.keepOnly("202701");
    Outcome outcome = connector.publish(delivery(page(), post("We open").build()));
    String reason = assertInstanceOf(Outcome.Unauthorised.class, outcome).reason();
    assertTrue(reason.contains("202609") && reason.contains(LinkedInSettings.PID), reason);
    RemotePost post = new RemotePost("urn:li:share:1", LINK);
    IOException said = assertThrows(IOException.class, () -> connector.engagement(post, page()));
    assertTrue(said.getMessage().contains(LinkedInSettings.PID), said.getMessage());
    Verification verified = connector.verify(page());
    String invalid = assertInstanceOf(Verification.Invalid.class, verified).reason();
    assertTrue(invalid.contains(LinkedInSettings.PID), invalid);
  }

  @Test
  void aVersionIsKnownToEndSoonAfterElevenMonths() {
    // The clock stands in November 2026.
    assertTrue(endsSoon("202512"));
    assertFalse(endsSoon("202601"));
    assertFalse(endsSoon("of the operator's own"));
  }

  private boolean endsSoon(String version) {
    return new LinkedInApi(http, clock, new FakeSettings("https://api.linkedin.com", version))
        .endsSoon();
  }

  @Test
  void ourOwnPostIsKnownByTheNameThatADuplicateTells() throws Exception {
    Delivery delivery = delivery(page(), post("We open").build());
    lose(delivery);
    Outcome second = connector.publish(again(delivery));
    var duplicate = assertInstanceOf(Outcome.Duplicate.class, second);
    assertEquals(linkedIn.posts().get(0).id(), duplicate.first().orElseThrow().id());
    assertEquals(1, linkedIn.posts().size());
  }

  @Test
  void anOlderPostWithTheSameWordsIsNotOurs() throws Exception {
    RemotePost older = published(post("We open").build());
    clock.pass(Duration.ofHours(1));
    Outcome outcome = connector.publish(delivery(page(), post("We open").build()));
    var taken = assertInstanceOf(Outcome.Taken.class, outcome);
    assertEquals(older.id(), taken.first().orElseThrow().id());
    assertTrue(taken.reason().contains(older.permalink().toString()), taken.reason());
  }

  @Test
  void aDuplicateOfADeletedPostIsNoSuccess() throws Exception {
    RemotePost deleted = published(post("We open").build());
    connector.retract(deleted, page());
    Outcome outcome = connector.publish(delivery(page(), post("We open").build()));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("deleted"), reason);
  }

  @Test
  void aPostThatIsListedLateIsThereWithinTheTimeThatTheNetworkIsGiven() throws Exception {
    linkedIn.listLate(Duration.ofMinutes(4));
    Delivery delivery = delivery(page(), post("We open").build());
    lose(delivery);
    clock.pass(Duration.ofSeconds(30));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery));
    clock.pass(connector.network().showsWithin());
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
  }

  @Test
  void aPostWithPicturesIsFoundThoughTheyAreNotAtHand() throws Exception {
    Post post = post("We open #winter").images(List.of(picture())).attached(true).build();
    Delivery delivery = delivery(page(), post);
    lose(delivery);
    Post without = post.toBuilder().images(List.of()).build();
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery(page(), without)));
  }

  @Test
  void hashtagsAndMentionsAreKnownInTheFormInWhichLinkedInGivesThemBack() {
    assertEquals(
        "#winter at Museum (daily)",
        Commentary.plain("{hashtag|\\#|winter} at @[Museum](urn:li:organization:1) \\(daily\\)"));
  }

  @Test
  void whatIsNotListedInTimeIsNotThere() throws Exception {
    Delivery delivery = delivery(page(), post("We open").build());
    linkedIn.failNext(new Fault.Cut());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    clock.pass(ShareFinder.LATE);
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery));
  }

  @Test
  void aPostWithTheLinkButOtherWordsIsForAPersonToJudge() throws Exception {
    Delivery delivery = delivery(page(), post("We open").build());
    published(post("Somebody's own words").build());
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
  }

  @Test
  void thePostsOfAMemberAreFoundByNobodyButKnownByADuplicate() throws Exception {
    Delivery delivery = delivery(of(FakeLinkedIn.MEMBER), post("We open").build());
    lose(delivery);
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
    Outcome second = connector.publish(again(delivery));
    var duplicate = assertInstanceOf(Outcome.Duplicate.class, second);
    assertEquals(linkedIn.posts().get(0).id(), duplicate.first().orElseThrow().id());
  }

  @Test
  void aMembersPostThatWasNeverTriedBeforeIsNotOurs() throws Exception {
    Connection member = of(FakeLinkedIn.MEMBER);
    published(connector.publish(delivery(member, post("We open").build())));
    Outcome outcome = connector.publish(delivery(member, post("We open").build()));
    assertInstanceOf(Outcome.Taken.class, outcome);
  }

  @Test
  void aRefusedCallIsNotTakenForOneThatMayBeOut() throws Exception {
    Connection member = of(FakeLinkedIn.MEMBER);
    published(connector.publish(delivery(member, post("We open").build())));
    Delivery delivery = delivery(member, post("We open").build());
    linkedIn.failNext(new Fault.RateLimited(Duration.ofSeconds(9)));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery));
    assertInstanceOf(Outcome.Taken.class, connector.publish(again(delivery)));
  }

  @Test
  void anEditChangesTheWordsAndKeepsTheCard() throws Exception {
    RemotePost post = published(post("We open").build());
    published(connector.edit(post, delivery(page(), post("We close").build())));
    assertEquals("We close", linkedIn.posts().get(0).text());
    assertTrue(posted().path("content").has("article"));
    connector.retract(post, page());
    Outcome gone = connector.edit(post, delivery(page(), post("We close").build()));
    assertInstanceOf(Outcome.Rejected.class, gone);
  }

  @Test
  void onlyPagesOnWhichTheMemberMayPostAreOffered() throws Exception {
    List<AccountChoice> accounts = connector.accounts(page());
    assertEquals(List.of("Museum"), accounts.stream().map(AccountChoice::label).toList());
    assertEquals(Map.of("author", FakeLinkedIn.PAGE), accounts.get(0).settings());
  }

  @Test
  void whoMayPostAsMemberAndPageChoosesBetweenThem() throws Exception {
    assertEquals(
        List.of("Ada", "Museum"),
        connector.choices("author", page()).stream().map(Field.Choice::label).toList());
  }

  @Test
  void aTestOfTheConnectionTellsWhenTheTokenEnds() throws Exception {
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(page()));
    assertEquals("Museum", valid.account());
    assertEquals("https://www.linkedin.com/company/museum/", valid.profile().toString());
    assertEquals(clock.instant().plus(Duration.ofDays(60)), valid.expires().orElseThrow());
    var member =
        assertInstanceOf(Verification.Invalid.class, connector.verify(of("urn:li:person:another")));
    assertTrue(member.reason().contains("another member"), member.reason());
  }

  @Test
  void commentsAndAnswersToThemAreRead() throws Exception {
    RemotePost post = published(post("We open").build());
    RemotePost question = linkedIn.reply(post.id(), "At ten?");
    clock.pass(Duration.ofMinutes(1));
    linkedIn.reply(question.id(), "At ten!");
    assertEquals(
        List.of("At ten?", "At ten!"),
        connector.replies(post, page()).stream().map(Reply::text).toList());
  }

  @Test
  void anAnswerIsPlainAndNotLittleText() throws Exception {
    RemotePost post = published(post("We open").build());
    RemotePost question = linkedIn.reply(post.id(), "At ten?");
    Post answer = Post.builder("Yes (daily) #open").inReplyTo(question).build();
    Delivery delivery = delivery(page(), answer);
    RemotePost answered = published(connector.publish(delivery));
    assertEquals("Yes (daily) #open", linkedIn.posts().get(1).text());
    assertEquals(new Reconciliation.Found(answered), connector.find(delivery));
    assertEquals(
        TextFormat.PLAIN, connector.answerLimits(page()).orElseThrow().format(), "as it is sent");
    published(connector.retract(answered, page()));
    assertEquals(1, linkedIn.posts().size());
  }

  @Test
  void anAnswerIsChangedByTakingItBack() throws Exception {
    RemotePost post = published(post("We open").build());
    RemotePost question = linkedIn.reply(post.id(), "At ten?");
    Post answer = Post.builder("Yes").inReplyTo(question).build();
    RemotePost answered = published(connector.publish(delivery(page(), answer)));
    Outcome outcome = connector.edit(answered, delivery(page(), Post.builder("No").build()));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("Take it back"), reason);
    assertEquals("Yes", linkedIn.posts().get(1).text());
  }

  @Test
  void anAnswerThatTheTokenMayNotGiveStopsNoPosts() throws Exception {
    RemotePost post = published(post("We open").build());
    RemotePost question = linkedIn.reply(post.id(), "At ten?");
    linkedIn.refuseComments();
    Post answer = Post.builder("Yes").inReplyTo(question).build();
    Outcome outcome = connector.publish(delivery(page(), answer));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("w_organization_social_feed"), reason);
    published(post("We close").build());
  }

  @Test
  void aPageIsAskedForItsPostButOnlyACallMakesItOurs() throws Exception {
    RemotePost first = published(post("We open").build());
    Outcome outcome = connector.publish(delivery(page(), post("We open").build()));
    var taken = assertInstanceOf(Outcome.Taken.class, outcome);
    assertEquals(first, taken.first().orElseThrow());
  }

  @Test
  void aCallThatWasAnsweredWithTakenIsNotOpenAnyMore() throws Exception {
    Connection member = of(FakeLinkedIn.MEMBER);
    published(connector.publish(delivery(member, post("We open").build())));
    Delivery delivery = delivery(member, post("We open").build());
    assertInstanceOf(Outcome.Taken.class, connector.publish(delivery));
    assertInstanceOf(Outcome.Taken.class, connector.publish(again(delivery)));
  }

  @Test
  void thePageSeesItsNumbers() throws Exception {
    RemotePost post = published(post("We open").build());
    assertEquals(Engagement.none(), connector.engagement(post, page()));
    linkedIn.engage(post.id(), 5, 2, 300);
    Engagement counted = connector.engagement(post, page());
    assertEquals(
        Map.of(post.id(), counted),
        connector.engagements(
            List.of(post, new RemotePost("urn:li:share:1", post.permalink())), page()));
    assertEquals(5, counted.of(Metric.LIKES).orElseThrow());
    assertEquals(2, counted.of(Metric.REPLIES).orElseThrow());
    assertEquals(300, counted.of(Metric.VIEWS).orElseThrow());
    assertEquals(
        Set.of(Metric.LIKES, Metric.REPOSTS, Metric.REPLIES, Metric.VIEWS, Metric.CLICKS),
        counted.numbers().keySet());
  }

  @Test
  void everyWordHasAGermanOne() {
    assertEquals(List.of(), GermanWords.missing(LinkedInConnector.NETWORK));
  }

  @Test
  void numbersThatAMemberMayNotSeeAreNotZero() throws Exception {
    Connection member = of(FakeLinkedIn.MEMBER);
    RemotePost post = published(connector.publish(delivery(member, post("We open").build())));
    assertThrows(IOException.class, () -> connector.engagement(post, member));
  }

  @Test
  void aMemberWhoMaySeesReactionsRepostsCommentsAndViews() throws Exception {
    Connection member = of(FakeLinkedIn.MEMBER);
    RemotePost post = published(connector.publish(delivery(member, post("We open").build())));
    linkedIn.tellMembers(Map.of("REACTION", 7, "RESHARE", 3, "COMMENT", 2, "IMPRESSION", 90));
    Engagement counted = connector.engagement(post, member);
    assertEquals(7, counted.of(Metric.LIKES).orElseThrow());
    assertEquals(3, counted.of(Metric.REPOSTS).orElseThrow());
    assertEquals(2, counted.of(Metric.REPLIES).orElseThrow());
    assertEquals(90, counted.of(Metric.VIEWS).orElseThrow());
  }
}
