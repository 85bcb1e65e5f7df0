// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.connectors.PerSession;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reddit's way of being asked and of refusing, which it also does with HTTP 200. */
final class RedditApi {
  static final String TOKEN = "token";
  static final String REFRESH = "refresh";

  private static final Duration TIMEOUT = Duration.ofSeconds(45);
  private static final Pattern WAIT =
      Pattern.compile("(\\d{1,5}) (millisecond|second|minute|hour)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "millisecond", Duration.ofMillis(1),
          "second", Duration.ofSeconds(1),
          "minute", Duration.ofMinutes(1),
          "hour", Duration.ofHours(1));

  private final Outbound outbound;
  private final Clock clock;
  private final URI server;
  private final PerSession<String> accounts = new PerSession<>();

  RedditApi(Outbound outbound, Clock clock, URI server) {
    this.outbound = outbound;
    this.clock = clock;
    this.server = server;
  }

  Outbound outbound() {
    return outbound;
  }

  Clock clock() {
    return clock;
  }

  /** What a person must do before a connection can be used. */
  static Optional<String> missing(Connection connection) {
    return connection.secret(TOKEN).isPresent()
        ? Optional.empty()
        : Optional.of("Sign in on Reddit");
  }

  /**
   * Who is calling, in the form that Reddit wants; others it limits to next to nothing. It names
   * the person to whom Reddit gave the application.
   */
  static String userAgent(Connection connection) {
    String owner = connection.application().setting("owner").orElse("").replaceFirst("^/?u/", "");
    String client = connection.application().setting("clientId").orElse("unknown");
    return "web:dev.smo." + client + ":v0.1 (by /u/" + owner + ")";
  }

  Request request(String method, String path, Connection connection) {
    return Request.of(method, server.resolve(path))
        .header("User-Agent", userAgent(connection))
        .header("Accept", "application/json")
        .bearer(connection.secret(TOKEN).orElseThrow())
        .within(TIMEOUT);
  }

  Answer get(String path, Map<String, String> query, Connection connection)
      throws IOException, InterruptedException {
    return send(request("GET", path + "?" + Urls.query(query), connection));
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** An answer of a call that only reads, as JSON. */
  JsonNode read(String path, Map<String, String> query, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    Answer answer = get(path, query, connection);
    if (answer.status() == 429) {
      throw new PausedException(pause(answer), "Reddit limits calls");
    }
    if (!answer.ok()) {
      throw new IOException("Reddit answered " + connection.redact(reason(answer)));
    }
    return Json.of(answer);
  }

  /** Name of the account, as far as Reddit has been asked in this session. */
  Optional<String> knownMe(Connection connection) {
    return accounts.of(connection, connection.secret(TOKEN).orElseThrow());
  }

  Answer askMe(Connection connection) throws IOException, InterruptedException {
    return get("/api/v1/me", Map.of("raw_json", "1"), connection);
  }

  /** Name of the account, from an answer to {@link #askMe}. */
  String me(JsonNode answer, Connection connection) throws IOException {
    String name = answer.path("name").asText();
    if (name.isEmpty()) {
      throw new IOException("Reddit answered without naming the account");
    }
    return accounts.keep(connection, connection.secret(TOKEN).orElseThrow(), name);
  }

  /** What an answer other than 2xx means for the post. */
  Outcome refused(Answer answer, Connection connection) {
    String reason = connection.redact(reason(answer));
    boolean scope = answer.header("www-authenticate").orElse("").contains("insufficient_scope");
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), "Reddit limits calls: " + reason);
      case 401 -> new Outcome.Unauthorised("Reddit refuses the session: " + reason);
      case 403 ->
          scope
              ? new Outcome.Unauthorised("A permission is missing; sign in again: " + reason)
              : new Outcome.Rejected("The account may not post there: " + reason);
      case 400, 404, 413 -> new Outcome.Rejected(reason);
      default -> new Outcome.Unknown("Reddit answered " + reason);
    };
  }

  /**
   * What an answer with {@code json.errors} means; empty where it has none.
   *
   * @param json the object {@code json} of the answer
   */
  static Optional<Outcome> refused(JsonNode json, Connection connection) {
    JsonNode first = json.path("errors").path(0);
    String code = first.path(0).asText();
    if (code.isEmpty()) {
      return Optional.empty();
    }
    String words = connection.redact(first.path(1).asText());
    if (code.equals("RATELIMIT")) {
      return Optional.of(new Outcome.Deferred(pause(json, words), "Reddit limits posts: " + words));
    }
    return Optional.of(new Outcome.Rejected("Reddit says " + code + ": " + words));
  }

  private static Duration pause(JsonNode json, String words) {
    double seconds = json.path("ratelimit").asDouble();
    if (seconds > 0) {
      return Duration.ofMillis((long) Math.ceil(seconds * 1_000));
    }
    Matcher wait = WAIT.matcher(words);
    // "9 minutes" may be nearly ten.
    return wait.find()
        ? UNITS
            .getOrDefault(wait.group(2), Duration.ZERO)
            .multipliedBy(Long.parseLong(wait.group(1)) + 1)
        : Duration.ZERO;
  }

  /** Headers count seconds from now; a proxy says Retry-After. */
  Duration pause(Answer answer) {
    Instant now = clock.instant();
    return quota(answer, now)
        .map(quota -> Duration.between(now, quota.resets()))
        .or(() -> answer.retryAfter(now))
        .orElse(Duration.ZERO);
  }

  static Optional<Quota> quota(Answer answer, Instant now) {
    String left = answer.header("x-ratelimit-remaining").orElse("");
    String reset = answer.header("x-ratelimit-reset").orElse("");
    return left.matches("\\d{1,9}(?:\\.\\d{1,9})?") && reset.matches("\\d{1,9}")
        ? Optional.of(
            new Quota(
                Long.parseLong(left.split("\\.", 2)[0]), now.plusSeconds(Long.parseLong(reset))))
        : Optional.empty();
  }

  static String reason(Answer answer) {
    JsonNode problem = Json.orNothing(answer);
    String said = problem.path("message").asText(problem.path("error").asText());
    return said.isBlank() ? "HTTP " + answer.status() : said;
  }
}
