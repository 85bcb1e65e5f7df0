// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.words.LowerCase;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Telegram's Bot API: its way of being asked, with the token in the path, and of refusing. */
final class Bot {
  static final String TOKEN = "token";
  static final String CHANNEL = "channel";

  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  /** What the channel's owner must mend, as Telegram says it with 400. */
  private static final List<String> OWNERS =
      List.of("chat not found", "rights", "not a member", "write_forbidden", "chat_admin_required");

  private final Outbound outbound;
  private final Clock clock;
  private final URI server;

  Bot(Outbound outbound, Clock clock, URI server) {
    this.outbound = outbound;
    this.clock = clock;
    this.server = server;
  }

  /** What a person must add to a connection before it can be used. */
  static Optional<String> missing(Connection connection) {
    // It becomes a part of an address.
    String token = connection.secret(TOKEN).map(secret -> secret.open().strip()).orElse("");
    if (!token.matches("[A-Za-z0-9_:-]{1,200}")) {
      return Optional.of("The connection has no token of a bot");
    }
    return channel(connection).isEmpty()
        ? Optional.of("The connection names no channel")
        : Optional.empty();
  }

  static String channel(Connection connection) {
    return connection.setting(CHANNEL).orElse("").strip();
  }

  Request request(String method, Connection connection) {
    String token = connection.secret(TOKEN).orElseThrow().open().strip();
    return Request.post(server.resolve("/bot" + token + "/" + method)).within(TIMEOUT);
  }

  Outbound outbound() {
    return outbound;
  }

  Answer call(String method, ObjectNode body, Connection connection)
      throws IOException, InterruptedException {
    return send(request(method, connection).json(body.toString()));
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** What an answer other than 2xx means for the post. */
  Outcome refused(Answer answer, Connection connection) {
    String reason = connection.redact(reason(answer));
    String lower = LowerCase.of(reason);
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), "Telegram limits calls: " + reason);
      case 401, 404 -> new Outcome.Unauthorised("Telegram does not know the bot: " + reason);
      case 403 -> new Outcome.Unauthorised("The bot may not post in the channel: " + reason);
      case 400 ->
          OWNERS.stream().anyMatch(lower::contains)
              ? new Outcome.Unauthorised("The bot may not post in the channel: " + reason)
              : new Outcome.Rejected(reason);
      case 413 -> new Outcome.Rejected(reason);
      default -> new Outcome.Unknown("Telegram answered " + reason);
    };
  }

  /** Telegram says in the body how long to wait; a proxy in a header. */
  private Duration pause(Answer answer) {
    long seconds = Json.orNothing(answer).path("parameters").path("retry_after").asLong();
    return seconds > 0
        ? Duration.ofSeconds(seconds)
        : answer.retryAfter(clock.instant()).orElse(Duration.ZERO);
  }

  static String reason(Answer answer) {
    JsonNode said = Json.orNothing(answer);
    String moved = said.path("parameters").path("migrate_to_chat_id").asText();
    String description = said.path("description").asText("HTTP " + answer.status());
    return description + (moved.isEmpty() ? "" : ". The channel is " + moved + " now");
  }

  /**
   * What a call that Telegram took resulted in.
   *
   * @throws IOException it does not say that it took it
   */
  static JsonNode result(Answer answer) throws IOException {
    JsonNode body = Json.of(answer);
    if (!body.path("ok").asBoolean() || body.path("result").isMissingNode()) {
      throw new IOException("Telegram answered without a result");
    }
    return body.get("result");
  }

  /** The message that a result names. */
  static RemotePost message(JsonNode result) throws IOException {
    long chat = result.path("chat").path("id").asLong();
    long number = result.path("message_id").asLong();
    if (chat == 0 || number == 0) {
      throw new IOException("Telegram answered without naming the message");
    }
    String name = result.path("chat").path("username").asText();
    String place = name.isEmpty() ? "c/" + Long.toString(chat).replaceFirst("^-100", "") : name;
    String kind = result.has("photo") ? ":photo" : "";
    return new RemotePost(
        chat + ":" + number + kind, URI.create("https://t.me/" + place + "/" + number));
  }
}
