// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Editor;
import dev.smo.connector.Field;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Retractor;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.connectors.WebhookAddress;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts in a channel of Slack: as the bot of an app, or by an incoming webhook, which names no
 * message, so that none can be found, changed or taken back. docs/connectors/slack.md tells what to
 * do.
 */
@Component(service = Connector.class)
public final class SlackConnector implements Connector, Reconciler, Verifier, Retractor, Editor {
  /** What Slack shows well; it cuts at ten times as much. */
  static final int MAX_TEXT = 4_000;

  static final Outcome TOO_LONG =
      new Outcome.Rejected("Longer than the 4000 characters that Slack shows well");

  private static final URI API = URI.create("https://slack.com/api/");
  private static final String NAMES_NONE =
      "Slack's webhook names no message; with the token of a bot, SMO can find and change them.";

  static final Network NETWORK =
      Network.builder("slack", "Slack")
          .connectionFields(
              Field.of(Field.Kind.SECRET, SlackBot.TOKEN, "Token of the bot")
                  .help(
                      "On api.slack.com: your app, OAuth & Permissions. It begins with xoxb-. With"
                          + " it, posts can be changed and taken back."),
              Field.of(Field.Kind.URL, SlackBot.CHANNEL, "Address of the channel")
                  .help(
                      "In Slack: the channel's menu, Copy link. The bot posts there; of a webhook"
                          + " it is where the console leads to.")
                  .placeholder("https://museum.slack.com/archives/C0123")
                  .pattern(Pattern.compile("\\s*+https://\\S++")),
              Field.of(Field.Kind.SECRET, WebhookAddress.NAME, "Webhook address")
                  .help(
                      "In place of a bot. On api.slack.com: your app, Incoming Webhooks, Add New"
                          + " Webhook to Workspace."))
          .words(SlackConnector.class, "dev.smo.connectors.words")
          .build();

  private static final Limits LIMITS =
      Limits.builder(MAX_TEXT, text -> escaped(text).length()).build();

  private final SlackWebhook webhook;
  private final SlackBot bot;

  @Activate
  public SlackConnector(@Reference Outbound outbound) {
    this(outbound, Clock.systemUTC(), API);
  }

  SlackConnector(Outbound outbound, Clock clock, URI api) {
    webhook = new SlackWebhook(outbound, clock);
    bot = new SlackBot(new SlackApi(outbound, clock, api));
  }

  /** The three signs that Slack reads as its own; all others it is told to leave alone. */
  static String escaped(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Whether a bot posts, and no webhook. */
  private static boolean isBot(Connection connection) {
    return connection.secret(SlackBot.TOKEN).isPresent();
  }

  /** What a person must do before a connection can be used. */
  private static Optional<String> missing(Connection connection) {
    if (isBot(connection)) {
      return SlackBot.missing(connection);
    }
    return WebhookAddress.of(connection).isPresent()
        ? Optional.empty()
        : Optional.of(
            "The connection has neither the token of a bot nor the address of a webhook, which"
                + " begins with https://");
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
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return new Outcome.Unauthorised(missing.get());
    }
    if (escaped(delivery.post().text()).length() > MAX_TEXT) {
      return TOO_LONG;
    }
    return isBot(connection) ? bot.publish(delivery) : webhook.publish(delivery);
  }

  @Override
  public Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Optional<String> missing = missing(delivery.connection());
    if (missing.isPresent() || !isBot(delivery.connection())) {
      return new Reconciliation.CannotTell(missing.orElse(NAMES_NONE));
    }
    return bot.find(delivery);
  }

  @Override
  public Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return new Verification.Invalid(missing.get());
    }
    return isBot(connection) ? bot.verify(connection) : webhook.verify(connection);
  }

  @Override
  public Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Optional<Outcome> not = unchangeable(post, delivery.connection());
    if (not.isPresent()) {
      return not.get();
    }
    return escaped(delivery.post().text()).length() > MAX_TEXT
        ? TOO_LONG
        : bot.edit(post, delivery);
  }

  @Override
  public Outcome retract(RemotePost post, Connection connection)
      throws IOException, InterruptedException {
    Optional<Outcome> not = unchangeable(post, connection);
    return not.isPresent() ? not.get() : bot.retract(post, connection);
  }

  /** What comes of changing what only a person in Slack can change. */
  private static Optional<Outcome> unchangeable(RemotePost post, Connection connection) {
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      return Optional.of(new Outcome.Unauthorised(missing.get()));
    }
    return isBot(connection) && SlackBot.names(post)
        ? Optional.empty()
        : Optional.of(new Outcome.Rejected(NAMES_NONE));
  }
}
