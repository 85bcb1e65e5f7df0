// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.tumblr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.connectors.Json;
import dev.smo.connectors.RestApi;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Tumblr's API (tumblr.com/docs/en/api/v2). */
final class TumblrApi extends RestApi {
  static final String BLOG = "blog";

  /** The limit of posts, and of pictures, of a day. */
  private static final int DAY_OF_POSTS = 8023;

  private static final int DAY_OF_UPLOADS = 8004;

  /** Tumblr cannot take it at the moment. */
  private static final int LATER = 8010;

  /** A day ends at midnight in New York; it is tried again in between. */
  private static final Duration USED_UP = Duration.ofHours(1);

  private final URI server;

  TumblrApi(Outbound outbound, InstantSource clock, URI server) {
    super("Tumblr", outbound, clock);
    this.server = server;
  }

  @Override
  public Optional<String> missing(Connection connection) {
    if (connection.secret(TOKEN).isEmpty()) {
      return Optional.of("Sign in on Tumblr");
    }
    return connection.setting(BLOG).filter(blog -> !blog.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of("The connection does not name its blog; sign in on Tumblr, and choose it");
  }

  static String blog(Connection connection) {
    return connection.setting(BLOG).orElseThrow().strip();
  }

  Request get(String path, Map<String, String> query, Connection connection) {
    URI address = server.resolve("/v2/" + path);
    return request("GET", query.isEmpty() ? address : Urls.with(address, query), connection);
  }

  /** A call that concerns the blog of a connection. */
  Request ofBlog(String method, String path, Connection connection) {
    String blog = Urls.encode(blog(connection));
    return request(method, server.resolve("/v2/blog/" + blog + "/" + path), connection);
  }

  @Override
  public Outcome refused(Answer answer, Connection connection) {
    int code = code(answer);
    if (code == LATER) {
      return new Outcome.Deferred(Duration.ZERO, reason(answer));
    }
    return code == DAY_OF_POSTS || code == DAY_OF_UPLOADS
        ? new Outcome.Deferred(USED_UP, "Tumblr's limit of a day: " + reason(answer))
        : super.refused(answer, connection);
  }

  private static int code(Answer answer) {
    return Json.orNothing(answer).path("errors").path(0).path("code").asInt();
  }

  @Override
  public String reason(Answer answer) {
    JsonNode said = Json.orNothing(answer);
    JsonNode error = said.path("errors").path(0);
    String words = error.path("detail").asText(error.path("title").asText());
    if (words.isBlank()) {
      words = said.path("meta").path("msg").asText();
    }
    int code = code(answer);
    return words.isBlank()
        ? "HTTP " + answer.status()
        : words + (code == 0 ? "" : " (" + code + ")");
  }

  @Override
  public Duration pause(Answer answer) {
    return quota(answer, now())
        .filter(quota -> quota.remaining() == 0)
        .map(quota -> Duration.between(now(), quota.resets()))
        .or(() -> answer.retryAfter(now()))
        .orElse(Duration.ZERO);
  }

  /** What is left of the hour or of the day, whichever is less. */
  static Optional<Quota> quota(Answer answer, Instant now) {
    Optional<Quota> hour = quota(answer, "hour", now);
    Optional<Quota> day = quota(answer, "day", now);
    boolean ofDay =
        day.isPresent() && (hour.isEmpty() || day.get().remaining() < hour.get().remaining());
    return ofDay ? day : hour;
  }

  private static Optional<Quota> quota(Answer answer, String window, Instant now) {
    String left = answer.header("x-ratelimit-per" + window + "-remaining").orElse("");
    String reset = answer.header("x-ratelimit-per" + window + "-reset").orElse("");
    return left.matches("\\d{1,9}") && reset.matches("\\d{1,9}")
        ? Optional.of(new Quota(Long.parseLong(left), now.plusSeconds(Long.parseLong(reset))))
        : Optional.empty();
  }
}
