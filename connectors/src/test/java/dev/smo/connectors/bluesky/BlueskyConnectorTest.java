// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Progress;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.networks.FieldProblem;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import dev.smo.testkit.bluesky.FakeBluesky;
import dev.smo.testkit.bluesky.ThreadGates;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
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
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueskyConnectorTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html");

  private final FakeBluesky bluesky = new FakeBluesky(0, "app-password", Clock.systemUTC());
  private final HttpOutbound outbound = HttpOutbound.allowing(bluesky.host());
  private final BlueskyConnector connector = new BlueskyConnector(outbound);

  @AfterEach
  void stop() {
    bluesky.close();
    outbound.close();
  }

  private Connection typedIn(String password) {
    return Connection.builder("bluesky-en", "bluesky")
        .endpoint(bluesky.uri())
        .setting("handle", "@" + FakeBluesky.HANDLE)
        .secret("appPassword", Secret.of(password))
        .build();
  }

  private Connection loggedIn(Connection connection) throws Exception {
    Authorization said = connector.authorize(connection);
    var granted = assertInstanceOf(Authorization.Granted.class, said);
    return connection.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
  }

  private static Post.Builder post() {
    return Post.builder("Winter opening hours " + LINK)
        .link(LINK)
        .title("Winter opening hours")
        .language(Locale.GERMANY);
  }

  private static Media picture(int bytes) {
    return Media.of(new byte[bytes], "image/jpeg", 1200, 630).alt("A door in the snow");
  }

  private Outcome publish(Connection connection, Post post) throws Exception {
    return connector.publish(
        Delivery.builder("delivery-1", connection, post).started(NOON).build());
  }

  private JsonNode posted() {
    return bluesky.posts().get(0).raw();
  }

  @Test
  void asksForASessionBeforeTheFirstPost() throws Exception {
    assertInstanceOf(Outcome.Unauthorised.class, publish(typedIn("app-password"), post().build()));
    assertEquals(0, bluesky.calls().size());
  }

  @Test
  void logsInOnceAndRenewsAfterwards() throws Exception {
    Connection first = loggedIn(typedIn("app-password"));
    Connection second = loggedIn(first);
    assertEquals(
        "[POST /xrpc/com.atproto.server.createSession,"
            + " POST /xrpc/com.atproto.server.refreshSession]",
        bluesky.calls().toString());
    assertInstanceOf(Outcome.Published.class, publish(second, post().build()));
  }

  @Test
  void tellsWhenTheSessionEnds() throws Exception {
    var granted =
        assertInstanceOf(Authorization.Granted.class, connector.authorize(typedIn("app-password")));
    Duration left = Duration.between(Instant.now(), granted.expires().orElseThrow());
    assertTrue(left.toMinutes() >= 118 && left.toMinutes() <= 120, left.toString());
  }

  @Test
  void logsInAgainWhenTheRefreshTokenIsRefused() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.refuseRefresh();
    assertInstanceOf(Outcome.Published.class, publish(loggedIn(connection), post().build()));
  }

  @Test
  void doesNotRenewTheSessionOfAnotherHandle() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Connection other = connection.toBuilder().setting("handle", "other.test").build();
    assertInstanceOf(Authorization.Refused.class, connector.authorize(other));
  }

  @Test
  void doesNotPostInTheSessionOfAnotherHandle() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Connection other = connection.toBuilder().setting("handle", "other.test").build();
    assertInstanceOf(Outcome.Unauthorised.class, publish(other, post().build()));
    assertInstanceOf(Verification.Invalid.class, connector.verify(other));
    assertEquals(0, bluesky.posts().size());
  }

  @Test
  void aLogInLeavesNothingOfTheSessionBefore() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.leaveOutDidDoc();
    Connection before =
        connection.toBuilder()
            .secret("pds", Secret.of("https://pds-of-another.test"))
            .secret("sessionFor", Secret.of("other.test"))
            .build();
    assertInstanceOf(Outcome.Published.class, publish(loggedIn(before), post().build()));
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    assertInstanceOf(Authorization.Refused.class, connector.authorize(typedIn("wrong")));
    assertInstanceOf(Verification.Invalid.class, connector.verify(typedIn("wrong")));
    assertInstanceOf(Verification.Valid.class, connector.verify(typedIn("app-password")));
  }

  @Test
  void logsInLaterWhenThereWereTooManyLogIns() throws Exception {
    bluesky.failAlways(new Fault.RateLimited(Duration.ofSeconds(200)));
    Authorization said = connector.authorize(typedIn("app-password"));
    Duration after = assertInstanceOf(Authorization.Later.class, said).after();
    assertTrue(after.toSeconds() > 190 && after.toSeconds() <= 200, after.toString());
  }

  @Test
  void saysUnauthorisedForASessionThatExpired() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.expire();
    assertInstanceOf(Outcome.Unauthorised.class, publish(connection, post().build()));
    assertInstanceOf(Outcome.Published.class, publish(loggedIn(connection), post().build()));
  }

  private static Delivery delivery(Connection connection, String words, int attempt) {
    return Delivery.builder("delivery-1", connection, Post.builder(words).build())
        .started(NOON)
        .attempt(attempt)
        .build();
  }

  private List<String> words() {
    return bluesky.posts().stream().map(post -> post.raw().path("text").asText()).toList();
  }

  @Test
  void aPostWhoseKeyAnotherOneHasStandsBesideItAndIsFoundThere() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    connector.publish(delivery(connection, "One", 1));
    Delivery second = delivery(connection, "Other", 1);
    var published = assertInstanceOf(Outcome.Published.class, connector.publish(second));
    assertEquals(List.of("One", "Other"), words(), "one post took the place of another");
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(second));
    assertEquals(published.post(), found.post());
  }

  @Test
  void whatIsThereAlreadyInTheseWordsIsThePost() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Outcome first = connector.publish(delivery(connection, "One", 1));
    assertEquals(first, connector.publish(delivery(connection, "One", 1)));
    assertEquals(List.of("One"), words());
  }

  @Test
  void aLaterAttemptWritesOverAnEarlierOne() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    connector.publish(delivery(connection, "Wrong", 1));
    connector.publish(delivery(connection, "Right", 2));
    assertEquals(List.of("Right"), words());
  }

  @Test
  void buildsACardWithThePagesPicture() throws Exception {
    publish(loggedIn(typedIn("app-password")), post().image(picture(5000)).build());
    JsonNode card = posted().path("embed").path("external");
    assertEquals(LINK.toString(), card.path("uri").asText());
    assertEquals("Winter opening hours", card.path("title").asText());
    assertEquals("", card.path("description").asText("none"));
    assertEquals(5000, card.path("thumb").path("size").asInt());
    assertEquals("[\"de-DE\"]", posted().path("langs").toString());
    assertEquals("2026-11-23T12:00:00.000Z", posted().path("createdAt").asText());
  }

  @Test
  void attachesThePictureWithItsAltTextInsteadOfACard() throws Exception {
    Post post = post().image(picture(5000)).attached(true).build();
    publish(loggedIn(typedIn("app-password")), post);
    JsonNode image = posted().path("embed").path("images").path(0);
    assertEquals("A door in the snow", image.path("alt").asText());
    assertEquals("{\"width\":1200,\"height\":630}", image.path("aspectRatio").toString());
  }

  @Test
  void leavesTooLargeAPictureOutOfACardButRejectsItAsThePost() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Post card = post().image(picture(1_000_001)).build();
    assertInstanceOf(
        Outcome.Rejected.class, publish(connection, card.toBuilder().attached(true).build()));
    assertInstanceOf(Outcome.Published.class, publish(connection, card));
    assertTrue(posted().path("embed").path("external").path("thumb").isMissingNode());
  }

  @Test
  void defersWhenThePictureCannotBeUploadedBecauseNothingIsOutYet() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.failAlways(new Fault.ServerError(502));
    Post post = post().image(picture(10)).build();
    assertInstanceOf(Outcome.Deferred.class, publish(connection, post));
    assertEquals(0, bluesky.creations());
  }

  @Test
  void doesNotRetractThePostOfAnotherAccount() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    var post = assertInstanceOf(Outcome.Published.class, publish(connection, post().build()));
    Connection other = connection.toBuilder().setting("did", "did:plc:other").build();
    assertInstanceOf(Outcome.Rejected.class, connector.retract(post.post(), other));
    assertEquals(1, bluesky.posts().size());
  }

  /** A connection whose AppView is the fake too. */
  private Connection viewing() throws Exception {
    Connection typed = typedIn("app-password");
    return loggedIn(typed.toBuilder().setting("appview", bluesky.uri().toString()).build());
  }

  private RemotePost published(Connection connection) throws Exception {
    Outcome outcome = publish(connection, post().build());
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void countsWhatTheAppViewCounts() throws Exception {
    Connection connection = viewing();
    RemotePost post = published(connection);
    bluesky.appView().engage(7, 2);
    bluesky.appView().reply(post.id(), "ann", "Well done", "");
    var counts = connector.engagement(post, connection);
    assertEquals(
        List.of(7L, 2L, 1L),
        List.of(
            counts.of(Metric.LIKES).orElseThrow(),
            counts.of(Metric.REPOSTS).orElseThrow(),
            counts.of(Metric.REPLIES).orElseThrow()));
  }

  @Test
  void countsOfManyAreReadTogetherWithoutThoseThatAreGone() throws Exception {
    Connection connection = viewing();
    RemotePost post = published(connection);
    bluesky.appView().engage(7, 2);
    List<RemotePost> posts = new ArrayList<>(List.of(post));
    for (int i = 0; i < 60; i++) {
      posts.add(new RemotePost(post.id() + i, post.permalink()));
    }
    var told = connector.engagements(posts, connection);
    assertEquals(Set.of(post.id()), told.keySet());
    assertEquals(connector.engagement(post, connection), told.get(post.id()));
  }

  @Test
  void readsAnswersToAnswersButNotThoseThatAreNotForStrangers() throws Exception {
    Connection connection = viewing();
    RemotePost post = published(connection);
    String ann = bluesky.appView().reply(post.id(), "ann", "Well done", "");
    bluesky.appView().reply(ann, "bob", "I agree", "");
    bluesky.appView().reply(post.id(), "eve", "Only for members", "!no-unauthenticated");
    List<Reply> replies = connector.replies(post, connection);
    assertEquals(List.of("Well done", "I agree"), replies.stream().map(Reply::text).toList());
    assertEquals("ann.test", replies.get(0).author());
    assertEquals("https://bsky.app/profile/did:plc:ann", replies.get(0).profile().toString());
    assertEquals(
        "https://bsky.app/profile/did:plc:ann/post/3m1",
        replies.get(0).post().permalink().toString());
    bluesky.appView().delete(ann);
    assertEquals(List.of(), connector.replies(post, connection));
  }

  @Test
  void onlyWhatThePdsNoLongerHasIsGone() throws Exception {
    Connection connection = viewing();
    RemotePost post = published(connection);
    bluesky.appView().blind(true);
    for (Executable look : looks(post, connection)) {
      IOException late = assertThrows(IOException.class, look);
      assertFalse(late instanceof PostGoneException, "an AppView that is late");
    }
    connector.retract(post, connection);
    for (Executable look : looks(post, connection)) {
      assertThrows(PostGoneException.class, look);
    }
  }

  private List<Executable> looks(RemotePost post, Connection connection) {
    return List.of(
        () -> connector.engagement(post, connection), () -> connector.replies(post, connection));
  }

  @Test
  void attachesSeveralPicturesInOrder() throws Exception {
    List<Media> pictures = List.of(picture(10).alt("One"), picture(20).alt("Two"));
    publish(loggedIn(typedIn("app-password")), post().images(pictures).attached(true).build());
    assertEquals(List.of("One", "Two"), bluesky.posts().get(0).alts());
    assertEquals(20, posted().at("/embed/images/1/image/size").asInt());
  }

  @Test
  void uploadsThePictureThatTookThePlaceOfAnother() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Post before = post().image(picture(10)).attached(true).build();
    Delivery first = Delivery.builder("delivery-1", connection, before).started(NOON).build();
    bluesky.failNext(new Fault.RateLimited(Duration.ZERO));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(first));
    Post after = post().image(picture(20)).attached(true).build();
    Delivery second =
        Delivery.builder("delivery-1", connection, after)
            .started(NOON)
            .attempt(2)
            .progress(first.progress())
            .build();
    assertInstanceOf(Outcome.Published.class, connector.publish(second));
    assertEquals(20, posted().at("/embed/images/0/image/size").asInt());
  }

  @Test
  void uploadsAgainWhatThePdsForgot() throws Exception {
    Post post = post().image(picture(10)).attached(true).build();
    Delivery.Builder delivery =
        Delivery.builder("delivery-1", loggedIn(typedIn("app-password")), post).started(NOON);
    Delivery first = delivery.build();
    bluesky.failNext(new Fault.RateLimited(Duration.ZERO));
    assertInstanceOf(Outcome.Deferred.class, connector.publish(first));
    bluesky.forgetBlobs();
    assertInstanceOf(Outcome.Deferred.class, connector.publish(first));
    assertInstanceOf(Outcome.Published.class, connector.publish(first));
    assertEquals(2, bluesky.preparations());
  }

  private static Progress progress() {
    return Delivery.builder("any", Connection.builder("a", "bluesky").build(), post().build())
        .build()
        .progress();
  }

  private static final String WORDS = "With @ann.example and @nobody.example";

  private static Delivery.Builder delivery(Connection connection, Post post) {
    return Delivery.builder("delivery-1", connection, post).started(NOON);
  }

  @Test
  void tellsThoseWhoAreNamedAndKnown() throws Exception {
    bluesky.know("ann.example", "did:plc:ann");
    publish(loggedIn(typedIn("app-password")), Post.builder(WORDS).build());
    assertEquals(1, posted().path("facets").size());
    JsonNode mention = posted().at("/facets/0/features/0");
    assertEquals("app.bsky.richtext.facet#mention", mention.path("$type").asText());
    assertEquals("did:plc:ann", mention.path("did").asText());
    assertEquals(WORDS, posted().path("text").asText());
  }

  @Test
  void whoWasNamedIsAskedForOnceSoThatEachAttemptWritesTheSame() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.know("ann.example", "did:plc:ann");
    Progress progress = progress();
    Post post = Post.builder(WORDS).build();
    bluesky.failNext(new Fault.Cut());
    assertThrows(
        IOException.class,
        () -> connector.publish(delivery(connection, post).progress(progress).build()));
    bluesky.know("ann.example", "did:plc:another");
    connector.publish(delivery(connection, post).progress(progress).attempt(2).build());
    assertEquals("did:plc:ann", posted().at("/facets/0/features/0/did").asText());
  }

  @Test
  void whoIsNamedInOtherWordsIsAskedForAsWell() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    bluesky.know("ann.example", "did:plc:ann");
    bluesky.know("joe.example", "did:plc:joe");
    Progress progress = progress();
    Post before = Post.builder("With @ann.example").build();
    bluesky.failNext(new Fault.RateLimited(Duration.ofSeconds(9)));
    connector.publish(delivery(connection, before).progress(progress).build());
    Post changed = Post.builder("With @joe.example").build();
    connector.publish(delivery(connection, changed).progress(progress).attempt(2).build());
    assertEquals("did:plc:joe", posted().at("/facets/0/features/0/did").asText());
  }

  @Test
  void aHandleThatCannotBeLookedUpStaysAWord() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, Post.builder("With @nobody.example").build());
    assertTrue(posted().path("facets").isMissingNode());
  }

  @ParameterizedTest
  @CsvSource({
    "mentioned, app.bsky.feed.threadgate#mentionRule",
    "followers, app.bsky.feed.threadgate#followerRule",
    "following, app.bsky.feed.threadgate#followingRule",
    "nobody,"
  })
  void onlyWhomTheAuthorChoseMayAnswer(String chosen, String rule) throws Exception {
    Post post = post().option("answers", chosen).build();
    publish(loggedIn(typedIn("app-password")), post);
    JsonNode allowed = bluesky.gates().of(bluesky.posts().get(0).id()).orElseThrow().path("allow");
    assertTrue(allowed.isArray(), "without a list everybody may answer");
    assertEquals(rule == null ? List.of() : List.of(rule), allowed.findValuesAsText("$type"));
  }

  @Test
  void aThreadHasOneGateForAnswersAndEachPostItsOwnForQuotes() throws Exception {
    Map<String, String> closed = Map.of("answers", "nobody", "quotes", "nobody");
    Post second = Post.builder("More").options(closed).build();
    publish(
        loggedIn(typedIn("app-password")), post().options(closed).thread(List.of(second)).build());
    String first = bluesky.posts().get(0).id();
    String last = bluesky.posts().get(1).id();
    assertTrue(bluesky.gates().of(first).isPresent());
    assertEquals(Optional.empty(), bluesky.gates().of(last));
    assertEquals(Set.of(first, last), bluesky.quotes().closed());
  }

  @Test
  void everybodyMayAnswerAndQuoteWhereNothingIsChosen() throws Exception {
    Map<String, String> open = Map.of("answers", "everyone", "quotes", "everyone");
    publish(loggedIn(typedIn("app-password")), post().options(open).build());
    assertEquals(Optional.empty(), bluesky.gates().of(bluesky.posts().get(0).id()));
    assertEquals(Set.of(), bluesky.quotes().closed());
  }

  @Test
  void aPostWhoseGateIsMissingIsNotThereAndGetsItAtTheNextAttempt() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Progress progress = progress();
    Post post = post().option("answers", "nobody").option("quotes", "nobody").build();
    publish(connection, post().build());
    String id = bluesky.posts().get(0).id();
    Delivery first = delivery(connection, post).progress(progress).build();
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(first));
    assertEquals(id, progress.part(1).orElseThrow().id(), "can be taken back by then");
    Delivery second = delivery(connection, post).progress(progress).attempt(2).build();
    assertInstanceOf(Outcome.Published.class, connector.publish(second));
    assertTrue(bluesky.gates().of(id).isPresent());
    assertEquals(Set.of(id), bluesky.quotes().closed());
    assertInstanceOf(Reconciliation.Found.class, connector.find(second));
    assertEquals(1, bluesky.posts().size());
  }

  @Test
  void aGateThatIsThereIsLeftAsItIs() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Post post = post().option("answers", "nobody").build();
    publish(connection, post);
    String root = bluesky.posts().get(0).id();
    String reply = bluesky.appView().reply(root, "ann", "Rubbish", "");
    hide(reply, true, connection);
    assertInstanceOf(Outcome.Published.class, publish(connection, post));
    assertEquals(Set.of(reply), bluesky.hidden());
    assertTrue(bluesky.gates().of(root).orElseThrow().path("allow").isArray());
  }

  @Test
  void whatSaysWhoMayAnswerGoesWithThePost() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().option("answers", "nobody").option("quotes", "nobody").build());
    RemotePost out = new RemotePost(bluesky.posts().get(0).id(), LINK);
    assertInstanceOf(Outcome.Published.class, connector.retract(out, connection));
    assertEquals(Optional.empty(), bluesky.gates().of(out.id()));
    assertEquals(Set.of(), bluesky.quotes().closed());
  }

  @Test
  void partsOfAThreadNameItsRootAndTheOneBefore() throws Exception {
    Post thread =
        post()
            .thread(List.of(Post.builder("Second").build(), Post.builder("Third").build()))
            .build();
    publish(loggedIn(typedIn("app-password")), thread);
    String root = bluesky.posts().get(0).id();
    assertEquals(root, raw(1).at("/reply/root/uri").asText());
    assertEquals(root, raw(1).at("/reply/parent/uri").asText());
    assertEquals(root, raw(2).at("/reply/root/uri").asText());
    assertEquals(bluesky.posts().get(1).id(), raw(2).at("/reply/parent/uri").asText());
    assertTrue(raw(1).path("createdAt").asText().compareTo(raw(2).path("createdAt").asText()) < 0);
  }

  @Test
  void partsOfAThreadThatAreFoundAreKnownByName() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Post thread = post().thread(List.of(Post.builder("Second").build())).build();
    publish(connection, thread);
    Delivery lost = Delivery.builder("delivery-1", connection, thread).started(NOON).build();
    assertInstanceOf(Reconciliation.Found.class, connector.find(lost));
    assertEquals(
        bluesky.posts().get(1).id(), lost.progress().part(2).map(RemotePost::id).orElse(""));
  }

  private JsonNode raw(int post) {
    return bluesky.posts().get(post).raw();
  }

  @Test
  void answersAPartOfAThreadUnderItsRoot() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().thread(List.of(Post.builder("Second").build())).build());
    String second = bluesky.posts().get(1).id();
    Post answer = Post.builder("Answer").inReplyTo(new RemotePost(second, LINK)).build();
    connector.publish(
        Delivery.builder("delivery-2", connection, answer).started(NOON.plusSeconds(60)).build());
    assertEquals(second, raw(2).at("/reply/parent/uri").asText());
    assertEquals(bluesky.posts().get(0).id(), raw(2).at("/reply/root/uri").asText());
  }

  @Test
  void doesNotAnswerAPostThatIsNotThere() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    for (String id : List.of("at://did:plc:any/app.bsky.feed.post/3mabc", "101")) {
      Post answer = post().inReplyTo(new RemotePost(id, LINK)).build();
      assertInstanceOf(Outcome.Rejected.class, publish(connection, answer));
    }
    assertEquals(0, bluesky.creations());
  }

  @Test
  void answersAReplyOfSomebodyElseUnderTheRootOfTheThread() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String root = bluesky.posts().get(0).id();
    String reply = bluesky.appView().reply(root, "ann", "Open?", "");
    String deeper = bluesky.appView().reply(reply, "joe", "Yes, open?", "");
    Post answer = Post.builder("Yes").inReplyTo(new RemotePost(deeper, LINK)).build();
    connector.publish(
        Delivery.builder("delivery-2", connection, answer).started(NOON.plusSeconds(60)).build());
    assertEquals(deeper, raw(1).at("/reply/parent/uri").asText());
    assertEquals(root, raw(1).at("/reply/root/uri").asText());
  }

  private Outcome hide(String reply, boolean hidden, Connection connection) throws Exception {
    RemotePost post = new RemotePost(reply, LINK);
    return hidden ? connector.hide(post, connection) : connector.show(post, connection);
  }

  @Test
  void hidesAnswersInTheThreadOfTheAccountAndShowsThemAgain() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String root = bluesky.posts().get(0).id();
    String reply = bluesky.appView().reply(root, "ann", "Rubbish", "");
    String deeper = bluesky.appView().reply(reply, "joe", "More rubbish", "");
    hide(reply, true, connection);
    assertInstanceOf(Outcome.Published.class, hide(deeper, true, connection));
    assertEquals(Set.of(reply, deeper), bluesky.hidden());
    assertInstanceOf(Outcome.Published.class, hide(reply, false, connection));
    assertEquals(Set.of(deeper), bluesky.hidden());
    assertEquals(1, bluesky.creations(), "a gate is no post");
  }

  @Test
  void aReplyIsLikedOnceAndNotAnyMore() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String root = bluesky.posts().get(0).id();
    RemotePost ann = new RemotePost(bluesky.appView().reply(root, "ann", "Good", ""), LINK);
    RemotePost joe = new RemotePost(bluesky.appView().reply(root, "joe", "Good", ""), LINK);
    assertInstanceOf(Outcome.Published.class, connector.like(joe, true, connection));
    for (boolean liked : new boolean[] {true, true, false, false}) {
      assertInstanceOf(Outcome.Published.class, connector.like(ann, liked, connection));
      assertEquals(
          liked ? Set.of(ann.id(), joe.id()) : Set.of(joe.id()), Set.copyOf(bluesky.liked()));
      assertEquals(liked ? 2 : 1, bluesky.liked().size(), "liked twice is liked once");
    }
    assertEquals(1, bluesky.creations(), "a like is no post");
  }

  @Test
  void likingWhatIsGoneIsRefusedAndTakingThatBackIsDone() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String reply = bluesky.appView().reply(bluesky.posts().get(0).id(), "ann", "Good", "");
    RemotePost gone = new RemotePost(reply, LINK);
    connector.like(gone, true, connection);
    bluesky.appView().delete(reply);
    assertInstanceOf(Outcome.Published.class, connector.like(gone, false, connection));
    assertEquals(List.of(), bluesky.liked());
    assertInstanceOf(Outcome.Rejected.class, connector.like(gone, true, connection));
    RemotePost none = new RemotePost("101", LINK);
    assertInstanceOf(Outcome.Rejected.class, connector.like(none, true, connection));
  }

  @Test
  void hidingWhatIsGoneIsDone() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String reply = bluesky.appView().reply(bluesky.posts().get(0).id(), "ann", "Rubbish", "");
    bluesky.appView().delete(reply);
    assertInstanceOf(Outcome.Published.class, hide(reply, true, connection));
    assertEquals(Set.of(), bluesky.hidden());
  }

  @Test
  void hidesNothingInThreadsOfOthers() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    String foreign = "at://did:plc:joe/app.bsky.feed.post/3mroot";
    String reply = bluesky.appView().reply(foreign, "ann", "Rubbish", "");
    assertInstanceOf(Outcome.Rejected.class, hide(reply, true, connection));
    assertInstanceOf(Outcome.Rejected.class, hide("101", true, connection));
    assertInstanceOf(Outcome.Unauthorised.class, hide(reply, true, typedIn("app-password")));
    assertEquals(Set.of(), bluesky.hidden());
  }

  @Test
  void aGateKeepsWhatElseItSaysAndIsNotWrittenOverWhatSomebodyWroteMeanwhile() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String root = bluesky.posts().get(0).id();
    String reply = bluesky.appView().reply(root, "ann", "Rubbish", "");
    ThreadGates gates = bluesky.gates();
    gates.write(root, gate("first"));
    gates.afterReading(() -> gates.write(root, gate("second")));
    assertInstanceOf(Outcome.Deferred.class, hide(reply, true, connection));
    assertEquals(Set.of(), bluesky.hidden());
    gates.afterReading(() -> {});
    assertInstanceOf(Outcome.Published.class, hide(reply, true, connection));
    assertEquals(Set.of(reply), bluesky.hidden());
    assertEquals("second", gates.of(root).orElseThrow().path("note").asText());
    assertTrue(gates.of(root).orElseThrow().path("allow").isArray());
  }

  /** Nobody may answer. */
  private static ObjectNode gate(String note) {
    ObjectNode gate = new ObjectMapper().createObjectNode().put("note", note);
    gate.putArray("allow");
    return gate;
  }

  @Test
  void tellsHowManyCallsAreLeft() {
    Map<String, List<String>> headers =
        Map.of("ratelimit-remaining", List.of("17"), "ratelimit-reset", List.of("1795435500"));
    assertEquals(
        Optional.of(new Quota(17, Instant.ofEpochSecond(1_795_435_500))),
        connector.quota(new Answer(200, headers, new byte[0], LINK), NOON));
    assertEquals(
        Optional.empty(), connector.quota(new Answer(200, Map.of(), new byte[0], LINK), NOON));
  }

  @Test
  void aHandleAsLongAsAFieldTakesDoesNotOverflowTheStack() {
    Field handle = connector.network().connectionFields().get(0);
    assertEquals(Optional.empty(), FieldProblem.of(handle, "a.".repeat(4_999) + "a"));
    assertTrue(FieldProblem.of(handle, "a.".repeat(4_999) + "!").isPresent());
    assertEquals(Optional.empty(), FieldProblem.of(handle, " @example.bsky.social "));
    assertTrue(FieldProblem.of(handle, "example").isPresent());
  }

  @Test
  void eachAnswerIsThereOnceOverABadNetwork() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    try (FaultTable table = new FaultTable(bluesky, new TestClock())) {
      BlueskyConnector over = new BlueskyConnector(table.outbound());
      assertEquals(0, table.answers("Bluesky's answers", over, connection).people());
    }
  }

  @Test
  void eachPostIsThereOnceOverABadNetwork() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    try (FaultTable table = new FaultTable(bluesky, new TestClock())) {
      BlueskyConnector over = new BlueskyConnector(table.outbound());
      assertEquals(0, table.run("Bluesky", over, connection).people());
    }
  }
}
