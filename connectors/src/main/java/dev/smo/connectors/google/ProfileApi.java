// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.google;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Outcome;
import dev.smo.connectors.Json;
import dev.smo.connectors.RestApi;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The APIs of Google Business Profile (developers.google.com/my-business). */
final class ProfileApi extends RestApi {
  static final String LOCATION = "location";

  /** Quotas are counted by the minute, and Google does not say when one begins. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Servers servers;

  /**
   * Where the APIs are.
   *
   * @param posts of local posts, version 4
   * @param accounts of accounts
   * @param locations of what is known of a location
   */
  record Servers(URI posts, URI accounts, URI locations) {}

  ProfileApi(Outbound outbound, InstantSource clock, Servers servers) {
    super("Google", outbound, clock);
    this.servers = servers;
  }

  @Override
  public Optional<String> missing(Connection connection) {
    if (connection.secret(TOKEN).isEmpty()) {
      return Optional.of("Sign in on Google");
    }
    return connection.setting(LOCATION).filter(name -> !name.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of("The connection does not name its location; sign in, and choose it");
  }

  /** Name of the location, such as {@code accounts/1/locations/2}. */
  static String location(Connection connection) {
    return connection.setting(LOCATION).orElseThrow().strip();
  }

  Request posts(String method, String path, Connection connection) {
    return request(method, servers.posts().resolve("/v4/" + path), connection);
  }

  Request accounts(String path, Map<String, String> query, Connection connection) {
    return request("GET", Urls.with(servers.accounts().resolve("/v1/" + path), query), connection);
  }

  Request locations(String path, Map<String, String> query, Connection connection) {
    return request("GET", Urls.with(servers.locations().resolve("/v1/" + path), query), connection);
  }

  /** Without access to the API or the location no post will go out. */
  @Override
  public Outcome refused(Answer answer, Connection connection) {
    return answer.status() == 403
        ? new Outcome.Unauthorised(
            "Google refuses the access: " + connection.redact(reason(answer)))
        : super.refused(answer, connection);
  }

  @Override
  public String reason(Answer answer) {
    JsonNode error = Json.orNothing(answer).path("error");
    String words = error.path("message").asText();
    String status = error.path("status").asText();
    // The message of all wrong fields is the same; which it is stands here.
    StringJoiner wrong = new StringJoiner("; ", ": ", "").setEmptyValue("");
    for (JsonNode detail : error.path("details")) {
      for (JsonNode one : detail.path("errorDetails")) {
        wrong.add(one.path("field").asText() + " " + one.path("message").asText());
      }
    }
    return words.isBlank()
        ? "HTTP " + answer.status()
        : words + (status.isEmpty() ? "" : " (" + status + ")") + wrong;
  }

  @Override
  public Duration pause(Answer answer) {
    return answer.retryAfter(now()).orElse(answer.status() == 429 ? MINUTE : Duration.ZERO);
  }
}
