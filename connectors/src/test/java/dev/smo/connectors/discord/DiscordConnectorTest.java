// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
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
import dev.smo.testkit.discord.FakeDiscord;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscordConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/a_b_c.html");

  private final TestClock clock = new TestClock();
  private final FakeDiscord discord = new FakeDiscord(0, "t0kenOfTheWebhook", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(discord.host());
  private final DiscordConnector connector = new DiscordConnector(outbound, clock);

  @AfterEach
  void stop() {
    discord.close();
    outbound.close();
  }

  private Connection.Builder connection() {
    return Connection.builder("discord-en", "discord")
        .secret("webhook", Secret.of(discord.webhook().toString()));
  }

  private Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", connection().build(), post).build();
  }

  private RemotePost published(Post post) throws Exception {
    return assertInstanceOf(Outcome.Published.class, connector.publish(delivery(post))).post();
  }

  private static Post.Builder post() {
    return Post.builder("New on our site")
        .link(LINK)
        .title("*Winter* [hours] @everyone")
        .description("When_we_open");
  }

  @Test
  void sendsACardWhoseMarkupIsEscapedAndThatWakesNobody() throws Exception {
    RemotePost post = published(post().build());
    assertEquals("https://discord.com/channels/900/901/" + post.id(), post.permalink().toString());
    JsonNode raw = discord.posts().get(0).raw();
    JsonNode embed = raw.path("embeds").path(0);
    assertEquals("\\*Winter\\* \\[hours\\] @everyone", embed.path("title").asText());
    assertEquals("When\\_we\\_open", embed.path("description").asText());
    assertEquals(LINK.toString(), embed.path("url").asText());
    assertEquals("{\"parse\":[]}", raw.path("allowed_mentions").toString());
  }

  @Test
  void putsThePagesPictureOnTheCard() throws Exception {
    Media picture = Media.of(new byte[100], "image/png", 10, 10).alt("A door");
    published(post().image(picture).build());
    JsonNode raw = discord.posts().get(0).raw();
    assertEquals(
        "attachment://picture.png", raw.path("embeds").path(0).path("image").path("url").asText());
    assertEquals(List.of("A door"), discord.posts().get(0).alts());
  }

  @Test
  void aChangeBringsThePictureThatTheCardShows() throws Exception {
    Media before = Media.of(new byte[100], "image/jpeg", 10, 10).alt("A door");
    Media after = Media.of(new byte[100], "image/png", 10, 10).alt("An open door");
    RemotePost post = published(post().image(before).option("silent", "true").build());
    Post changed = post().image(after).option("silent", "true").build();
    Outcome outcome = connector.edit(post, delivery(changed));
    assertInstanceOf(Outcome.Published.class, outcome, String.valueOf(outcome));
    JsonNode raw = discord.posts().get(0).raw();
    assertEquals(
        "attachment://picture.png", raw.path("embeds").path(0).path("image").path("url").asText());
    assertEquals(List.of("An open door"), discord.posts().get(0).alts());
  }

  @Test
  void aLongTitleIsCutOnTheCardOnly() throws Exception {
    published(post().title("_\uD83D\uDE80".repeat(200)).build());
    JsonNode embed = discord.posts().get(0).raw().path("embeds").path(0);
    assertTrue(embed.path("title").asText().length() <= 256);
    assertTrue(embed.path("title").asText().length() > 240);
  }

  @Test
  void noAddressOnTheCardIsCutInTwo() throws Exception {
    String address = "https://www.example.org/very/long/address";
    String words = "Winter ".repeat(140);
    published(post().title(address.repeat(9)).description(words + address).build());
    JsonNode embed = discord.posts().get(0).raw().path("embeds").path(0);
    assertEquals(words.strip(), embed.path("description").asText());
    assertEquals(LINK.getHost(), embed.path("title").asText(), "in place of half an address");
  }

  @Test
  void aMessageThatIsGoneIsNoWebhookThatIsGone() throws Exception {
    RemotePost post = published(post().build());
    assertInstanceOf(Outcome.Published.class, connector.retract(post, connection().build()));
    assertInstanceOf(Outcome.Published.class, connector.retract(post, connection().build()));
    assertInstanceOf(Outcome.Rejected.class, connector.edit(post, delivery(post().build())));
    discord.delete();
    assertInstanceOf(Outcome.Unauthorised.class, connector.retract(post, connection().build()));
    assertInstanceOf(Outcome.Unauthorised.class, connector.publish(delivery(post().build())));
  }

  @Test
  void postsInTheThreadOfAForum() throws Exception {
    Connection forum = connection().setting("thread", "777").build();
    Delivery delivery = Delivery.builder("delivery-1", forum, post().build()).build();
    RemotePost post = assertInstanceOf(Outcome.Published.class, connector.publish(delivery)).post();
    assertEquals("https://discord.com/channels/900/777/" + post.id(), post.permalink().toString());
  }

  @Test
  void aThreadThatIsNoNumberIsSaidAndNothingGoesToTheChannel() throws Exception {
    Connection wrong = connection().setting("thread", "our news").build();
    Delivery delivery = Delivery.builder("delivery-1", wrong, post().build()).build();
    assertInstanceOf(Outcome.Unauthorised.class, connector.publish(delivery));
    assertInstanceOf(Verification.Invalid.class, connector.verify(wrong));
    assertEquals(List.of(), discord.calls());
    Field thread =
        DiscordConnector.NETWORK.connectionFields().stream()
            .filter(field -> field.name().equals("thread"))
            .findFirst()
            .orElseThrow();
    Pattern pattern = thread.pattern().orElseThrow();
    assertTrue(pattern.matcher(" 777000111222333444 ").matches());
    assertFalse(pattern.matcher("our news").matches());
  }

  @Test
  void theWebhookIsAskedForItsServerOnce() throws Exception {
    published(post().build());
    published(post().build());
    String webhook = discord.webhook().getPath();
    assertEquals(1, discord.calls().stream().filter(call -> call.is("GET", webhook)).count());
  }

  @Test
  void readsHowManyCallsAreLeft() {
    Answer answer =
        new Answer(
            200,
            Map.of(
                "x-ratelimit-remaining", List.of("0"),
                "x-ratelimit-reset-after", List.of("1.470")),
            new byte[0],
            discord.uri());
    assertEquals(
        Optional.of(new Quota(0, clock.instant().plusMillis(1_470))),
        connector.quota(answer, clock.instant()));
  }

  @Test
  void noMessageGoesOutTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(discord, clock)) {
      DiscordConnector over = new DiscordConnector(table.outbound(), clock);
      table.run("Discord", over, connection().build());
    }
  }
}
