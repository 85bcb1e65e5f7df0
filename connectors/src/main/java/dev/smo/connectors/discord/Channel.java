// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.connectors.WebhookAddress;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Discord's way of being asked by a webhook, and of refusing. */
final class Channel {
  static final String THREAD = "thread";
  static final Pattern NUMBER = Pattern.compile("\\s*+\\d{1,20}+\\s*+");

  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  private final Outbound outbound;
  private final Clock clock;

  Channel(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /** What a person must do before a connection can be used. */
  static Optional<String> missing(Connection connection) {
    boolean wrong =
        connection
            .setting(THREAD)
            .filter(id -> !id.isBlank() && !NUMBER.matcher(id).matches())
            .isPresent();
    return wrong
        ? Optional.of("The thread is no number; copy the ID of the thread on Discord")
        : WebhookAddress.missing(connection);
  }

  /**
   * A request below the webhook's address.
   *
   * @param path such as {@code /messages/1}, or empty
   * @param query such as {@code wait=true}, or empty
   */
  static Request request(String method, String path, String query, Connection connection) {
    URI webhook = WebhookAddress.of(connection).orElseThrow();
    String base = webhook.getScheme() + "://" + webhook.getRawAuthority() + webhook.getRawPath();
    // Of messages only: a webhook itself is in no thread.
    boolean message = !method.equals("GET");
    String thread =
        connection
            .setting(THREAD)
            .filter(id -> message && !id.isBlank())
            .map(id -> "thread_id=" + id.strip())
            .orElse("");
    String all = query + (query.isEmpty() || thread.isEmpty() ? "" : "&") + thread;
    return Request.of(method, URI.create(base + path + (all.isEmpty() ? "" : "?" + all)))
        .within(TIMEOUT);
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** What an answer other than 2xx means for the post. */
  Outcome refused(Answer answer, Connection connection) {
    String reason = WebhookAddress.redact(reason(answer), connection);
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), "Discord limits calls: " + reason);
      case 401, 403, 404 ->
          new Outcome.Unauthorised("The webhook is gone; make a new one: " + reason);
      case 400, 413 -> new Outcome.Rejected(reason);
      default -> new Outcome.Unknown("Discord answered " + reason);
    };
  }

  /** Seconds with a fraction, in the body and in a header; one more is no harm. */
  Duration pause(Answer answer) {
    double seconds = Json.orNothing(answer).path("retry_after").asDouble();
    return seconds > 0
        ? Duration.ofSeconds((long) Math.ceil(seconds))
        : answer.retryAfter(clock.instant()).orElse(Duration.ZERO);
  }

  static Optional<Quota> quota(Answer answer, Instant now) {
    String left = answer.header("x-ratelimit-remaining").orElse("");
    String after = answer.header("x-ratelimit-reset-after").orElse("");
    return left.matches("\\d{1,9}") && after.matches("\\d{1,9}(?:\\.\\d{1,9})?")
        ? Optional.of(
            new Quota(
                Long.parseLong(left),
                now.plusMillis((long) Math.ceil(Double.parseDouble(after) * 1_000))))
        : Optional.empty();
  }

  /** Discord's words, with the first thing that it found wrong. */
  static String reason(Answer answer) {
    JsonNode said = Json.orNothing(answer);
    String message = said.path("message").asText("HTTP " + answer.status());
    String detail = "";
    for (JsonNode errors : said.path("errors").findValues("_errors")) {
      String words = errors.path(0).path("message").asText();
      detail = detail.isEmpty() && !words.isEmpty() ? ": " + words : detail;
    }
    return message + detail;
  }
}
