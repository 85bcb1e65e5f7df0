// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.AccountChoice;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.connectors.GermanWords;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.FakeGrants;
import dev.smo.testkit.Fault;
import dev.smo.testkit.google.FakeBusinessProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusinessProfileConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html?a=1");

  private final TestClock clock = new TestClock();
  private final FakeBusinessProfile google = new FakeBusinessProfile(0, "s3cret-of-app", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(google.host());
  private final BusinessProfileConnector connector = connector(google, outbound, clock);
  private final Connection account = connection(google, "s3cret-of-app");

  @AfterEach
  void stop() {
    google.close();
    outbound.close();
  }

  static BusinessProfileConnector connector(
      FakeBusinessProfile google, Outbound outbound, Clock clock) {
    URI uri = google.uri();
    return new BusinessProfileConnector(
        outbound,
        clock,
        new ProfileApi.Servers(uri, uri, uri),
        new BusinessProfileConnector.Login(uri.resolve("/auth"), uri.resolve("/token")));
  }

  static Connection connection(FakeBusinessProfile google, String secret) {
    return Connection.builder("google-en", "googlebusiness")
        .application(
            Application.none()
                .setting("clientId", FakeGrants.CLIENT)
                .secret("clientSecret", Secret.of(secret)))
        .setting("location", FakeBusinessProfile.LOCATION)
        .secret("token", Secret.of(google.grants().token()))
        .secret("refresh", Secret.of(google.grants().refresh()))
        .build();
  }

  private static Post.Builder post(String words) {
    return Post.builder(words).link(LINK).language(Locale.GERMANY);
  }

  private Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", account, post).started(clock.instant()).build();
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void theLinkIsTheButtonOfThePost() throws Exception {
    published(connector.publish(delivery(post("We open").build())));
    var raw = google.posts().get(0).raw();
    assertEquals("We open", raw.path("summary").asText());
    assertEquals(LINK.toString(), raw.path("callToAction").path("url").asText());
    assertEquals("de-DE", raw.path("languageCode").asText());
  }

  @Test
  void aPictureThatGoogleCannotLoadHoldsTheWordsBackNoMoreThanAMissingOne() throws Exception {
    Media drawn = Media.of(new byte[] {1}, "image/jpeg", 10, 10);
    published(
        connector.publish(delivery(post("We open").images(List.of(drawn)).attached(true).build())));
    assertFalse(google.posts().get(0).raw().has("media"));
  }

  @Test
  void contentThatGoogleRefusesAtOnceIsNoSuccess() throws Exception {
    google.rejectContent();
    Outcome outcome = connector.publish(delivery(post("We open").build()));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("content"), reason);
  }

  @Test
  void aLostPostWhoseContentGoogleRefusedIsLeftForAPerson() throws Exception {
    google.rejectContent();
    Delivery delivery = delivery(post("We open").build());
    google.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    var left = assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
    assertTrue(left.reason().contains("content"), left.reason());
  }

  @Test
  void aRefusalNamesTheFieldThatIsWrong() throws Exception {
    Outcome outcome = connector.publish(delivery(post(" ").build()));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("summary This is not valid."), reason);
  }

  @Test
  void aLocationWithoutPostsHasNoneOfOurs() throws Exception {
    assertInstanceOf(
        Reconciliation.NotThere.class, connector.find(delivery(post("We open").build())));
  }

  @Test
  void aLostAnswerIsFoundAmongOlderPosts() throws Exception {
    published(connector.publish(delivery(post("Old").build())));
    clock.pass(Duration.ofHours(1));
    Delivery delivery = delivery(post("We open").build());
    google.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
    assertEquals(google.posts().get(1).id(), found.post().id());
  }

  @Test
  void anEditReplacesWordsAndLinkOnly() throws Exception {
    Media door =
        Media.of(new byte[] {1}, "image/jpeg", 10, 10)
            .source(URI.create("https://www.example.org/door.jpg"));
    RemotePost post =
        published(
            connector.publish(
                delivery(post("We open").images(List.of(door)).attached(true).build())));
    published(connector.edit(post, delivery(post("We close").build())));
    assertEquals("We close", google.posts().get(0).text());
    assertEquals(1, google.posts().get(0).alts().size());
  }

  @Test
  void locationsAreChosenFromThoseOfAllAccounts() throws Exception {
    List<AccountChoice> all = connector.accounts(account);
    assertEquals(
        List.of(FakeBusinessProfile.LOCATION, "accounts/101/locations/203"),
        all.stream().map(one -> one.settings().get("location")).toList());
  }

  @Test
  void theLocationIsNamedWhenItIsTested() throws Exception {
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(account));
    assertEquals("Museum", valid.account());
  }

  @Test
  void everyWordHasAGermanOne() {
    assertEquals(List.of(), GermanWords.missing(BusinessProfileConnector.NETWORK));
  }

  @Test
  void noPostIsMadeTwiceOverABadNetwork() throws Exception {
    google.listLate(Duration.ofMinutes(4));
    try (FaultTable table = new FaultTable(google, clock)) {
      google.actBeforeErrors(table.coin());
      BusinessProfileConnector over = connector(google, table.outbound(), clock);
      assertEquals(0, table.run("Google Business Profile", over, account).people());
    }
  }
}
