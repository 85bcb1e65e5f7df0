// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.Quota;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.connectors.Urls;
import dev.smo.connectors.meta.GraphError;
import dev.smo.connectors.meta.Usage;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Threads' way of being asked and of refusing (developers.facebook.com/docs/threads). */
final class ThreadsApi {
  static final String TOKEN = "token";

  private static final String LIMIT = "/threads_publishing_limit";
  private static final Duration TIMEOUT = Duration.ofSeconds(45);

  /** The window of a day moves on, so something may go again before the day is over. */
  private static final Duration USED_UP = Duration.ofHours(1);

  private final Outbound outbound;
  private final InstantSource clock;
  private final URI server;

  ThreadsApi(Outbound outbound, InstantSource clock, URI server) {
    this.outbound = outbound;
    this.clock = clock;
    this.server = server;
  }

  /** What a person must do before a connection can be used. */
  static Optional<String> missing(Connection connection) {
    return connection.secret(TOKEN).isPresent()
        ? Optional.empty()
        : Optional.of("Sign in on Threads");
  }

  Outbound outbound() {
    return outbound;
  }

  Instant now() {
    return clock.instant();
  }

  /** A question without a token, below the server's root. */
  Request bare(String path, Map<String, String> query) {
    return Request.get(Urls.with(server.resolve(path), query)).within(TIMEOUT);
  }

  Request post(String path) {
    return Request.post(server.resolve(path)).within(TIMEOUT);
  }

  Request get(String path, Map<String, String> query, Connection connection) {
    return bare("/v1.0/" + path, authorised(query, connection));
  }

  Request post(String path, Map<String, String> fields, Connection connection) {
    Map<String, List<String>> form = new HashMap<>();
    authorised(fields, connection).forEach((name, value) -> form.put(name, List.of(value)));
    return post("/v1.0/" + path).form(form);
  }

  Request delete(String path, Connection connection) {
    return Request.of(
            "DELETE", Urls.with(server.resolve("/v1.0/" + path), authorised(Map.of(), connection)))
        .within(TIMEOUT);
  }

  private static Map<String, String> authorised(Map<String, String> fields, Connection connection) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("access_token", connection.secret(TOKEN).orElseThrow().open());
    return all;
  }

  Answer send(Request request) throws IOException, InterruptedException {
    return outbound.send(request);
  }

  /** What an answer that is no success means for what was to be done. */
  Outcome refused(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    return switch (error.kind()) {
      case THROTTLED -> new Outcome.Deferred(pause(answer), "Threads limits calls: " + reason);
      case NOT_READY, LINK_UNREAD -> new Outcome.Deferred(Duration.ZERO, reason);
      case ACCESS -> new Outcome.Unauthorised("Threads refuses the access: " + reason);
      case MISSING, REFUSED -> new Outcome.Rejected(reason);
      case DUPLICATE, UNKNOWN -> new Outcome.Unknown("Threads answered " + reason);
    };
  }

  /** The same of a call by which nothing is posted. */
  Outcome refusedBefore(Answer answer, Connection connection) {
    Outcome refused = refused(answer, connection);
    return refused instanceof Outcome.Unknown unknown
        ? new Outcome.Deferred(Duration.ZERO, unknown.reason())
        : refused;
  }

  /** The body of an answer to a question; an exception says why there is none. */
  JsonNode read(Answer answer, Connection connection) throws IOException {
    if (answer.ok()) {
      return Json.of(answer);
    }
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    throw error.kind() == GraphError.Kind.THROTTLED
        ? new PausedException(pause(answer), "Threads limits calls: " + reason)
        : new IOException("Threads answered " + reason);
  }

  /** Why a list cannot be read. */
  Reconciliation unasked(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = "Threads cannot be asked now: " + connection.redact(error.reason());
    return switch (error.kind()) {
      case THROTTLED, UNKNOWN -> new Reconciliation.AskLater(pause(answer), reason);
      default -> new Reconciliation.CannotTell(reason);
    };
  }

  Duration pause(Answer answer) {
    Duration regain = Usage.of(answer).regain();
    return regain.isZero() ? answer.retryAfter(now()).orElse(Duration.ZERO) : regain;
  }

  /** Asks how many posts of the day are left; {@link #quota} reads it from the answer. */
  Answer askLimit(Connection connection) throws IOException, InterruptedException {
    return send(
        get(
            "me" + LIMIT,
            Map.of("fields", "quota_usage,config,reply_quota_usage,reply_config"),
            connection));
  }

  /** Posts that are left of the day, where the answer is the one that tells them. */
  static Optional<Quota> quota(Answer answer, Instant now) {
    if (!answer.ok() || !answer.uri().getPath().endsWith(LIMIT)) {
      return Optional.empty();
    }
    try {
      JsonNode told = Json.of(answer).path("data").path(0);
      JsonNode total = told.path("config").path("quota_total");
      if (!total.isIntegralNumber() || !told.path("quota_usage").isIntegralNumber()) {
        return Optional.empty();
      }
      long left = Math.max(0, total.asLong() - told.path("quota_usage").asLong());
      long seconds = told.path("config").path("quota_duration").asLong(86_400);
      return Optional.of(
          new Quota(left, now.plus(left == 0 ? USED_UP : Duration.ofSeconds(seconds))));
    } catch (IOException e) {
      // What cannot be read tells nothing.
      return Optional.empty();
    }
  }

  /**
   * The post of an id, whose address Threads must be asked for.
   *
   * @throws IOException it does not tell
   */
  RemotePost named(String id, Connection connection) throws IOException, InterruptedException {
    return named(read(send(get(id, Map.of("fields", "id,permalink"), connection)), connection));
  }

  /** The post that an answer names. */
  static RemotePost named(JsonNode post) throws IOException {
    String id = post.path("id").asText();
    Optional<URI> permalink = Urls.web(post.path("permalink").asText());
    if (!isId(id) || permalink.isEmpty()) {
      throw new IOException("Threads answered without naming the post");
    }
    return new RemotePost(id, permalink.get());
  }

  static boolean isId(String id) {
    return id.matches("\\d{1,30}");
  }

  /**
   * Whether what Threads does not find is gone: it says the same of what may not be seen, so the
   * account's posts must be readable.
   */
  boolean isGone(Answer answer, Connection connection) throws IOException, InterruptedException {
    if (answer.ok() || GraphError.of(answer).kind() != GraphError.Kind.MISSING) {
      return false;
    }
    Answer readable = send(get("me/threads", Map.of("fields", "id", "limit", "1"), connection));
    return readable.ok() && Json.of(readable).path("data").isArray();
  }
}
