// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.telegram.FakeTelegram;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelegramConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html?a=1&b=2");

  private final TestClock clock = new TestClock();
  private final FakeTelegram telegram = new FakeTelegram(0, "123:t0ken");
  private final HttpOutbound outbound = HttpOutbound.allowing(telegram.host());
  private final TelegramConnector connector =
      new TelegramConnector(outbound, clock, telegram.uri());

  @AfterEach
  void stop() {
    telegram.close();
    outbound.close();
  }

  private static Connection connection() {
    return Connection.builder("telegram-en", "telegram")
        .setting("channel", FakeTelegram.CHANNEL)
        .secret("token", Secret.of("123:t0ken"))
        .build();
  }

  /** As the engine writes it: escaped for HTML. */
  private static Post.Builder post() {
    return Post.builder("Doors &amp; &lt;windows&gt; " + LINK.toString().replace("&", "&amp;"))
        .link(LINK);
  }

  private static Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", connection(), post).build();
  }

  private RemotePost published(Post post) throws Exception {
    return assertInstanceOf(Outcome.Published.class, connector.publish(delivery(post))).post();
  }

  private JsonNode sent() {
    return telegram.posts().get(0).raw().path("_sent");
  }

  @Test
  void sendsHtmlWithALargePreviewOfTheLink() throws Exception {
    RemotePost post = published(post().build());
    assertEquals("https://t.me/museum_news/42", post.permalink().toString());
    assertEquals("HTML", sent().path("parse_mode").asText());
    JsonNode preview = sent().path("link_preview_options");
    assertEquals(LINK.toString(), preview.path("url").asText());
    assertTrue(preview.path("prefer_large_media").asBoolean());
    assertFalse(sent().has("reply_markup"));
    assertFalse(sent().has("disable_notification"));
  }

  @Test
  void sendsAButtonWithoutSoundWhereTheAuthorWantsIt() throws Exception {
    published(
        post().option("button", "Read").option("silent", "true").option("preview", "none").build());
    JsonNode button = sent().path("reply_markup").path("inline_keyboard").path(0).path(0);
    assertEquals("Read", button.path("text").asText());
    assertEquals(LINK.toString(), button.path("url").asText());
    assertTrue(sent().path("disable_notification").asBoolean());
    assertTrue(sent().path("link_preview_options").path("is_disabled").asBoolean());
  }

  @Test
  void countsAsTelegramDoesWithAnotherLimitForCaptions() throws Exception {
    assertEquals(3, TelegramConnector.length("&lt;&amp;x"));
    assertEquals(2, TelegramConnector.length("\uD83D\uDE80"));
    assertEquals(1_024, connector.limits(connection()).maxLength(Shape.IMAGES));
    Media picture = Media.of(new byte[100], "image/png", 10, 10);
    Post fits = Post.builder("&amp;".repeat(1_024)).images(List.of(picture)).attached(true).build();
    published(fits);
    Post over = Post.builder("x".repeat(1_025)).images(List.of(picture)).attached(true).build();
    assertInstanceOf(Outcome.Rejected.class, connector.publish(delivery(over)));
    published(Post.builder("x".repeat(1_025)).build());
  }

  @Test
  void editsCaptionsAndKeepsTheButton() throws Exception {
    Media picture = Media.of(new byte[100], "image/png", 10, 10);
    Post pictured = post().images(List.of(picture)).attached(true).option("button", "Read").build();
    RemotePost post = published(pictured);
    Post changed = Post.builder("Changed").link(LINK).option("button", "Read").build();
    for (int time = 1; time <= 2; time++) {
      assertInstanceOf(Outcome.Published.class, connector.edit(post, delivery(changed)));
    }
    assertEquals("Changed", telegram.posts().get(0).text());
    String edit = new String(telegram.calls().get(1).body(), StandardCharsets.UTF_8);
    assertTrue(edit.contains("inline_keyboard"), edit);
  }

  @Test
  void whatIsTooOldToBeDeletedStays() throws Exception {
    RemotePost post = published(post().build());
    telegram.grow();
    var said = assertInstanceOf(Outcome.Rejected.class, connector.retract(post, connection()));
    assertTrue(said.reason().contains("can't be deleted"), said.reason());
  }

  @Test
  void aBotThatWasThrownOutSaysSo() throws Exception {
    assertInstanceOf(Verification.Valid.class, connector.verify(connection()));
    telegram.kick();
    var said =
        assertInstanceOf(Outcome.Unauthorised.class, connector.publish(delivery(post().build())));
    assertTrue(said.reason().contains("kicked"), said.reason());
    assertInstanceOf(Verification.Invalid.class, connector.verify(connection()));
  }

  @ParameterizedTest
  @CsvSource({
    "400, Bad Request: chat not found, Unauthorised",
    "400, Bad Request: need administrator rights in the channel chat, Unauthorised",
    "400, Bad Request: can't parse entities, Rejected",
    "401, Unauthorized, Unauthorised",
    "403, Forbidden: bot is not a member of the channel chat, Unauthorised",
    "404, Not Found, Unauthorised",
    "500, Internal Server Error, Unknown",
    "502, Bad Gateway, Unknown"
  })
  void refusalsAreToldApart(int status, String description, String outcome) {
    Bot bot = new Bot(outbound, clock, telegram.uri());
    byte[] body =
        ("{\"ok\":false,\"description\":\"" + description + "\"}").getBytes(StandardCharsets.UTF_8);
    Answer answer = new Answer(status, Map.of(), body, telegram.uri());
    assertEquals(outcome, bot.refused(answer, connection()).getClass().getSimpleName());
  }

  @Test
  void waitsAsLongAsTheBodySays() {
    Bot bot = new Bot(outbound, clock, telegram.uri());
    byte[] body = "{\"parameters\":{\"retry_after\":17}}".getBytes(StandardCharsets.UTF_8);
    Answer answer = new Answer(429, Map.of(), body, telegram.uri());
    var said = assertInstanceOf(Outcome.Deferred.class, bot.refused(answer, connection()));
    assertEquals(Duration.ofSeconds(17), said.after());
  }

  @Test
  void noMessageGoesOutTwiceOverABadNetwork() throws Exception {
    assertFalse((Object) connector instanceof Reconciler);
    try (FaultTable table = new FaultTable(telegram, clock)) {
      table.run(
          "Telegram", new TelegramConnector(table.outbound(), clock, telegram.uri()), connection());
    }
  }
}
