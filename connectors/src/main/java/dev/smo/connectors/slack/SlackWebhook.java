// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Verification;
import dev.smo.connectors.Urls;
import dev.smo.connectors.WebhookAddress;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** An incoming webhook, which answers "ok" in plain text and no more. */
final class SlackWebhook {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Outbound outbound;
  private final Clock clock;

  SlackWebhook(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /** A message as webhooks and bots send it: nothing in it is markup, and its link gets a card. */
  static ObjectNode message(String plain) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("text", SlackConnector.escaped(plain))
        .put("mrkdwn", false)
        .put("unfurl_links", true);
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Answer answer = send(delivery.post().text(), connection);
    if (!answer.ok()) {
      return refused(answer, connection);
    }
    if (!answer.text().strip().equals("ok")) {
      throw new IOException("Slack answered something else than ok");
    }
    return new Outcome.Published(new RemotePost(delivery.id(), page(connection)));
  }

  private Answer send(String plain, Connection connection)
      throws IOException, InterruptedException {
    URI address = WebhookAddress.of(connection).orElseThrow();
    return outbound.send(Request.post(address).json(message(plain).toString()).within(TIMEOUT));
  }

  /** Sends a message without words, which Slack refuses where there is such a webhook. */
  Verification verify(Connection connection) throws IOException, InterruptedException {
    Answer answer = send("", connection);
    if (answer.status() == 400 && answer.text().contains("no_text")) {
      return new Verification.Valid(
          "Webhook " + part(connection, 3), page(connection), Optional.empty());
    }
    Outcome refused = answer.ok() ? new Outcome.Unknown("ok") : refused(answer, connection);
    return refused instanceof Outcome.Unauthorised unauthorised
        ? new Verification.Invalid(unauthorised.reason())
        : new Verification.Unreachable("Slack answered HTTP " + answer.status());
  }

  /** Slack names no message, so this is the channel, or at least the workspace. */
  private static URI page(Connection connection) {
    return connection
        .setting(SlackBot.CHANNEL)
        .flatMap(Urls::web)
        .orElseGet(() -> URI.create("https://app.slack.com/client/" + part(connection, 2)));
  }

  /** The workspace or the webhook in {@code /services/T0123/B0123/...}; neither is a secret. */
  private static String part(Connection connection, int number) {
    String[] path = WebhookAddress.of(connection).orElseThrow().getPath().split("/", -1);
    return path.length > number && path[number].matches("[TB][A-Z0-9]{1,20}") ? path[number] : "";
  }

  /** What an answer other than 2xx means for the post; Slack says it in one word. */
  Outcome refused(Answer answer, Connection connection) {
    String words = answer.type().equals("text/html") ? "" : WebhookAddress.words(answer.text());
    String said = WebhookAddress.redact("HTTP " + answer.status() + " " + words, connection);
    return switch (answer.status()) {
      case 429 ->
          new Outcome.Deferred(
              answer.retryAfter(clock.instant()).orElse(Duration.ZERO), "Slack limits calls");
      case 403, 404, 410 ->
          new Outcome.Unauthorised("The webhook or its channel is gone; make a new one: " + said);
      case 400, 413 -> new Outcome.Rejected(said);
      default -> new Outcome.Unknown("Slack answered " + said);
    };
  }
}
