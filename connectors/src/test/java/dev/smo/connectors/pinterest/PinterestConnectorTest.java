// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.pinterest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.FaultTable;
import dev.smo.connectors.GermanWords;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.FakeGrants;
import dev.smo.testkit.Fault;
import dev.smo.testkit.pinterest.FakePinterest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinterestConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html?a=1");

  private final TestClock clock = new TestClock();
  private final FakePinterest pinterest = new FakePinterest(0, "s3cret-of-app", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(pinterest.host());
  private final PinterestConnector connector =
      new PinterestConnector(outbound, clock, pinterest.uri(), pinterest.uri());
  private final Connection account = connection(pinterest, "s3cret-of-app");

  @AfterEach
  void stop() {
    pinterest.close();
    outbound.close();
  }

  static Connection connection(FakePinterest pinterest, String secret) {
    return Connection.builder("pinterest-en", "pinterest")
        .application(
            Application.none()
                .setting("clientId", FakeGrants.CLIENT)
                .secret("clientSecret", Secret.of(secret)))
        .setting("board", FakePinterest.BOARD)
        .secret("token", Secret.of(pinterest.grants().token()))
        .secret("refresh", Secret.of(pinterest.grants().refresh()))
        .build();
  }

  private static Post.Builder post(String words) {
    Media picture = Media.of(new byte[] {1, 2}, "image/jpeg", 1000, 1500).alt("A door");
    return Post.builder(words).link(LINK).title("Winter").images(List.of(picture)).attached(true);
  }

  private Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", account, post).started(clock.instant()).build();
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void aPinHasWordsLinkTitleAndTheTextOfItsPicture() throws Exception {
    RemotePost pin = published(connector.publish(delivery(post("We open").build())));
    var raw = pinterest.posts().get(0).raw();
    assertEquals("We open", raw.path("description").asText());
    assertEquals("Winter", raw.path("title").asText());
    assertEquals(LINK.toString(), raw.path("link").asText());
    assertEquals("A door", raw.path("alt_text").asText());
    assertEquals("https://www.pinterest.com/pin/" + pin.id() + "/", pin.permalink().toString());
  }

  @Test
  void aLongTitleIsCutBetweenCharacters() throws Exception {
    published(connector.publish(delivery(post("We open").title("😀".repeat(101)).build())));
    assertEquals("😀".repeat(100), pinterest.posts().get(0).raw().path("title").asText());
  }

  @Test
  void aPostWithoutAPictureIsRefusedBeforeAnyCall() throws Exception {
    Outcome outcome = connector.publish(delivery(Post.builder("We open").link(LINK).build()));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("without a picture"), reason);
    assertEquals(List.of(), pinterest.calls());
  }

  @Test
  void theBoardOfThePostGoesBeforeThatOfTheConnection() throws Exception {
    Delivery other = delivery(post("We open").option("board", FakePinterest.OTHER_BOARD).build());
    published(connector.publish(other));
    assertEquals(
        FakePinterest.OTHER_BOARD, pinterest.posts().get(0).raw().path("board_id").asText());
    assertInstanceOf(Reconciliation.Found.class, connector.find(other));
    assertInstanceOf(
        Reconciliation.NotThere.class, connector.find(delivery(post("We open").build())));
  }

  @Test
  void boardsAreChosenFromThoseOfTheAccount() throws Exception {
    assertEquals(
        List.of("Museum", "Garden"),
        connector.choices("board", account).stream().map(Field.Choice::label).toList());
    List<AccountChoice> all = connector.accounts(account);
    assertEquals(FakePinterest.BOARD, all.get(0).settings().get("board"));
  }

  @Test
  void aLostAnswerIsFoundAmongOlderPins() throws Exception {
    for (int old = 0; old < 3; old++) {
      published(connector.publish(delivery(post("Old " + old).build())));
    }
    clock.pass(Duration.ofHours(1));
    Delivery delivery = delivery(post("We open").build());
    pinterest.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
    assertEquals(pinterest.posts().get(3).id(), found.post().id());
  }

  @Test
  void thatAnApplicationMayNotEditIsSaid() throws Exception {
    RemotePost pin = published(connector.publish(delivery(post("We open").build())));
    pinterest.refuseEdits();
    Outcome outcome = connector.edit(pin, delivery(post("We close").build()));
    String reason = assertInstanceOf(Outcome.Rejected.class, outcome).reason();
    assertTrue(reason.contains("not permitted"), reason);
  }

  @Test
  void numbersAreRead() throws Exception {
    RemotePost pin = published(connector.publish(delivery(post("We open").build())));
    pinterest.engage(pin.id(), 7, 300);
    var counted = connector.engagement(pin, account);
    assertEquals(7, counted.of(Metric.LIKES).orElseThrow());
    assertEquals(300, counted.of(Metric.VIEWS).orElseThrow());
  }

  @Test
  void aTokenIsRenewedForThirtyDays() throws Exception {
    var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(account));
    assertEquals(clock.instant().plus(Duration.ofDays(30)), granted.expires().orElseThrow());
  }

  @Test
  void everyWordHasAGermanOne() {
    assertEquals(List.of(), GermanWords.missing(PinterestConnector.NETWORK));
  }

  @Test
  void noPinIsMadeTwiceOverABadNetwork() throws Exception {
    pinterest.listLate(Duration.ofMinutes(4));
    try (FaultTable table = new FaultTable(pinterest, clock)) {
      pinterest.actBeforeErrors(table.coin());
      PinterestConnector over =
          new PinterestConnector(table.outbound(), clock, pinterest.uri(), pinterest.uri());
      assertEquals(0, table.run("Pinterest", over, account).people());
    }
  }
}
