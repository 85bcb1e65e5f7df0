// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** X's way of being asked and of refusing (docs.x.com, API v2). */
final class XApi {
  /** Secrets of a session, which the sign-in grants. */
  static final String TOKEN = "token";

  static final String REFRESH = "refresh";

  /** Secrets that a person copies: OAuth 1.0a. */
  static final List<String> KEYS =
      List.of("consumerKey", "consumerSecret", "accessToken", "accessTokenSecret");

  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  /** Windows that limit calls; the longer ones have headers of their own. */
  private static final List<String> WINDOWS =
      List.of("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour");

  private final Outbound outbound;
  private final Clock clock;
  private final URI server;

  XApi(Outbound outbound, Clock clock, URI server) {
    this.outbound = outbound;
    this.clock = clock;
    this.server = server;
  }

  Clock clock() {
    return clock;
  }

  Outbound outbound() {
    return outbound;
  }

  /** What a person must do before a connection can be used. */
  static Optional<String> missing(Connection connection) {
    return connection.secret(TOKEN).isPresent() || hasKeys(connection)
        ? Optional.empty()
        : Optional.of("Sign in on X, or enter all four keys of OAuth 1.0a");
  }

  static boolean hasKeys(Connection connection) {
    return KEYS.stream().allMatch(name -> connection.secret(name).isPresent());
  }

  /** What changes when another session begins. */
  static Secret session(Connection connection) {
    return connection.secret(TOKEN).or(() -> connection.secret("accessToken")).orElseThrow();
  }

  /** An unsigned request. */
  Request request(String method, String path) {
    return Request.of(method, server.resolve(path))
        .header("Accept", "application/json")
        .within(TIMEOUT);
  }

  /** A request for an account: with its token where it signed in, else signed with its keys. */
  Request request(String method, String path, Connection connection) {
    Request request = request(method, path);
    Optional<Secret> token = connection.secret(TOKEN);
    if (token.isPresent()) {
      return request.bearer(token.get());
    }
    List<String> keys =
        KEYS.stream().map(name -> connection.secret(name).orElseThrow().open()).toList();
    return request.header(
        "Authorization",
        OAuth1.header(
            method,
            request.uri(),
            new OAuth1.Keys(keys.get(0), keys.get(1), keys.get(2), keys.get(3)),
            new OAuth1.Stamp(UUID.randomUUID().toString(), clock.instant().getEpochSecond())));
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** What an answer other than 2xx means for the post. */
  Outcome refused(Answer answer, Connection connection) {
    String reason = connection.redact(reason(answer));
    if (isSpent(answer)) {
      return new Outcome.Unauthorised("The limit of spending on X is reached: " + reason);
    }
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), "X limits calls: " + reason);
      case 401 -> new Outcome.Unauthorised("X refuses the account's session or keys: " + reason);
      case 402 ->
          new Outcome.Unauthorised("X wants credits; buy some, then let it go on: " + reason);
      case 403 -> forbidden(answer, reason);
      case 400, 404, 413, 415, 422 -> new Outcome.Rejected(reason);
      default -> new Outcome.Unknown("X answered " + reason);
    };
  }

  /**
   * Whether X takes no more until its owner raises a limit of spending or the next month begins: it
   * says so with 403, or with 429 while the limits of calls are untouched (xdevplatform/xdk#25).
   */
  static boolean isSpent(Answer answer) {
    String type = Json.orNothing(answer).path("type").asText();
    boolean refuses = answer.status() == 403 || answer.status() == 429;
    return refuses && (type.endsWith("/usage-capped") || type.endsWith("/credits"));
  }

  private static Outcome forbidden(Answer answer, String reason) {
    if (reason.contains("duplicate content")) {
      return new Outcome.Duplicate(Optional.empty());
    }
    String type = Json.orNothing(answer).path("type").asText();
    boolean account =
        reason.contains("permitted to access this feature")
            || type.endsWith("client-forbidden")
            || type.endsWith("oauth1-permissions")
            || type.endsWith("user-suspended")
            || type.endsWith("unsupported-authentication");
    return account
        ? new Outcome.Unauthorised("The account or its application may not post: " + reason)
        : new Outcome.Rejected(reason);
  }

  /** Until the window that is used up begins anew. */
  Duration pause(Answer answer) {
    Instant now = clock.instant();
    return WINDOWS.stream()
        .flatMap(window -> quota(answer, window).stream())
        .filter(quota -> quota.remaining() == 0 && quota.resets().isAfter(now))
        .map(quota -> Duration.between(now, quota.resets()))
        .max(Duration::compareTo)
        .orElseGet(() -> answer.retryAfter(now).orElse(Duration.ZERO));
  }

  /** Calls to post that are left. Each endpoint counts its own, and posting is what matters. */
  static Optional<Quota> quota(Answer answer) {
    boolean posting = answer.uri().getPath().equals("/2/tweets") && answer.uri().getQuery() == null;
    return WINDOWS.stream()
        .flatMap(window -> posting ? quota(answer, window).stream() : Stream.empty())
        .min(Comparator.comparingLong(Quota::remaining));
  }

  private static Optional<Quota> quota(Answer answer, String window) {
    String left = answer.header(window + "-remaining").orElse("");
    String reset = answer.header(window + "-reset").orElse("");
    return left.matches("\\d{1,9}") && reset.matches("\\d{1,11}")
        ? Optional.of(new Quota(Long.parseLong(left), Instant.ofEpochSecond(Long.parseLong(reset))))
        : Optional.empty();
  }

  static String reason(Answer answer) {
    JsonNode problem = Json.orNothing(answer);
    for (String field : List.of("detail", "error_description", "title", "error")) {
      if (!problem.path(field).asText().isBlank()) {
        return problem.path(field).asText();
      }
    }
    String first = problem.path("errors").path(0).path("message").asText();
    return first.isBlank() ? "HTTP " + answer.status() : first;
  }

  /** The account that is spoken for: id, name and username. */
  JsonNode me(Answer answer) throws IOException {
    JsonNode me = Json.of(answer).path("data");
    if (!me.path("id").isTextual() || !me.path("username").isTextual()) {
      throw new IOException("X answered without naming the account");
    }
    return me;
  }

  /**
   * The post of an id.
   *
   * @throws IOException the id is none, so nobody knows what happened
   */
  static RemotePost post(JsonNode data) throws IOException {
    String id = data.path("id").asText();
    if (!id.matches("\\d{1,20}")) {
      throw new IOException("X answered without naming the post");
    }
    return new RemotePost(id, URI.create("https://x.com/i/status/" + id));
  }
}
