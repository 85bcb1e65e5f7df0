// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.pinterest;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Pinterest's API (developers.pinterest.com/docs/api/v5). */
final class PinterestApi extends RestApi {
  private final URI server;

  PinterestApi(Outbound outbound, InstantSource clock, URI server) {
    super("Pinterest", outbound, clock);
    this.server = server;
  }

  @Override
  public Optional<String> missing(Connection connection) {
    if (connection.secret(TOKEN).isEmpty()) {
      return Optional.of("Sign in on Pinterest");
    }
    return connection.setting(PinWriter.BOARD).filter(board -> !board.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "The connection does not name its board; sign in on Pinterest, and choose it");
  }

  Request get(String path, Map<String, String> query, Connection connection) {
    URI address = server.resolve("/v5/" + path);
    return request("GET", query.isEmpty() ? address : Urls.with(address, query), connection);
  }

  Request at(String method, String path, Connection connection) {
    return request(method, server.resolve("/v5/" + path), connection);
  }

  @Override
  public String reason(Answer answer) {
    JsonNode said = Json.orNothing(answer);
    String words = said.path("message").asText();
    return words.isBlank()
        ? "HTTP " + answer.status()
        : words + " (" + said.path("code").asInt() + ")";
  }

  @Override
  public Duration pause(Answer answer) {
    return quota(answer, now())
        .filter(quota -> quota.remaining() == 0)
        .map(quota -> Duration.between(now(), quota.resets()))
        .or(() -> answer.retryAfter(now()))
        .orElse(Duration.ZERO);
  }

  /** Headers tell what is left of the shortest window, and the seconds until it ends. */
  static Optional<Quota> quota(Answer answer, Instant now) {
    String left = answer.header("x-ratelimit-remaining").orElse("").strip();
    String reset = answer.header("x-ratelimit-reset").orElse("").strip();
    return left.matches("\\d{1,9}") && reset.matches("\\d{1,9}")
        ? Optional.of(new Quota(Long.parseLong(left), now.plusSeconds(Long.parseLong(reset))))
        : Optional.empty();
  }
}
