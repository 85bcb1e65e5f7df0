// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Verification;
import dev.smo.connectors.OpenCall;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts as the bot of an app. Each message carries the id of its delivery where people do not see
 * it, so it can be found when the answer was lost.
 */
final class SlackBot {
  static final String TOKEN = "token";
  static final String CHANNEL = "channel";

  /** Type of the data of ours on a message. */
  static final String EVENT = "smo_post";

  private static final Logger LOG = LoggerFactory.getLogger(SlackBot.class);

  /** In {@code /archives/C0123} and {@code /client/T0123/C0123}. */
  private static final Pattern IN_ADDRESS =
      Pattern.compile("/(?:archives|client/[TE][A-Z0-9]{1,20})/([CG][A-Z0-9]{1,20})(?:[/?#]|$)");

  private static final Pattern ID = Pattern.compile("([CG][A-Z0-9]{1,20}):(\\d{1,12}\\.\\d{1,12})");
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  private final SlackApi api;

  SlackBot(SlackApi api) {
    this.api = api;
  }

  /** What a person must add to a connection that has a token. */
  static Optional<String> missing(Connection connection) {
    return channel(connection).isPresent()
        ? Optional.empty()
        : Optional.of(
            "Enter the address of the channel, such as https://museum.slack.com/archives/C0123:"
                + " the bot posts there");
  }

