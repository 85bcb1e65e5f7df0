// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.connectors.Json;
import dev.smo.connectors.OAuth2;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs in for good, and renews the access token, which holds for a day. */
final class RedditLogin {
  private static final String SCOPES = "identity read submit flair mysubreddits history edit";
  private static final Duration LATER = Duration.ofMinutes(1);

  /** How long a token holds where Reddit does not say. */
  private static final Duration USUAL = Duration.ofHours(1);

  private final RedditApi api;
  private final URI site;

  RedditLogin(RedditApi api, URI site) {
    this.api = api;
    this.site = site;
  }

  URI address(SignInRequest request) throws IOException {
    Map<String, String> query = new HashMap<>();
    query.put("client_id", client(request.connection()));
    query.put("response_type", "code");
    query.put("state", request.state());
    query.put("redirect_uri", request.redirect().toString());
    query.put("duration", "permanent");
    query.put("scope", SCOPES);
    // Reddit documents no PKCE, and passes over what it does not know.
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    return Urls.with(site.resolve("/api/v1/authorize"), query);
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    return granted(
        request.connection(),
        Map.of(
            "grant_type", List.of("authorization_code"),
            "code", List.of(code),
            "redirect_uri", List.of(request.redirect().toString())));
  }

  Authorization renew(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> refresh = connection.secret(RedditApi.REFRESH);
    return refresh.isEmpty()
        ? new Authorization.Refused("Sign in on Reddit")
        : granted(
            connection,
            Map.of(
                "grant_type", List.of("refresh_token"),
                "refresh_token", List.of(refresh.get().open())));
  }

  private Authorization granted(Connection connection, Map<String, List<String>> form)
      throws IOException, InterruptedException {
    String pair =
        client(connection)
            + ":"
            + connection.application().secret("clientSecret").map(Secret::open).orElse("");
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Answer answer =
        api.send(
            Request.post(site.resolve("/api/v1/access_token"))
                .header("User-Agent", RedditApi.userAgent(connection))
                .header("Authorization", "Basic " + basic)
                .form(form));
    if (answer.status() == 429 || answer.status() >= 500) {
      Duration pause = api.pause(answer);
      return new Authorization.Later(
          pause.isZero() ? LATER : pause, "Reddit answered HTTP " + answer.status());
    }
    // Reddit refuses a code with HTTP 200 as well.
    JsonNode grant = answer.ok() ? Json.of(answer) : null;
    if (grant == null || grant.has("error")) {
      return new Authorization.Refused(
          "Sign in on Reddit again. It said: " + connection.redact(RedditApi.reason(answer)));
    }
    return granted(grant);
  }

  private Authorization granted(JsonNode grant) throws IOException {
    String token = grant.path("access_token").asText();
    if (token.isEmpty()) {
      throw new IOException("Reddit granted no token");
    }
    Map<String, Secret> secrets = new HashMap<>();
    secrets.put(RedditApi.TOKEN, Secret.of(token));
    String refresh = grant.path("refresh_token").asText();
    if (!refresh.isEmpty()) {
      secrets.put(RedditApi.REFRESH, Secret.of(refresh));
    }
    Instant now = api.clock().instant();
    Instant ends = OAuth2.ends(grant, now).orElseGet(() -> now.plus(USUAL));
    return Authorization.Granted.of(secrets, Optional.of(ends));
  }

  private static String client(Connection connection) throws IOException {
    return connection
        .application()
        .setting("clientId")
        .orElseThrow(() -> new IOException("The installation has no client id of Reddit"));
  }
}
