// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The AT Protocol's way of being asked and of refusing (atproto.com/specs/xrpc). */
final class Xrpc {
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  // Refusals of the session or the account; some come as HTTP 400.
  private static final Set<String> ACCOUNT =
      Set.of(
          "ExpiredToken",
          "InvalidToken",
          "AuthMissing",
          "AuthenticationRequired",
          "AccountTakedown",
          "AccountDeactivated",
          "AccountSuspended",
          "RepoDeactivated",
          "RepoTakendown");

  private final Outbound outbound;
  private final Dpop dpop;
  private final Clock clock;

  Xrpc(Outbound outbound, Clock clock) {
    this.outbound = outbound;
    this.clock = clock;
    dpop = new Dpop(outbound, clock);
  }

  Dpop dpop() {
    return dpop;
  }

  Outbound outbound() {
    return outbound;
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** The same in a session. */
  Answer send(Request request, Session session) throws IOException, InterruptedException {
    return session.key().isPresent()
        ? dpop.send(() -> request, session.key().get(), Optional.of(session.access()))
        : outbound.send(request.bearer(session.access()));
  }

  /**
   * What a server says to everybody, without which nobody can sign in.
   *
   * @param otherwise what it means that it does not say it
   */
  JsonNode read(Answer answer, String otherwise) throws IOException {
    if (answer.ok()) {
      return Json.of(answer);
    }
    throw answer.status() == 429 || answer.status() >= 500
        ? new PausedException(
            pause(answer), answer.uri().getHost() + " answered HTTP " + answer.status())
        : new SignInRefusedException(otherwise);
  }

  static Request query(URI server, String method, Map<String, String> parameters) {
    return query(server, method, parameters.entrySet());
  }

  /** A question with parameters that may be there more than once. */
  static Request query(
      URI server, String method, Collection<Map.Entry<String, String>> parameters) {
    String query =
        parameters.stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return Request.get(server.resolve("/xrpc/" + method + "?" + query)).within(TIMEOUT);
  }

  /** Asks for a record, by whomever. */
  static Request record(Session session, String did, String collection, String rkey) {
    Map<String, String> place = Map.of("repo", did, "collection", collection, "rkey", rkey);
    return query(session.pds(), "com.atproto.repo.getRecord", place);
  }

  /** Asks for an answer that somebody gave; empty where its id is none of Bluesky's. */
  static Optional<Request> record(Session session, RemotePost answer) {
    String[] place = answer.id().replaceFirst("^at://", "").split("/", -1);
    return place.length == 3
        ? Optional.of(record(session, place[0], place[1], place[2]))
        : Optional.empty();
  }

  static Request procedure(URI server, String method) {
    return Request.post(server.resolve("/xrpc/" + method)).within(TIMEOUT);
  }

  /** The name of an error, such as {@code ExpiredToken}; empty where there is none. */
  static String error(Answer answer) {
    return Json.orNothing(answer).path("error").asText();
  }

  static String reason(Answer answer) {
    String message = Json.orNothing(answer).path("message").asText();
    return message.isBlank() ? "HTTP " + answer.status() + " " + error(answer) : message;
  }

  /** Whether the server that was asked for a record says that it is not there. */
  static boolean isMissing(Answer answer) {
    return answer.status() == 400 && error(answer).equals("RecordNotFound");
  }

  static boolean refusesAccount(Answer answer) {
    return answer.status() == 401
        || answer.status() == 403
        || (answer.status() == 400 && ACCOUNT.contains(error(answer)));
  }

  /** What an answer other than 2xx means for the post. */
  Outcome refused(Answer answer, Connection connection) {
    String reason = connection.redact(reason(answer));
    if (refusesAccount(answer)) {
      return new Outcome.Unauthorised("Bluesky refuses the session: " + reason);
    }
    return switch (answer.status()) {
      case 429 -> new Outcome.Deferred(pause(answer), "Bluesky limits calls: " + reason);
      case 400, 413 -> new Outcome.Rejected(reason);
      case 404 -> new Outcome.Unauthorised("There is no PDS at this address: " + reason);
      default -> new Outcome.Unknown("Bluesky answered " + reason);
    };
  }

  /** A PDS sends no Retry-After but the second, since 1970, in which its limit is reset. */
  Duration pause(Answer answer) {
    Instant now = clock.instant();
    Optional<Instant> reset = reset(answer);
    if (reset.isEmpty()) {
      return answer.retryAfter(now).orElse(Duration.ZERO);
    }
    return reset.get().isAfter(now) ? Duration.between(now, reset.get()) : Duration.ZERO;
  }

  private static Optional<Instant> reset(Answer answer) {
    return answer
        .header("ratelimit-reset")
        .filter(second -> second.matches("\\d{1,11}"))
        .map(second -> Instant.ofEpochSecond(Long.parseLong(second)));
  }

  static Optional<Quota> quota(Answer answer) {
    return answer
        .header("ratelimit-remaining")
        .filter(remaining -> remaining.matches("\\d{1,9}"))
        .flatMap(remaining -> reset(answer).map(at -> new Quota(Long.parseLong(remaining), at)));
  }
}
