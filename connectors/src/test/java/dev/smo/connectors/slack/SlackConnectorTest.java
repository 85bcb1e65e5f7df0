// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.webhook.FakeSlack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackConnectorTest {
  private final TestClock clock = new TestClock();
  private final FakeSlack slack = new FakeSlack(0, "t0kenOfTheWebhook");
  private final HttpOutbound outbound = HttpOutbound.allowing(slack.host());
  private final SlackConnector connector = new SlackConnector(outbound, clock, slack.uri());

  @AfterEach
  void stop() {
    slack.close();
    outbound.close();
  }

  private Connection.Builder connection() {
    return Connection.builder("slack-en", "slack")
        .secret("webhook", Secret.of(slack.webhook().toString()));
  }

  private RemotePost published(Connection connection, String text) throws Exception {
    Delivery delivery =
        Delivery.builder("delivery-1", connection, Post.builder(text).build()).build();
    return assertInstanceOf(Outcome.Published.class, connector.publish(delivery)).post();
  }

  @Test
  void escapesWhatSlackWouldReadAsItsOwn() throws Exception {
    String words =
        "*A* & <!channel> <https://evil.example|click> > https://www.example.org/?a=1&b=2";
    published(connection().build(), words);
    assertEquals(words, slack.posts().get(0).text());
    assertFalse(slack.posts().get(0).raw().path("mrkdwn").asBoolean(true));
    assertTrue(slack.posts().get(0).raw().path("unfurl_links").asBoolean());
  }

  @Test
  void leadsToTheChannelWhereItsAddressIsKnown() throws Exception {
    assertEquals(
        "https://app.slack.com/client/T0123",
        published(connection().build(), "a").permalink().toString());
    Connection known =
        connection().setting("channel", "https://app.slack.com/client/T0123/C9").build();
    assertEquals(
        "https://app.slack.com/client/T0123/C9", published(known, "b").permalink().toString());
  }

  @Test
  void saysThatNothingCanBeTakenBackChangedOrFound() throws Exception {
    RemotePost post = published(connection().build(), "a");
    Delivery delivery =
        Delivery.builder("delivery-1", connection().build(), Post.builder("b").build()).build();
    assertInstanceOf(Outcome.Rejected.class, connector.retract(post, connection().build()));
    assertInstanceOf(Outcome.Rejected.class, connector.edit(post, delivery));
    assertInstanceOf(Reconciliation.CannotTell.class, connector.find(delivery));
    assertEquals("a", slack.posts().get(0).text());
  }

  @Test
  void isTestedWithAMessageThatSlackRefuses() throws Exception {
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(connection().build()));
    assertEquals("Webhook B0123", valid.account());
    Connection gone =
        connection().secret("webhook", Secret.of(slack.uri() + "/services/T0123/B1/x")).build();
    assertInstanceOf(Verification.Invalid.class, connector.verify(gone));
    assertEquals(0, slack.posts().size());
  }

  @Test
  void whoEntersNeitherBotNorWebhookIsTold() throws Exception {
    Connection bare = Connection.builder("slack-en", "slack").build();
    String reason = assertInstanceOf(Verification.Invalid.class, connector.verify(bare)).reason();
    assertTrue(reason.contains("neither"), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_payload, Rejected",
    "403, invalid_token, Unauthorised",
    "404, no_service, Unauthorised",
    "410, channel_is_archived, Unauthorised",
    "429, rate_limited, Deferred",
    "500, rollup_error, Unknown"
  })
  void refusalsAreToldApart(int status, String word, String outcome) {
    Answer answer =
        new Answer(
            status,
            Map.of("content-type", List.of("text/plain")),
            word.getBytes(StandardCharsets.UTF_8),
            slack.uri());
    assertEquals(
        outcome,
        new SlackWebhook(outbound, clock)
            .refused(answer, connection().build())
            .getClass()
            .getSimpleName());
  }

  @Test
  void noMessageGoesOutTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(slack, clock)) {
      table.run(
          "Slack", new SlackConnector(table.outbound(), clock, slack.uri()), connection().build());
    }
  }
}
