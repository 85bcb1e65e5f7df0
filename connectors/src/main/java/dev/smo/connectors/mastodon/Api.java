// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Mastodon's way of being asked and of refusing (docs.joinmastodon.org). */
final class Api {
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  private final Outbound outbound;
  private final Clock clock;

  Api(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  /** What a person must add to a connection before it can be used. */
  static Optional<String> missing(Connection connection) {
    if (connection.endpoint().isEmpty()) {
      return Optional.of("The connection has no address of an instance");
    }
    return connection.secret("token").isPresent()
        ? Optional.empty()
        : Optional.of("The connection has no access token");
  }

  Request request(String method, String path, Connection connection) {
    URI instance = connection.endpoint().orElseThrow();
    return Request.of(method, instance.resolve(path))
        .header("Accept", "application/json")
        .bearer(connection.secret("token").orElseThrow())
        .within(TIMEOUT);
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** What an answer other than 2xx means for the post. */
  Outcome refused(Answer answer, Connection connection) {
    String reason = connection.redact(reason(answer));
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), "The instance limits calls: " + reason);
      case 401 -> new Outcome.Unauthorised("The instance refuses the access token: " + reason);
      case 403 ->
          new Outcome.Unauthorised("The account or its access token may not do this: " + reason);
      case 404 -> new Outcome.Unauthorised("There is no Mastodon API at this address: " + reason);
      case 400, 413, 422 -> new Outcome.Rejected(reason);
      default -> new Outcome.Unknown("The instance answered " + reason);
    };
  }

  /** Mastodon tells the moment of the reset; a proxy before it tells seconds. */
  Duration pause(Answer answer) {
    Instant now = clock.instant();
    Optional<Instant> reset = reset(answer);
    if (reset.isEmpty()) {
      return answer.retryAfter(now).orElse(Duration.ZERO);
    }
    return reset.get().isAfter(now) ? Duration.between(now, reset.get()) : Duration.ZERO;
  }

  /** Mastodon writes a date, some compatible servers seconds since 1970. */
  private static Optional<Instant> reset(Answer answer) {
    String reset = answer.header("x-ratelimit-reset").orElse("").strip();
    if (reset.matches("\\d{1,11}")) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(reset)));
    }
    try {
      return Optional.of(Instant.parse(reset));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<Quota> quota(Answer answer) {
    return answer
        .header("x-ratelimit-remaining")
        .filter(remaining -> remaining.matches("\\d{1,9}"))
        .flatMap(remaining -> reset(answer).map(at -> new Quota(Long.parseLong(remaining), at)));
  }

  static String reason(Answer answer) {
    String error = Json.orNothing(answer).path("error").asText();
    return error.isBlank() ? "HTTP " + answer.status() : error;
  }

  /**
   * The status that an answer names.
   *
   * @throws IOException it names none, so nobody knows what happened
   */
  static RemotePost status(JsonNode status) throws IOException {
    String id = status.path("id").asText();
    String url = status.path("url").asText();
    try {
      if (!id.isEmpty() && URI.create(url).isAbsolute()) {
        return new RemotePost(id, URI.create(url));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("The instance names a status without a usable address", e);
    }
    throw new IOException("The instance answered without naming the status");
  }
}
