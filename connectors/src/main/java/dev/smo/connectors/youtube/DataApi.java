// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.connectors.RestApi;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The YouTube Data API v3. Each list costs one unit of the quota, however much is in it; what
 * writes costs fifty.
 */
final class DataApi {
  /** Name of the secret with which everybody's data are read. */
  static final String KEY = "key";

  /** Name of the secret of whoever has signed in, which goes before the key. */
  static final String TOKEN = RestApi.TOKEN;

  /** Name of the setting: id of the channel whose videos count. */
  static final String CHANNEL = "channel";

  /** Name of the setting: how many units a day are used. */
  static final String UNITS = "units";

  /** Of the 10,000 that a project has, some are for tests of the connection. */
  static final long USUAL_UNITS = 9_000;

  private static final String COMMENTS_DISABLED = "commentsDisabled";
  private static final Set<String> USED = Set.of("quotaExceeded", "dailyLimitExceeded");
  private static final Set<String> TOO_FAST =
      Set.of("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** At midnight there Google counts anew. */
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MOST_BYTES = 4 << 20;

  private final Outbound outbound;
  private final InstantSource clock;
  private final URI server;

  DataApi(Outbound outbound, InstantSource clock, URI server) {
    this.outbound = outbound;
    this.clock = clock;
    this.server = server;
  }

  /** What a person must enter before a connection can be used. */
  static Optional<String> missing(Connection connection) {
    if (connection.secret(KEY).isEmpty() && connection.secret(TOKEN).isEmpty()) {
      return Optional.of("The connection has no API key; enter one, or sign in on Google");
    }
    return connection.setting(CHANNEL).filter(id -> !id.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "The connection does not name its channel; enter the channel ID, or sign in and choose"
                + " it");
  }

  static String channel(Connection connection) {
    return connection.setting(CHANNEL).orElse("").strip();
  }

  /** How many units a connection may use in a day, and when that day ends. */
  static Quota day(Connection connection, Instant now) {
    String units = connection.setting(UNITS).orElse("").strip();
    long most = units.matches("[0-9]{1,7}") ? Long.parseLong(units) : USUAL_UNITS;
    return new Quota(most, midnight(now));
  }

  private static Instant midnight(Instant now) {
    return now.atZone(PACIFIC).toLocalDate().plusDays(1).atStartOfDay(PACIFIC).toInstant();
  }

  Answer send(String list, Map<String, String> query, Connection connection)
      throws IOException, InterruptedException {
    Optional<String> missing = missing(connection);
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    return outbound.send(request("GET", list, query, connection));
  }

  Request request(String method, String list, Map<String, String> query, Connection connection) {
    Request request =
        Request.of(method, Urls.with(server.resolve("/youtube/v3/" + list), query))
            .header("Accept", "application/json")
            .within(TIMEOUT)
            .atMost(MOST_BYTES);
    Optional<Secret> token = connection.secret(TOKEN);
    // In a header, because addresses come into the logs of proxies.
    return token.isPresent()
        ? request.bearer(token.get())
        : request.header("X-Goog-Api-Key", connection.secret(KEY).orElseThrow().open());
  }

  Outbound outbound() {
    return outbound;
  }

  /**
   * A list.
   *
   * @param kind of its answer, without which it is none: an empty one may have no items
   * @throws PausedException the quota is used, or calls came too fast
   * @throws PostGoneException what it is a list of is not there
   */
  JsonNode read(Answer answer, String kind, Connection connection) throws IOException {
    if (answer.ok()) {
      JsonNode list = Json.of(answer);
      if (!list.path("kind").asText().equals("youtube#" + kind)) {
        throw new IOException("YouTube answered without the list that was asked for");
      }
      return list;
    }
    Optional<Duration> pause = pause(answer);
    if (pause.isPresent()) {
      throw new PausedException(pause.get(), words(answer, connection));
    }
    if (answer.status() == 404) {
      throw new PostGoneException("YouTube has no such video any more");
    }
    throw new IOException(words(answer, connection));
  }

  /** How long to leave YouTube alone; empty where it does not say so. */
  Optional<Duration> pause(Answer answer) {
    String reason = reason(answer);
    Instant now = clock.instant();
    if (USED.contains(reason)) {
      return Optional.of(Duration.between(now, midnight(now)));
    }
    return answer.status() == 429 || TOO_FAST.contains(reason)
        ? Optional.of(answer.retryAfter(now).orElse(MINUTE))
        : Optional.empty();
  }

  /** Whether a video takes no comments. */
  static boolean isWithoutComments(Answer answer) {
    return answer.status() == 403 && reason(answer).equals(COMMENTS_DISABLED);
  }

  /** Why YouTube refuses, in its words. */
  String words(Answer answer, Connection connection) {
    String words = Json.orNothing(answer).path("error").path("message").asText();
    String why = reason(answer).isEmpty() ? "" : " (" + reason(answer) + ")";
    return connection.redact(
        words.isBlank()
            ? "YouTube answered HTTP " + answer.status()
            : "YouTube says: " + words.replaceAll("<[^>]{0,500}>", "") + why);
  }

  /** The reason of an error: of a key in its details, of all else in its list. */
  static String reason(Answer answer) {
    JsonNode error = Json.orNothing(answer).path("error");
    for (JsonNode detail : error.path("details")) {
      if (detail.path("reason").asText().matches("[A-Z_]{3,60}")) {
        return detail.path("reason").asText();
      }
    }
    return error.path("errors").path(0).path("reason").asText();
  }
}