  private static Optional<String> channel(Connection connection) {
    return connection
        .setting(CHANNEL)
        .map(IN_ADDRESS::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  /** Whether a post is one that a bot has sent, and not a webhook. */
  static boolean names(RemotePost post) {
    return ID.matcher(post.id()).matches();
  }

  Outcome publish(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    ObjectNode message =
        SlackWebhook.message(delivery.post().text())
            .put("channel", channel(connection).orElseThrow());
    message
        .putObject("metadata")
        .put("event_type", EVENT)
        .putObject("event_payload")
        .put("delivery", delivery.id());
    OpenCall call = OpenCall.of(delivery);
    Answer answer = call.send(api.call("chat.postMessage", message, connection), api.outbound());
    if (answer.status() == 200 && SlackApi.word(SlackApi.said(answer)).isEmpty()) {
      return new Outcome.Published(named(SlackApi.said(answer), connection));
    }
    return call.ended(api.refused(answer, connection));
  }

  /** The message that an answer names, and where people see it. */
  private RemotePost named(JsonNode said, Connection connection)
      throws IOException, InterruptedException {
    return named(said.path("channel").asText(), said.path("ts").asText(), connection);
  }

  private RemotePost named(String channel, String time, Connection connection)
      throws IOException, InterruptedException {
    RemotePost post = new RemotePost(channel + ":" + time, page(connection));
    if (!names(post)) {
      throw new IOException("Slack answered without naming the message");
    }
    try {
      Map<String, String> query = Map.of("channel", channel, "message_ts", time);
      JsonNode said = SlackApi.said(api.send(api.ask("chat.getPermalink", query, connection)));
      Optional<URI> link = Urls.web(said.path("permalink").asText());
      return link.isPresent() ? new RemotePost(post.id(), link.get()) : post;
    } catch (IOException e) {
      // The message is out; the channel's address must do.
      LOG.info("Slack did not say where {} stands: {}", post.id(), e.getMessage());
      return post;
    }
  }

  private static URI page(Connection connection) {
    return connection
        .setting(CHANNEL)
        .flatMap(Urls::web)
        .orElse(URI.create("https://app.slack.com/client/"));
  }

  /** Looks through what stood in the channel since the delivery began. */
  Reconciliation find(Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    String channel = channel(connection).orElseThrow();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("channel", channel);
    query.put("oldest", time(OpenCall.earliest(delivery)));
    query.put("include_all_metadata", "true");
    query.put("limit", Integer.toString(PAGE));
    for (int page = 0; page < MOST_PAGES; page++) {
      Answer answer = api.send(api.ask("conversations.history", query, connection));
      if (answer.status() != 200 || !SlackApi.word(SlackApi.said(answer)).isEmpty()) {
        return unasked(api.refused(answer, connection));
      }
      JsonNode said = SlackApi.said(answer);
      if (!said.path("messages").isArray()) {
        throw new IOException("Slack answered without a list of messages");
      }
      for (JsonNode message : said.path("messages")) {
        JsonNode ours = message.path("metadata");
        if (ours.path("event_type").asText().equals(EVENT)
            && ours.path("event_payload").path("delivery").asText().equals(delivery.id())) {
          return new Reconciliation.Found(named(channel, message.path("ts").asText(), connection));
        }
      }
      String next = said.path("response_metadata").path("next_cursor").asText();
      if (next.isEmpty()) {
        return new Reconciliation.NotThere();
      }
      query.put("cursor", next);
    }
    return new Reconciliation.CannotTell(
        "More than " + PAGE * MOST_PAGES + " messages stood in the channel since then.");
  }

  /** As Slack writes times: seconds, and millionths behind a dot. */
  private static String time(Instant at) {
    return "%d.%06d".formatted(at.getEpochSecond(), at.getNano() / 1000);
  }

  private static Reconciliation unasked(Outcome refused) {
    if (refused instanceof Outcome.Deferred deferred) {
      return new Reconciliation.AskLater(deferred.after(), deferred.reason());
    }
    if (refused instanceof Outcome.Unknown unknown) {
      return new Reconciliation.AskLater(Duration.ZERO, unknown.reason());
    }
    String reason =
        refused instanceof Outcome.Unauthorised unauthorised
            ? unauthorised.reason()
            : ((Outcome.Rejected) refused).reason();
    return new Reconciliation.CannotTell(reason);
  }

  Verification verify(Connection connection) throws IOException, InterruptedException {
    Answer answer = api.send(api.ask("auth.test", Map.of(), connection));
    if (answer.status() == 200 && SlackApi.word(SlackApi.said(answer)).isEmpty()) {
      JsonNode who = SlackApi.said(answer);
      String name = who.path("user").asText() + " in " + who.path("team").asText();
      return new Verification.Valid(name, page(connection), Optional.empty());
    }
    Outcome refused = api.refused(answer, connection);
    if (refused instanceof Outcome.Unauthorised unauthorised) {
      return new Verification.Invalid(unauthorised.reason());
    }
    return refused instanceof Outcome.Rejected rejected
        ? new Verification.Invalid(rejected.reason())
        : new Verification.Unreachable("Slack cannot be asked now");
  }

  Outcome edit(RemotePost post, Delivery delivery) throws IOException, InterruptedException {
    Connection connection = delivery.connection();
    ObjectNode message =
        addressed(post).put("text", SlackConnector.escaped(delivery.post().text()));
    Answer answer = api.send(api.call("chat.update", message, connection));
    if (answer.status() == 200) {
      String word = SlackApi.word(SlackApi.said(answer));
      if (word.isEmpty()) {
        return new Outcome.Published(post);
      }
      if (word.equals("message_not_found")) {
        return new Outcome.Rejected("The channel has no such message any more");
      }
    }
    return api.refused(answer, connection);
  }

  Outcome retract(RemotePost post, Connection connection) throws IOException, InterruptedException {
    Answer answer = api.send(api.call("chat.delete", addressed(post), connection));
    boolean gone = false;
    if (answer.status() == 200) {
      String word = SlackApi.word(SlackApi.said(answer));
      gone = word.isEmpty() || word.equals("message_not_found");
    }
    return gone ? new Outcome.Published(post) : api.refused(answer, connection);
  }

  private static ObjectNode addressed(RemotePost post) {
    String[] id = post.id().split(":", 2);
    return JsonNodeFactory.instance.objectNode().put("channel", id[0]).put("ts", id[1]);
  }
}
