// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import dev.smo.testkit.webhook.FakeSlackWorkspace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackBotTest {
  private static final String ADDRESS =
      "https://museum.slack.com/archives/" + FakeSlackWorkspace.CHANNEL;

  private final TestClock clock = new TestClock();
  private final FakeSlackWorkspace slack = new FakeSlackWorkspace(0, "xoxb-token", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(slack.host());
  private final SlackConnector connector = new SlackConnector(outbound, clock, slack.api());
  private final Connection bot = bot(ADDRESS);

  @AfterEach
  void stop() {
    slack.close();
    outbound.close();
  }

  private static Connection bot(String channel) {
    return Connection.builder("slack-en", "slack")
        .secret("token", Secret.of("xoxb-token"))
        .setting("channel", channel)
        .build();
  }

  private Delivery delivery(String id, String text) {
    return Delivery.builder(id, bot, Post.builder(text).build()).started(clock.instant()).build();
  }

  private RemotePost published(String text) throws Exception {
    return published(connector.publish(delivery("delivery-1", text)));
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void aMessageStandsWhereSlackSaysAndIsNoMarkup() throws Exception {
    String words = "*A* & <!channel> > https://www.example.org/?a=1&b=2";
    RemotePost post = published(words);
    assertTrue(post.permalink().toString().startsWith(ADDRESS + "/p"), post.toString());
    assertEquals(words, slack.posts().get(0).text());
    assertEquals("false", slack.posts().get(0).raw().path("mrkdwn").asText());
    assertEquals("true", slack.posts().get(0).raw().path("unfurl_links").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://museum.slack.com/archives/C0123ABC",
        " https://museum.slack.com/archives/C0123ABC/p1700000000000100 ",
        "https://app.slack.com/client/T0123/C0123ABC",
        "https://app.slack.com/client/T0123/C0123ABC?cdn_fallback=2",
      })
  void theChannelIsReadFromItsAddress(String address) throws Exception {
    Post post = Post.builder("Hello").build();
    published(connector.publish(Delivery.builder("d", bot(address), post).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://museum.slack.com/", "https://museum.slack.com/archives/D0123"})
  void anAddressThatNamesNoChannelIsSaid(String address) throws Exception {
    Post post = Post.builder("Hello").build();
    Outcome outcome = connector.publish(Delivery.builder("d", bot(address), post).build());
    String reason = assertInstanceOf(Outcome.Unauthorised.class, outcome).reason();
    assertTrue(reason.contains("address of the channel"), reason);
    assertTrue(slack.calls().isEmpty());
  }

  @Test
  void aMessageIsTakenBack() throws Exception {
    RemotePost post = published("Hello");
    assertEquals(post, published(connector.retract(post, bot)));
    assertEquals(0, slack.posts().size());
  }

  @ParameterizedTest
  @CsvSource({
    "channel_not_found, Unauthorised, Invite the app",
    "not_in_channel, Unauthorised, Invite the app",
    "is_archived, Unauthorised, archived",
    "token_revoked, Unauthorised, token",
    "restricted_action, Unauthorised, token",
    "ratelimited, Deferred, limits calls",
    "message_limit_exceeded, Deferred, limits calls",
    "internal_error, Unknown, internal_error",
    "fatal_error, Unknown, fatal_error",
    "msg_blocks_too_long, Rejected, msg_blocks_too_long",
  })
  void refusalsThatCameWith200AreToldApart(String word, String outcome, String says)
      throws Exception {
    slack.channel(word);
    Outcome said = connector.publish(delivery("delivery-1", "Hello"));
    assertEquals(outcome, said.getClass().getSimpleName());
    assertTrue(said.toString().contains(says), said::toString);
    assertEquals(0, slack.posts().size());
  }

  @Test
  void aScopeThatIsMissingIsNamed() throws Exception {
    slack.withdraw("chat:write");
    Outcome said = connector.publish(delivery("delivery-1", "Hello"));
    String reason = assertInstanceOf(Outcome.Unauthorised.class, said).reason();
    assertTrue(reason.contains("needed: chat:write"), reason);
  }

  @Test
  void aLostMessageIsFoundAmongManyOthersAndNoOtherIsTakenForIt() throws Exception {
    slack.failNext(new Fault.Lost());
    try {
      connector.publish(delivery("delivery-1", "Hello"));
    } catch (IOException e) {
      // The answer is lost.
    }
    for (int i = 0; i < 250; i++) {
      slack.say("Hello");
    }
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery("delivery-1", "Hello")));
    assertInstanceOf(
        Reconciliation.NotThere.class, connector.find(delivery("delivery-2", "Hello")));
    for (int i = 0; i < 1000; i++) {
      slack.say("Hello");
    }
    assertInstanceOf(
        Reconciliation.CannotTell.class, connector.find(delivery("delivery-1", "Hello")));
  }

  @Test
  void whoMayNotReadTheChannelLeavesTheQuestionToAPerson() throws Exception {
    slack.withdraw("channels:history");
    Reconciliation said = connector.find(delivery("delivery-1", "Hello"));
    String reason = assertInstanceOf(Reconciliation.CannotTell.class, said).reason();
    assertTrue(reason.contains("channels:history"), reason);
  }

  @Test
  void whatIsGoneOrTooOldIsNotChanged() throws Exception {
    RemotePost post = published("Hello");
    slack.editableFor(Duration.ofMinutes(5));
    clock.pass(Duration.ofHours(1));
    Outcome late = connector.edit(post, delivery("delivery-1", "Bye"));
    String reason = assertInstanceOf(Outcome.Rejected.class, late).reason();
    assertTrue(reason.contains("edit_window_closed"), reason);
    published(connector.retract(post, bot));
    assertInstanceOf(Outcome.Rejected.class, connector.edit(post, delivery("delivery-1", "Bye")));
  }

  @Test
  void whatAWebhookPostedIsLeftToAPerson() throws Exception {
    RemotePost post = new RemotePost("delivery-0", URI.create("https://museum.slack.com/"));
    assertInstanceOf(Outcome.Rejected.class, connector.retract(post, bot));
    assertInstanceOf(Outcome.Rejected.class, connector.edit(post, delivery("d", "Bye")));
    assertTrue(slack.calls().isEmpty());
  }

  @Test
  void aTestNamesBotAndWorkspace() throws Exception {
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(bot));
    assertEquals("smo in Museum", valid.account());
  }

  @Test
  void noMessageGoesOutTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(slack, clock)) {
      table.run("Slack, bot", new SlackConnector(table.outbound(), clock, slack.api()), bot);
    }
  }
}
