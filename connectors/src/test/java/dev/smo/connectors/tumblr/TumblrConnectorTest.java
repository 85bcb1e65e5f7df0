// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.tumblr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
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
import dev.smo.testkit.FakeGrants;
import dev.smo.testkit.Fault;
import dev.smo.testkit.tumblr.FakeTumblr;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TumblrConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html?a=1");

  private final TestClock clock = new TestClock();
  private final FakeTumblr tumblr = new FakeTumblr(0, "s3cret-of-app", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(tumblr.host());
  private final TumblrConnector connector =
      new TumblrConnector(outbound, clock, tumblr.uri(), tumblr.uri());
  private final Connection account = connection(tumblr, "s3cret-of-app");

  @AfterEach
  void stop() {
    tumblr.close();
    outbound.close();
  }

  static Connection connection(FakeTumblr tumblr, String secret) {
    return Connection.builder("tumblr-en", "tumblr")
        .application(
            Application.none()
                .setting("clientId", FakeGrants.CLIENT)
                .secret("clientSecret", Secret.of(secret)))
        .setting("blog", FakeTumblr.BLOG)
        .secret("token", Secret.of(tumblr.grants().token()))
        .secret("refresh", Secret.of(tumblr.grants().refresh()))
        .build();
  }

  private static Post.Builder post(String words) {
    return Post.builder(words).link(LINK).title("Winter").hashtags(List.of("museum", "winter"));
  }

  private Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", account, post).started(clock.instant()).build();
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  private RemotePost published(Post post) throws Exception {
    return published(connector.publish(delivery(post)));
  }

  @Test
  void aPostHasItsWordsACardAndTags() throws Exception {
    RemotePost post = published(post("We open").build());
    var raw = tumblr.posts().get(0).raw();
    assertEquals("We open", raw.path("content").path(0).path("text").asText());
    assertEquals(LINK.toString(), raw.path("content").path(1).path("url").asText());
    assertEquals("Winter", raw.path("content").path(1).path("title").asText());
    assertEquals("museum,winter", raw.path("tags").asText());
    assertEquals("https://www.tumblr.com/museum/" + post.id(), post.permalink().toString());
  }

  @Test
  void anEditKeepsThePicture() throws Exception {
    Media picture = Media.of(new byte[] {1, 2}, "image/jpeg", 1000, 1500).alt("A door");
    RemotePost post = published(post("We open").images(List.of(picture)).attached(true).build());
    published(connector.edit(post, delivery(post("We close").build())));
    assertEquals("We close", tumblr.posts().get(0).text());
    assertEquals(List.of("A door"), tumblr.posts().get(0).alts());
  }

  @Test
  void whatTumblrCannotTakeAtTheMomentIsTriedAgain() {
    TumblrApi api = new TumblrApi(outbound, clock, tumblr.uri());
    String body = "{\"meta\":{\"status\":403},\"errors\":[{\"code\":8010}]}";
    Answer answer = new Answer(403, Map.of(), body.getBytes(StandardCharsets.UTF_8), tumblr.uri());
    assertInstanceOf(Outcome.Deferred.class, api.refused(answer, account));
  }

  @Test
  void aBlockHasSoManyCodePoints() throws Exception {
    String longest = "\uD83D\uDE00".repeat(4_096);
    assertTrue(connector.limits(account).fits(longest, Shape.TEXT), "half of it is refused");
    published(post(longest).build());
  }

  @Test
  void whatIsUsedUpOfADayWaits() throws Exception {
    tumblr.useUpTheDay();
    Outcome outcome = connector.publish(delivery(post("We open").build()));
    assertEquals(Duration.ofHours(1), assertInstanceOf(Outcome.Deferred.class, outcome).after());
  }

  @Test
  void aLostAnswerIsFoundBehindWhatIsPinned() throws Exception {
    tumblr.pin(published(post("Old").build()).id());
    clock.pass(Duration.ofHours(1));
    Delivery delivery = delivery(post("We open").build());
    tumblr.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
    assertEquals(tumblr.posts().get(1).id(), found.post().id());
  }

  @Test
  void theSameWordsWithAnotherLinkAreAnotherPost() throws Exception {
    published(post("We open").build());
    Post other = post("We open").link(URI.create("https://www.example.org/other.html")).build();
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery(other)));
  }

  @Test
  void blogsAreChosenFromThoseOfTheAccount() throws Exception {
    List<AccountChoice> all = connector.accounts(account);
    assertEquals("garden", all.get(1).settings().get("blog"));
  }

  @Test
  void aBlogOfSomebodyElseIsNoneToPostOn() throws Exception {
    Connection other = account.toBuilder().setting("blog", "castle").build();
    assertInstanceOf(Verification.Invalid.class, connector.verify(other));
  }

  @Test
  void numbersAreRead() throws Exception {
    RemotePost post = published(post("We open").build());
    tumblr.engage(post.id(), 7, 3);
    var counted = connector.engagement(post, account);
    assertEquals(7, counted.of(Metric.LIKES).orElseThrow());
    assertEquals(3, counted.of(Metric.REPOSTS).orElseThrow());
  }

  @Test
  void aRefreshTokenThatHoldsOnceIsReplaced() throws Exception {
    var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(account));
    assertEquals(tumblr.grants().refresh(), granted.secrets().get("refresh").open());
    assertEquals(Optional.of(clock.instant().plusSeconds(2_520)), granted.expires());
    assertInstanceOf(Authorization.Refused.class, connector.authorize(account));
  }

  @Test
  void everyWordHasAGermanOne() {
    assertEquals(List.of(), GermanWords.missing(TumblrConnector.NETWORK));
  }

  @Test
  void noPostIsMadeTwiceOverABadNetwork() throws Exception {
    tumblr.listLate(Duration.ofMinutes(4));
    try (FaultTable table = new FaultTable(tumblr, clock)) {
      tumblr.actBeforeErrors(table.coin());
      TumblrConnector over =
          new TumblrConnector(table.outbound(), clock, tumblr.uri(), tumblr.uri());
      assertEquals(0, table.run("Tumblr", over, account).people());
    }
  }
}
