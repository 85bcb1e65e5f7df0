// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.PausedException;
import dev.smo.connector.Reconciliation;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What answers of the Graph API mean, which all networks of Meta give in the same form. */
public class GraphAnswers {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);

  private final String network;
  private final InstantSource clock;

  /**
   * @param network as people call it
   */
  protected GraphAnswers(String network, InstantSource clock) {
    this.network = network;
    this.clock = clock;
  }

  /** The network, as people call it. */
  public final String network() {
    return network;
  }

  public final Instant now() {
    return clock.instant();
  }

  /** What an answer that is no success means for what was to be done. */
  public Outcome refused(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    return switch (error.kind()) {
      case THROTTLED ->
          new Outcome.Deferred(pause(answer), "%s limits calls: %s".formatted(network, reason));
      case NOT_READY, LINK_UNREAD -> new Outcome.Deferred(Duration.ZERO, reason);
      case ACCESS ->
          new Outcome.Unauthorised("%s refuses the access: %s".formatted(network, reason));
      case MISSING, REFUSED -> new Outcome.Rejected(reason);
      case DUPLICATE, UNKNOWN -> new Outcome.Unknown("%s answered %s".formatted(network, reason));
    };
  }

  /** The body of an answer to a question; an exception says why there is none. */
  public final JsonNode read(Answer answer, Connection connection) throws IOException {
    if (answer.ok()) {
      return Json.of(answer);
    }
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    throw error.kind() == GraphError.Kind.THROTTLED
        ? new PausedException(pause(answer), network + " limits calls: " + reason)
        : new IOException(network + " answered " + reason);
  }

  /** Why a list cannot be read. */
  public final Reconciliation unasked(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = "%s cannot be asked now: %s".formatted(network, redacted(error, connection));
    return switch (error.kind()) {
      case THROTTLED, UNKNOWN -> new Reconciliation.AskLater(pause(answer), reason);
      default -> new Reconciliation.CannotTell(reason);
    };
  }

  private static String redacted(GraphError error, Connection connection) {
    return connection.redact(error.reason());
  }

  /** How long to wait before the next call. */
  public final Duration pause(Answer answer) {
    Duration regain = Usage.of(answer).regain();
    return regain.isZero() ? answer.retryAfter(now()).orElse(Duration.ZERO) : regain;
  }

  /**
   * When something that is listed was made.
   *
   * @param field in which that stands
   */
  public final Instant time(JsonNode listed, String field) throws IOException {
    try {
      return OffsetDateTime.parse(listed.path(field).asText(), TIME).toInstant();
    } catch (DateTimeException e) {
      throw new IOException(network + " lists something without its time", e);
    }
  }

  /** Whether a list goes on; the query is that of its next page then. */
  public static boolean hasNext(JsonNode list, Map<String, String> query) {
    String after = list.path("paging").path("cursors").path("after").asText();
    if (!list.path("paging").has("next") || after.isEmpty()) {
      return false;
    }
    query.put("after", after);
    return true;
  }

  /** Numbers of insights, as far as they are told. */
  public static Engagement counted(JsonNode data, Map<String, Metric> metrics) {
    Engagement counted = Engagement.none();
    for (JsonNode one : data) {
      JsonNode number = one.path("values").path(0).path("value");
      Metric metric = metrics.get(one.path("name").asText());
      counted = metric == null ? counted : Json.counted(counted, metric, number);
    }
    return counted;
  }

  /** What became of a change; success is said in words, too. */
  public final Outcome done(Answer answer, RemotePost post) throws IOException {
    return Json.of(answer).path("success").asBoolean()
        ? new Outcome.Published(post)
        : new Outcome.Unknown(network + " answered without saying that it is done");
  }
}
