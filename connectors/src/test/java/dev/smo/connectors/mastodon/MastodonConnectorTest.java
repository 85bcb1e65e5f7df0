package dev.smo.connectors.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Verification;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.post.TextFormat;
import dev.smo.testkit.mastodon.FakeMastodon;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MastodonConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html");

  private final Hands clock = new Hands();
  private final FakeMastodon mastodon = new FakeMastodon(0, "t0ken", 1000, clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(mastodon.host());
  private final MastodonConnector connector =
      new MastodonConnector(outbound, clock, clock::advance);
  private final Instant started = clock.instant();

  /** A clock that moves when it is told to. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

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
    return new Delivery("delivery-1", connection(), post, attempt, started);
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
  void learnsTheInstancesLimitsOnceADay() throws Exception {
    assertEquals(500, connector.limits(connection()).maxLength());
    published(post().build());
    published(Post.builder("other").build());
    assertEquals(1000, connector.limits(connection()).maxLength());
    assertEquals(1, asked("GET /api/v2/instance"));
    clock.advance(Duration.ofHours(25));
    published(Post.builder("third").build());
    assertEquals(2, asked("GET /api/v2/instance"));
  }

  @Test
  void attachesThePictureOnceItIsReady() throws Exception {
    mastodon.mediaTake(3);
    Media picture = new Media(new byte[100], "image/png", 10, 10, "A door — in the snow");
    published(post().image(picture).imageInstead(true).build());
    JsonNode attached = posted().path("media_attachments").path(0);
    assertEquals("A door — in the snow", attached.path("description").asText());
  }

  @Test
  void defersWhenThePictureIsNotReadyInTime() throws Exception {
    mastodon.mediaTake(1000);
    Media picture = new Media(new byte[100], "image/png", 10, 10, "");
    Post post = post().image(picture).imageInstead(true).build();
    assertInstanceOf(Outcome.Deferred.class, connector.publish(delivery(post, 1)));
    assertEquals(0, mastodon.creations());
  }

  @Test
  void attachesNoPictureWhereTheLinksCardIsWanted() throws Exception {
    Media picture = new Media(new byte[100], "image/png", 10, 10, "");
    published(post().image(picture).build());
    assertEquals(0, asked("POST /api/v2/media"));
  }

  @Test
  void findsWhatAnEarlierAttemptLeftThoughTheInstanceForgotTheKey() throws Exception {
    RemotePost first = published(post().build());
    clock.advance(Duration.ofHours(3));
    Outcome second = connector.publish(delivery(post().build(), 2));
    assertEquals(first, assertInstanceOf(Outcome.Published.class, second).post());
    assertEquals(1, mastodon.creations());
  }

  @Test
  void doesNotRepeatBlindlyOnceTheKeyIsForgotten() throws Exception {
    published(post().build());
    clock.advance(Duration.ofMinutes(61));
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
    clock.advance(Duration.ofMinutes(10));
    Delivery later = new Delivery("delivery-2", connection(), post().build(), 1, clock.instant());
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(later));
  }

  @Test
  void findsAPostAmongManyNewerOnes() throws Exception {
    RemotePost first = published(post().build());
    for (int i = 0; i < 60; i++) {
      Delivery other =
          new Delivery("other-" + i, connection(), Post.builder("n" + i).build(), 1, started);
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
    assertEquals(5, engagement.likes());
    assertEquals(4, engagement.reposts());
    assertEquals(3, engagement.replies());
  }

  @Test
  void readsRepliesThatAnybodyMaySee() throws Exception {
    RemotePost post = published(post().build());
    String ann =
        mastodon.reply(
            post.id(), "ann", "<p>Well <b>done</b> &amp; more<br>Second line</p>", "public");
    clock.advance(Duration.ofMinutes(1));
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
  void asksForWhatAConnectionLacks() throws IOException, InterruptedException {
    Connection empty = Connection.builder("mastodon-en", "mastodon").build();
    Delivery delivery = new Delivery("delivery-1", empty, post().build(), 1, started);
    assertInstanceOf(Outcome.Unauthorised.class, connector.publish(delivery));
    assertInstanceOf(Verification.Invalid.class, connector.verify(empty));
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
    assertFalse(connector.limits(empty).imageTypes().isEmpty());
  }

  private long asked(String call) {
    return mastodon.calls().stream().filter(c -> c.toString().equals(call)).count();
  }
}
