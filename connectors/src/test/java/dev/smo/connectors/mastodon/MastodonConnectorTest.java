// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.Progress;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.ServerLimits;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.fixture.TestClock;
import dev.smo.networks.Capability;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.post.TextFormat;
import dev.smo.testkit.Executed;
import dev.smo.testkit.Fault;
import dev.smo.testkit.mastodon.FakeMastodon;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MastodonConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html");

  private final TestClock clock = new TestClock();
  private final FakeMastodon mastodon = new FakeMastodon(0, "t0ken", 1000, clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(mastodon.host());
  private final MastodonConnector connector = new MastodonConnector(outbound, clock, clock::pass);
  private final Instant started = clock.instant();

  @AfterEach
  void stop() {
    mastodon.close();
    outbound.close();
  }

  private Connection connection() {
    return Connection.builder("mastodon-en", "mastodon")
        .endpoint(mastodon.uri())
        .setting("visibility", "unlisted")
        .secret("token", Secret.of("t0ken"))
        .build();
  }

  private static Post.Builder post() {
    return Post.builder("Grüße & more: " + LINK + "?utm_source=mastodon #news")
        .link(URI.create(LINK + "?utm_source=mastodon"))
        .language(Locale.GERMANY);
  }

  private Delivery delivery(Post post, int attempt) {
    return Delivery.builder("delivery-1", connection(), post)
        .attempt(attempt)
        .started(started)
        .build();
  }

  private RemotePost published(Post post) throws Exception {
    Outcome outcome = connector.publish(delivery(post, 1));
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  private JsonNode posted() {
    return mastodon.posts().get(0).raw();
  }

  @Test
  void sendsTextLanguageAndVisibility() throws Exception {
    published(post().build());
    assertEquals(post().build().text(), posted().path("text").asText());
    assertEquals("de", posted().path("language").asText());
    assertEquals("unlisted", posted().path("visibility").asText());
  }

  @Test
  void whatTheAuthorChoseGoesBeforeTheConnection() throws Exception {
    Post chosen = post().option("visibility", "private").option("warning", "Snow").build();
    published(chosen);
    assertEquals("private", posted().path("visibility").asText());
    assertEquals("Snow", posted().path("spoiler_text").asText());
    assertTrue(posted().path("sensitive").asBoolean());
  }

  @Test
  void everyPartOfAThreadSaysWhoMayQuoteIt() throws Exception {
    Post second = Post.builder("More").option("quotes", "nobody").build();
    published(post().option("quotes", "followers").thread(List.of(second)).build());
    List<String> quoters =
        mastodon.posts().stream()
            .map(status -> status.raw().path("quote_approval_policy").asText())
            .toList();
    assertEquals(List.of("followers", "nobody"), quoters);
  }

  @Test
  void nothingIsSaidOfQuotesUnlessSomebodyChoseIt() throws Exception {
    published(post().build());
    assertFalse(
        mastodon.calls().stream().anyMatch(call -> call.json().has("quote_approval_policy")),
        "servers before 4.5 know no such field");
  }

  @Test
  void anEditKeepsTheContentWarning() throws Exception {
    Post warned = post().option("warning", "Snow").option("visibility", "private").build();
    RemotePost out = published(warned);
    connector.edit(out, delivery(warned, 2));
    assertEquals("Snow", posted().path("spoiler_text").asText());
  }

  @Test
  void aContentWarningCountsWithTheWords() throws Exception {
    published(post().build());
    Map<String, String> warned = Map.of("warning", "w".repeat(100));
    assertEquals(900, connector.limits(connection(), warned).maxLength(Shape.TEXT));
    Post tooLong = Post.builder("x".repeat(901)).options(warned).build();
    assertInstanceOf(Outcome.Rejected.class, connector.publish(delivery(tooLong, 1)));
  }

  @Test
  void learnsTheInstancesLimitsOnceADay() throws Exception {
    assertEquals(500, connector.limits(connection()).maxLength(Shape.TEXT));
    published(post().build());
    connector.publish(other("second"));
    assertEquals(1000, connector.limits(connection()).maxLength(Shape.TEXT));
    assertEquals(1, asked("GET /api/v2/instance"));
    clock.pass(Duration.ofHours(25));
    connector.publish(other("third"));
    assertEquals(2, asked("GET /api/v2/instance"));
  }

  @Test
  void whatTheInstanceTakesIsKnownToWhoeverGetsWhatWasKept() throws Exception {
    String kept = connector.readLimits(connection());
    // A host that it may not call: whoever asks fails.
    HttpOutbound nobody = HttpOutbound.allowing("nowhere.test");
    MastodonConnector other = new MastodonConnector(nobody, clock, clock::pass);
    nobody.close();
    Connection restarted = connection().toBuilder().setting(ServerLimits.KEPT, kept).build();
    assertEquals(500, other.limits(connection()).maxLength(Shape.TEXT));
    Limits here = connector.limits(connection());
    Limits there = other.limits(restarted);
    assertEquals(1000, there.maxLength(Shape.TEXT));
    assertEquals(here.imageTypes(), there.imageTypes());
    assertEquals(here.maxImageBytes(), there.maxImageBytes());
    assertEquals(here.maxImagePixels(), there.maxImagePixels());
    assertEquals(here.length("https://example.org/a"), there.length("https://example.org/a"));
  }

  private Delivery other(String words) {
    return Delivery.builder(words, connection(), Post.builder(words).build()).build();
  }

  @Test
  void attachesThePictureOnceItIsReady() throws Exception {
    mastodon.mediaTake(3);
    Media picture = Media.of(new byte[100], "image/png", 10, 10).alt("A door — in the snow");
    published(post().image(picture).attached(true).build());
    JsonNode attached = posted().path("media_attachments").path(0);
    assertEquals("A door — in the snow", attached.path("description").asText());
  }

  @Test
  void goesOnLaterWhenThePictureIsNotReadyInTime() throws Exception {
    mastodon.mediaTake(1000);
    Media picture = Media.of(new byte[100], "image/png", 10, 10);
    Post post = post().image(picture).attached(true).build();
    assertInstanceOf(Outcome.InProgress.class, connector.publish(delivery(post, 1)));
    assertEquals(0, mastodon.creations());
  }

  @Test
  void attachesNoPictureWhereTheLinksCardIsWanted() throws Exception {
    Media picture = Media.of(new byte[100], "image/png", 10, 10);
    published(post().image(picture).build());
    assertEquals(0, asked("POST /api/v2/media"));
  }

  @Test
  void findsWhatAnEarlierAttemptLeftThoughTheInstanceForgotTheKey() throws Exception {
    RemotePost first = published(post().build());
    clock.pass(Duration.ofHours(3));
    Outcome second = connector.publish(delivery(post().build(), 2));
    assertEquals(first, assertInstanceOf(Outcome.Published.class, second).post());
    assertEquals(1, mastodon.creations());
  }

  @Test
  void doesNotRepeatBlindlyOnceTheKeyIsForgotten() throws Exception {
    published(post().build());
    clock.pass(Duration.ofMinutes(61));
    Post edited = Post.builder("Other words " + LINK).link(LINK).build();
    assertInstanceOf(Outcome.Unknown.class, connector.publish(delivery(edited, 2)));
    assertEquals(1, mastodon.posts().size());
  }

  @Test
  void cannotTellWhetherAStatusWithOtherWordsIsThePost() throws Exception {
    published(post().build());
    Post other = Post.builder("Quite other words " + LINK).link(LINK).build();
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery(other, 1)));
  }

  @Test
  void doesNotTakeAnOldStatusForTheDelivery() throws Exception {
    published(post().build());
    clock.pass(Duration.ofMinutes(10));
    Delivery later =
        Delivery.builder("delivery-2", connection(), post().build())
            .started(clock.instant())
            .build();
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(later));
  }

  @Test
  void findsAPostAmongManyNewerOnes() throws Exception {
    RemotePost first = published(post().build());
    for (int i = 0; i < 60; i++) {
      Delivery other =
          Delivery.builder("other-" + i, connection(), Post.builder("n" + i).build())
              .started(started)
              .build();
      assertInstanceOf(Outcome.Published.class, connector.publish(other));
    }
    var found =
        assertInstanceOf(Reconciliation.Found.class, connector.find(delivery(post().build(), 1)));
    assertEquals(first, found.post());
  }

  @Test
  void namesTheAccount() throws Exception {
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(connection()));
    assertEquals("@cms@localhost", valid.account());
    assertTrue(valid.profile().toString().endsWith("/@cms"));
  }

  @Test
  void readsTheCountersOfAStatus() throws Exception {
    RemotePost post = published(post().build());
    mastodon.engage(post.id(), 5, 4, 3);
    var engagement = connector.engagement(post, connection());
    assertEquals(5, engagement.of(Metric.LIKES).orElseThrow());
    assertEquals(4, engagement.of(Metric.REPOSTS).orElseThrow());
    assertEquals(3, engagement.of(Metric.REPLIES).orElseThrow());
  }

  @Test
  void readsTheCountersOfManyStatusesTogetherWithoutThoseThatAreGone() throws Exception {
    RemotePost post = published(post().build());
    mastodon.engage(post.id(), 5, 4, 3);
    List<RemotePost> posts = new ArrayList<>(List.of(post));
    for (int i = 0; i < 50; i++) {
      posts.add(new RemotePost("7700" + i, post.permalink()));
    }
    var told = connector.engagements(posts, connection());
    assertEquals(Set.of(post.id()), told.keySet());
    assertEquals(connector.engagement(post, connection()), told.get(post.id()));
  }

  @Test
  void readsRepliesThatAnybodyMaySee() throws Exception {
    RemotePost post = published(post().build());
    String ann =
        mastodon.reply(
            post.id(), "ann", "<p>Well <b>done</b> &amp; more<br>Second line</p>", "public");
    clock.pass(Duration.ofMinutes(1));
    mastodon.reply(ann, "bob", "<p>I agree</p>", "unlisted");
    mastodon.reply(post.id(), "eve", "<p>For your eyes only</p>", "direct");
    mastodon.reply(post.id(), "joe", "<p>For followers</p>", "private");

    List<Reply> replies = connector.replies(post, connection());

    assertEquals(
        List.of("<p>Well <b>done</b> &amp; more<br>Second line</p>", "<p>I agree</p>"),
        replies.stream().map(Reply::text).toList());
    assertEquals(TextFormat.HTML, replies.get(0).format());
    assertEquals("ann", replies.get(0).author());
    assertEquals("https://elsewhere.example/@ann", replies.get(0).profile().toString());
    assertEquals(started, replies.get(0).at());
    mastodon.deleteReply(ann);
    assertEquals(0, connector.replies(post, connection()).size());
  }

  @Test
  void aReplyIsLikedOnceAndNotAnyMore() throws Exception {
    RemotePost post = published(post().build());
    String ann = mastodon.reply(post.id(), "ann", "<p>Well done</p>", "public");
    RemotePost reply = connector.replies(post, connection()).get(0).post();
    for (boolean liked : new boolean[] {true, true, false, false}) {
      assertInstanceOf(Outcome.Published.class, connector.like(reply, liked, connection()));
      assertEquals(liked ? Set.of(ann) : Set.of(), mastodon.liked());
    }
    mastodon.deleteReply(ann);
    assertInstanceOf(Outcome.Rejected.class, connector.like(reply, true, connection()));
    assertInstanceOf(Outcome.Published.class, connector.like(reply, false, connection()));
  }

  @Test
  void aTokenThatMayNotLikeSaysWhatToDoAndStopsNoPosts() throws Exception {
    RemotePost post = published(post().build());
    mastodon.reply(post.id(), "ann", "<p>Well done</p>", "public");
    RemotePost reply = connector.replies(post, connection()).get(0).post();
    mastodon.forbidLikes();
    Outcome said = connector.like(reply, true, connection());
    var rejected = assertInstanceOf(Outcome.Rejected.class, said);
    assertTrue(rejected.reason().contains("write:favourites"), rejected.reason());
  }

  @Test
  void anInstancesOwnEmojiAreLeftOutOfReplies() throws Exception {
    RemotePost post = published(post().build());
    mastodon.reply(post.id(), "ann :verified:", "<p>Well done :blobcat: at 10:30:00</p>", "public");
    Reply reply = connector.replies(post, connection()).get(0);
    assertEquals("<p>Well done  at 10:30:00</p>", reply.text());
    assertEquals("ann", reply.author());
  }

  @Test
  void asksForWhatAConnectionLacks() throws IOException, InterruptedException {
    Connection empty = Connection.builder("mastodon-en", "mastodon").build();
    Delivery delivery =
        Delivery.builder("delivery-1", empty, post().build()).started(started).build();
    assertInstanceOf(Outcome.Unauthorised.class, connector.publish(delivery));
    assertInstanceOf(Verification.Invalid.class, connector.verify(empty));
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
    assertFalse(connector.limits(empty).imageTypes().isEmpty());
  }

  private static Media picture(String alt) {
    return Media.of(new byte[100], "image/png", 10, 10).alt(alt);
  }

  private static Post pictured() {
    return post().images(List.of(picture("One"), picture("Two"))).attached(true).build();
  }

  /** A delivery whose steps are kept, as the engine keeps them. */
  private Delivery.Builder kept(Post post, Progress progress) {
    return Delivery.builder("delivery-1", connection(), post).started(started).progress(progress);
  }

  private static Progress progress() {
    return Delivery.builder("any", Connection.builder("a", "mastodon").build(), post().build())
        .build()
        .progress();
  }

  @Test
  void attachesSeveralPicturesInOrder() throws Exception {
    published(pictured());
    assertEquals(List.of("One", "Two"), mastodon.posts().get(0).alts());
  }

  @Test
  void doesNotUploadAgainWhatAnEarlierAttemptUploaded() throws Exception {
    Progress progress = progress();
    mastodon.mediaTake(20);
    Outcome first = connector.publish(kept(pictured(), progress).build());
    assertInstanceOf(Outcome.InProgress.class, first);
    mastodon.mediaTake(0);
    Outcome second = connector.publish(kept(pictured(), progress).attempt(2).build());
    assertInstanceOf(Outcome.Published.class, second);
    assertEquals(2, mastodon.preparations());
  }

  @Test
  void uploadsThePictureThatTookThePlaceOfAnother() throws Exception {
    Progress progress = progress();
    mastodon.mediaTake(20);
    Post before = post().images(List.of(picture("Old"))).attached(true).build();
    assertInstanceOf(Outcome.InProgress.class, connector.publish(kept(before, progress).build()));
    mastodon.mediaTake(0);
    Post after = post().images(List.of(picture("New"), picture("Old"))).attached(true).build();
    assertInstanceOf(
        Outcome.Published.class, connector.publish(kept(after, progress).attempt(2).build()));
    assertEquals(List.of("New", "Old"), mastodon.posts().get(0).alts());
    assertEquals(2, mastodon.preparations());
  }

  @Test
  void uploadsAgainWhatTheInstanceForgot() throws Exception {
    Progress progress = progress();
    mastodon.failNext(new Fault.RateLimited(Duration.ofSeconds(9)));
    connector.publish(kept(pictured(), progress).build());
    mastodon.forgetMedia();
    Outcome second = connector.publish(kept(pictured(), progress).attempt(2).build());
    assertInstanceOf(Outcome.Published.class, second);
    assertEquals(4, mastodon.preparations());
    assertEquals(List.of("One", "Two"), mastodon.posts().get(0).alts());
  }

  @Test
  void uploadsAgainWhatTheInstanceCouldNotProcess() throws Exception {
    Progress progress = progress();
    mastodon.mediaTake(20);
    connector.publish(kept(pictured(), progress).build());
    mastodon.spoilMedia();
    mastodon.mediaTake(0);
    Outcome second = connector.publish(kept(pictured(), progress).attempt(2).build());
    assertInstanceOf(Outcome.Published.class, second);
    assertEquals(List.of("One", "Two"), mastodon.posts().get(0).alts());
  }

  @Test
  void doesNotWaitForAPicturePastTheDeadline() throws Exception {
    mastodon.mediaTake(1000);
    Instant deadline = started.plusSeconds(5);
    Delivery delivery = kept(pictured(), progress()).deadline(deadline).build();
    assertInstanceOf(Outcome.InProgress.class, connector.publish(delivery));
    assertFalse(clock.instant().isAfter(deadline));
  }

  private static Post thread() {
    return post()
        .thread(List.of(Post.builder("Second part").build(), Post.builder("Third part").build()))
        .build();
  }

  @Test
  void postsAThreadThatWasCutOffFromWhereItStopped() throws Exception {
    Progress progress = progress();
    mastodon.failNext(new Fault.RateLimited(Duration.ZERO));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(kept(thread(), progress).build()));
    mastodon.failNext(new Fault.Lost());
    assertThrows(
        IOException.class, () -> connector.publish(kept(thread(), progress).attempt(2).build()));
    clock.pass(Duration.ofHours(3));
    Delivery last = kept(thread(), progress).attempt(3).build();
    RemotePost first = assertInstanceOf(Outcome.Published.class, connector.publish(last)).post();
    assertEquals(
        List.of("", first.id(), mastodon.posts().get(1).id()),
        mastodon.posts().stream().map(Executed::answers).toList());
    assertEquals(first, ((Reconciliation.Found) connector.find(last)).post());
  }

  @Test
  void aThreadOfWhichAPartIsMissingIsNotThere() throws Exception {
    published(post().build());
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery(thread(), 1)));
  }

  @Test
  void partsWithTheSameLinkAreNotTakenForEachOther() throws Exception {
    Post twice = post().thread(List.of(Post.builder("Again: " + LINK).link(LINK).build())).build();
    published(twice);
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery(twice, 1)));
  }

  @Test
  void partsWithTheSameWordsAreFound() throws Exception {
    Post twice = Post.builder("Again").thread(List.of(Post.builder("Again").build())).build();
    RemotePost first = published(twice);
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery(twice, 1)));
    assertEquals(first, found.post());
  }

  @Test
  void theSameWordsAtTheEndOfTwoThreadsAreTwoParts() throws Exception {
    List<Post> end = List.of(Post.builder("Follow us").build());
    published(post().thread(end).build());
    Post other = Post.builder("Other").build();
    connector.publish(Delivery.builder("delivery-2", connection(), other).started(started).build());
    Delivery rest =
        Delivery.builder("delivery-2", connection(), other.toBuilder().thread(end).build())
            .started(started)
            .build();
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(rest));
  }

  @Test
  void answersAnotherPost() throws Exception {
    RemotePost first = published(Post.builder("first").build());
    Post answer = post().inReplyTo(first).build();
    connector.publish(Delivery.builder("delivery-2", connection(), answer).build());
    assertEquals(first.id(), mastodon.posts().get(1).answers());
    connector.retract(first, connection());
    Outcome outcome =
        connector.publish(Delivery.builder("delivery-3", connection(), answer).build());
    assertInstanceOf(Outcome.Rejected.class, outcome);
  }

  private RemotePost replied(RemotePost to, String visibility) {
    String id = mastodon.reply(to.id(), "ann", "<p>Open?</p>", visibility);
    return new RemotePost(id, URI.create("https://elsewhere.example/@ann/" + id));
  }

  private Delivery answer(String key, RemotePost reply) {
    Post answer = Post.builder("@ann@elsewhere.example Yes").inReplyTo(reply).build();
    return Delivery.builder(key, connection(), answer).started(started).build();
  }

  @ParameterizedTest
  @CsvSource({"public,unlisted", "unlisted,unlisted", "private,private", "direct,direct"})
  void noMorePeopleSeeAnAnswerThanWhatItAnswers(String theirs, String ours) throws Exception {
    RemotePost reply = replied(published(post().build()), theirs);
    connector.publish(answer("delivery-2", reply));
    JsonNode out = mastodon.posts().get(1).raw();
    assertEquals(reply.id(), out.path("in_reply_to_id").asText());
    assertEquals(ours, out.path("visibility").asText());
  }

  @Test
  void anAnswerBeginsWithTheNameOfWhomItAnswers() throws Exception {
    RemotePost reply = replied(published(post().build()), "public");
    assertEquals("@ann@elsewhere.example ", connector.opening(reply, connection()));
    mastodon.deleteReply(reply.id());
    assertThrows(IOException.class, () -> connector.opening(reply, connection()));
  }

  @Test
  void theSameWordsToTwoPeopleAreTwoAnswers() throws Exception {
    RemotePost post = published(post().build());
    RemotePost one = replied(post, "public");
    RemotePost other = replied(post, "public");
    assertInstanceOf(Outcome.Published.class, connector.publish(answer("delivery-2", one)));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(answer("delivery-3", other)));
    assertInstanceOf(Reconciliation.Found.class, connector.find(answer("delivery-2", one)));
  }

  @Test
  void anAnswerWaitsForAnInstanceThatCannotTellWhoSeesWhatItAnswers() throws Exception {
    RemotePost reply = replied(published(post().build()), "private");
    mastodon.failAlways(new Fault.ServerError(502));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(answer("delivery-2", reply)));
    mastodon.recover();
    mastodon.deleteReply(reply.id());
    assertInstanceOf(Outcome.Rejected.class, connector.publish(answer("delivery-2", reply)));
    assertEquals(1, mastodon.creations());
  }

  @Test
  void hidesNothingBecauseMastodonCannot() {
    assertFalse(Capability.of(connector).contains(Capability.MODERATE));
    assertTrue(Capability.of(connector).contains(Capability.ANSWER));
  }

  @ParameterizedTest
  @CsvSource({
    "pt-BR,pt",
    "de-AT,de",
    "sr-Latn,sr",
    "ckb,ckb",
    "fil,tl",
    "zh,zh",
    "zh-TW,zh-TW",
    "zh-SG,zh-CN",
    "zh-Hant,zh-TW",
    "zh-Hant-HK,zh-HK",
    "zh-Hans-HK,zh-CN",
    "zh-MO,zh-HK",
    "yue-HK,zh-YUE"
  })
  void namesTheLanguageAsMastodonKnowsIt(String tag, String named) throws Exception {
    published(post().language(Locale.forLanguageTag(tag)).build());
    assertEquals(named, posted().path("language").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23T12:05:00.000Z", "1795435500"})
  void tellsHowManyCallsAreLeft(String reset) {
    Map<String, List<String>> headers =
        Map.of("x-ratelimit-remaining", List.of("17"), "x-ratelimit-reset", List.of(reset));
    Answer answer = new Answer(200, headers, new byte[0], LINK);
    assertEquals(
        Optional.of(new Quota(17, Instant.parse("2026-11-23T12:05:00Z"))),
        connector.quota(answer, started));
    assertEquals(
        Optional.empty(), connector.quota(new Answer(200, Map.of(), new byte[0], LINK), started));
  }

  @Test
  void editsTheWordsAndKeepsThePictures() throws Exception {
    RemotePost post = published(pictured());
    Delivery edited = delivery(Post.builder("Other words").build(), 1);
    assertEquals(post, ((Outcome.Published) connector.edit(post, edited)).post());
    assertEquals("Other words", mastodon.posts().get(0).text());
    assertEquals(List.of("One", "Two"), mastodon.posts().get(0).alts());
  }

  @Test
  void editsThePictures() throws Exception {
    RemotePost post = published(pictured());
    Post other = post().images(List.of(picture("Three"))).attached(true).build();
    for (int time = 1; time <= 2; time++) {
      assertInstanceOf(Outcome.Published.class, connector.edit(post, delivery(other, 1)));
      assertEquals(List.of("Three"), mastodon.posts().get(0).alts());
    }
  }

  @Test
  void aPostThatIsGoneCannotBeEdited() throws Exception {
    RemotePost post = published(post().build());
    connector.retract(post, connection());
    Outcome outcome = connector.edit(post, delivery(post().build(), 1));
    assertInstanceOf(Outcome.Rejected.class, outcome);
  }

  @Test
  void doesNotInventNumbersThatTheInstanceDoesNotGive() throws Exception {
    RemotePost post = published(post().build());
    assertTrue(connector.engagement(post, connection()).of(Metric.QUOTES).isEmpty());
  }

  private long asked(String call) {
    return mastodon.calls().stream().filter(c -> c.toString().equals(call)).count();
  }
}
