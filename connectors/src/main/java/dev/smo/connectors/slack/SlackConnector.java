// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts in a channel of Slack by an incoming webhook, which answers "ok" and no more: what is out
 * can be neither found nor changed nor taken back by it. docs/connectors/slack.md tells what to do.
 */
@Component(service = Connector.class)
public final class SlackConnector implements Connector {
  static final int MAX_TEXT = 4_000;

  private static final String CHANNEL = "channel";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  static final Network NETWORK =
      Network.builder("slack", "Slack")
          .connectionFields(
              WebhookAddress.field(
                  "On api.slack.com: your app, Incoming Webhooks, Add New Webhook to Workspace."),
              Field.of(Field.Kind.URL, CHANNEL, "Address of the channel")
                  .help("Where people see the messages. Slack does not say it.")
                  .placeholder("https://app.slack.com/client/T0123/C0123"))
          .words(SlackConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(MAX_TEXT, text -> escaped(text).length()).build();

  private final Outbound outbound;
  private final Clock clock;

  @Activate
  public SlackConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC());
  }

  SlackConnector(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /** The three signs that Slack reads as its own; all others it is told to leave alone. */
  static String escaped(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public Network network() {
    return NETWORK;
  }

  @Override
  public Limits limits(Connection connection) {
    return LIMITS;
  }

  @Override
  public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    Optional<String> missing = WebhookAddress.missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    String text = escaped(delivery.post().text());
    if (text.length() > MAX_TEXT) {
      return new Outcome.Rejected("Longer than the 4000 characters that Slack shows well");
    }
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("text", text)
            .put("mrkdwn", false)
            .put("unfurl_links", true)
            .toString();
    Request request =
        Request.post(WebhookAddress.of(connection).orElseThrow()).json(body).within(TIMEOUT);
    Answer answer = outbound.send(request);
    if (!answer.ok()) {
      return refused(answer, connection);
    }
    if (!answer.text().strip().equals("ok")) {
      throw new IOException("Slack answered something else than ok");
    }
    return new Outcome.Published(new RemotePost(delivery.id(), page(connection)));
  }

  /** Slack names no message, so this is the channel, or at least the workspace. */
  private static URI page(Connection connection) {
    String[] path = WebhookAddress.of(connection).orElseThrow().getPath().split("/", -1);
    String team = path.length > 2 && path[2].matches("T[A-Z0-9]{1,20}") ? path[2] : "";
    return connection
        .setting(CHANNEL)
        .flatMap(Urls::web)
        .orElse(URI.create("https://app.slack.com/client/" + team));
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
