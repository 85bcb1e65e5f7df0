// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Outcome;
import dev.smo.connector.Progress;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.networks.FieldProblem;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.testkit.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Posts, with their pictures, cards, mentions and threads. */
class BlueskyConnectorTest extends BlueskyFixture {
  private static Media picture(int bytes) {
    return Media.of(new byte[bytes], "image/jpeg", 1200, 630).alt("A door in the snow");
  }

  private JsonNode posted() {
    return bluesky.posts().get(0).raw();
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

  private static final String WORDS = "With @ann.example and @nobody.example";

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
