// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** LinkedIn's way of being asked and of refusing (learn.microsoft.com/linkedin). */
final class LinkedInApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  private final Outbound outbound;
  private final Clock clock;
  private final String version;
  private final URI api;
  private final URI web;

  LinkedInApi(Outbound outbound, Clock clock, LinkedInSettings settings) {
    this.outbound = outbound;
    this.clock = clock;
    version = settings.version();
    api = URI.create(settings.apiUrl());
    web = URI.create(settings.webUrl());
  }

  /** What a person must add to a connection before it can be used. */
  static Optional<String> missing(Connection connection) {
    if (connection.secret("token").isEmpty()) {
      return Optional.of("The connection has no access token; sign in on LinkedIn");
    }
    return Urn.author(connection).isPresent()
        ? Optional.empty()
        : Optional.of("The connection does not say for whom it posts; choose the author");
  }

  Outbound outbound() {
    return outbound;
  }

  Instant now() {
    return clock.instant();
  }

  /** Address of a page where people sign in, or of the server that gives tokens. */
  URI web(String path) {
    return web.resolve(path);
  }

  /** A call of the versioned API. */
  Request request(String method, String path, Connection connection) {
    return Request.of(method, api.resolve(path))
        .header("Accept", "application/json")
        .header("LinkedIn-Version", version)
        .header("X-Restli-Protocol-Version", "2.0.0")
        .bearer(connection.secret("token").orElseThrow())
        .within(TIMEOUT);
  }

  /** A call to where an answer of the API sent us; the token goes to LinkedIn only. */
  Request upload(URI address, Connection connection) throws IOException {
    String host = String.valueOf(address.getHost());
    if (!host.equals(api.getHost()) && !host.endsWith(".linkedin.com")) {
      throw new IOException("LinkedIn names a place for pictures that is not its own: " + host);
    }
    return Request.of("PUT", address)
        .bearer(connection.secret("token").orElseThrow())
        .within(TIMEOUT);
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** What an answer other than 2xx means for what was to be done. */
  Outcome refused(Answer answer, Connection connection) {
    String reason = connection.redact(reason(answer));
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), "LinkedIn limits calls: " + reason);
      case 401 -> new Outcome.Unauthorised("LinkedIn refuses the access token: " + reason);
      case 403 ->
          new Outcome.Unauthorised(
              "The member has no role on the page, or the application lacks a product: " + reason);
      case 426 -> new Outcome.Unauthorised(ended(reason));
      case 400, 404, 405, 406, 411, 413, 414, 415, 422 -> new Outcome.Rejected(reason);
      default -> new Outcome.Unknown("LinkedIn answered " + reason);
    };
  }

  private String ended(String reason) {
    return ("LinkedIn has ended version %s of its API. Enter a newer one as \"version\" of the"
            + " configuration %s, then send again. It says: %s")
        .formatted(version, LinkedInSettings.PID, reason);
  }

  /** The body of an answer to a question; an exception says why there is none. */
  JsonNode read(Answer answer, Connection connection) throws IOException {
    if (answer.ok()) {
      return Json.of(answer);
    }
    String reason = connection.redact(reason(answer));
    throw switch (answer.status()) {
      case 429 -> new PausedException(pause(answer), "LinkedIn limits calls: " + reason);
      case 426 -> new IOException(ended(reason));
      default -> new IOException("LinkedIn answered " + reason);
    };
  }

  /** As long as LinkedIn says; until midnight, UTC, where what may be done in a day is used up. */
  Duration pause(Answer answer) {
    Instant now = now();
    Optional<Duration> asked = answer.retryAfter(now);
    if (asked.isPresent() || !reason(answer).contains("DAY limit")) {
      return asked.orElse(Duration.ZERO);
    }
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    return Duration.between(now, midnight).plusMinutes(1);
  }

  static String reason(Answer answer) {
    String status = "HTTP " + answer.status();
    JsonNode body = Json.orNothing(answer);
    StringBuilder said = new StringBuilder(body.path("message").asText());
    for (JsonNode wrong : body.path("errorDetails").path("inputErrors")) {
      said.append(said.isEmpty() ? "" : "; ").append(wrong.path("description").asText());
    }
    return said.toString().isBlank() ? status : status + ": " + said;
  }

  /** Whether LinkedIn will end the version within a month. */
  boolean endsSoon() {
    if (!version.matches("20\\d\\d(0[1-9]|1[0-2])")) {
      return false;
    }
    int year = Integer.parseInt(version.substring(0, 4));
    YearMonth began = YearMonth.of(year, Integer.parseInt(version.substring(4)));
    return !YearMonth.from(now().atZone(ZoneOffset.UTC)).isBefore(began.plusMonths(11));
  }
}
