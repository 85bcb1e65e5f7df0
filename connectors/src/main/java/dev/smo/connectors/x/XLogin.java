// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

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

/**
 * Signs in and renews: OAuth 2 with PKCE, two hours a token. A refresh token is used once, so the
 * new one replaces it. Keys of OAuth 1.0a do not end and are not renewed.
 */
final class XLogin {
  static final String SCOPES = "tweet.read tweet.write users.read media.write offline.access";

  private static final Duration LATER = Duration.ofMinutes(1);

  /** How long a token holds where X does not say. */
  private static final Duration USUAL = Duration.ofHours(2);

  /** Nothing ends; the engine asks again after this time. */
  private static final Duration KEYS_HOLD = Duration.ofDays(365);

  private final XApi api;
  private final URI page;

  XLogin(XApi api, URI page) {
    this.api = api;
    this.page = page;
  }

  URI address(SignInRequest request) throws IOException {
    Map<String, String> query = new HashMap<>();
    query.put("response_type", "code");
    query.put("client_id", client(request.connection()));
    query.put("redirect_uri", request.redirect().toString());
    query.put("scope", SCOPES);
    query.put("state", request.state());
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    return Urls.with(page, query);
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Map<String, List<String>> form = new HashMap<>();
    form.put("grant_type", List.of("authorization_code"));
    form.put("code", List.of(code));
    form.put("redirect_uri", List.of(request.redirect().toString()));
    form.put("code_verifier", List.of(request.verifier().open()));
    return granted(request.connection(), form);
  }

  Authorization renew(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> refresh = connection.secret(XApi.REFRESH);
    if (refresh.isPresent()) {
      Map<String, List<String>> form = new HashMap<>();
      form.put("grant_type", List.of("refresh_token"));
      form.put("refresh_token", List.of(refresh.get().open()));
      return granted(connection, form);
    }
    return XApi.hasKeys(connection)
        ? Authorization.Granted.of(Map.of(), Optional.of(api.clock().instant().plus(KEYS_HOLD)))
        : new Authorization.Refused("Sign in on X, or enter all four keys of OAuth 1.0a");
  }

  private Authorization granted(Connection connection, Map<String, List<String>> form)
      throws IOException, InterruptedException {
    String client = client(connection);
    form.put("client_id", List.of(client));
    Request request = api.request("POST", "/2/oauth2/token").form(form);
    Optional<Secret> secret = connection.application().secret("clientSecret");
    if (secret.isPresent()) {
      // RFC 6749, 2.3.1: both are encoded before they are put together.
      String pair = Urls.encode(client) + ":" + Urls.encode(secret.get().open());
      String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      request = request.header("Authorization", "Basic " + basic);
    }
    Answer answer = api.send(request);
    if (answer.ok()) {
      return granted(Json.of(answer));
    }
    if (answer.status() == 429 || answer.status() >= 500) {
      Duration pause = api.pause(answer);
      return new Authorization.Later(
          pause.isZero() ? LATER : pause, "X answered HTTP " + answer.status());
    }
    return new Authorization.Refused(
        "Sign in on X again. It said: " + connection.redact(XApi.reason(answer)));
  }

  private Authorization granted(JsonNode grant) throws IOException {
    String token = grant.path("access_token").asText();
    if (token.isEmpty()) {
      throw new IOException("X granted no token");
    }
    if (grant.has("scope") && !scopes(grant).containsAll(scopes(SCOPES))) {
      return new Authorization.Refused(
          "Not all permissions were given. Sign in on X again, and agree to all of them.");
    }
    Map<String, Secret> secrets = new HashMap<>();
    secrets.put(XApi.TOKEN, Secret.of(token));
    String refresh = grant.path("refresh_token").asText();
    if (!refresh.isEmpty()) {
      secrets.put(XApi.REFRESH, Secret.of(refresh));
    }
    Instant now = api.clock().instant();
    Instant ends = OAuth2.ends(grant, now).orElseGet(() -> now.plus(USUAL));
    return Authorization.Granted.of(secrets, Optional.of(ends));
  }

  private static List<String> scopes(JsonNode grant) {
    return scopes(grant.path("scope").asText());
  }

  private static List<String> scopes(String scopes) {
    return List.of(scopes.split(" "));
  }

  private static String client(Connection connection) throws IOException {
    return connection
        .application()
        .setting("clientId")
        .orElseThrow(() -> new IOException("The installation has no client id of X"));
  }
}
