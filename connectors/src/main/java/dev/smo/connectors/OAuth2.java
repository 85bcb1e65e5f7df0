// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Application;
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

/** Signs in by the code grant of OAuth 2 (RFC 6749), and renews by the token given for that. */
public final class OAuth2 {
  /** Name of the secret that renews. */
  public static final String REFRESH = "refresh";

  /** Names of what the network gives to the installation. */
  public static final String CLIENT_ID = "clientId";

  public static final String CLIENT_SECRET = "clientSecret";

  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Duration BUSY = Duration.ofMinutes(1);

  private final RestApi api;
  private final Server server;

  /**
   * The network's part.
   *
   * @param page where people agree
   * @param tokens where tokens are given
   * @param basic whether client id and secret stand in the header, and not among the fields
   * @param asked what else the page is told
   * @param granted what else is told when a token is asked for
   */
  public record Server(
      URI page, URI tokens, boolean basic, Map<String, String> asked, Map<String, String> granted) {
    public Server {
      asked = Map.copyOf(asked);
      granted = Map.copyOf(granted);
    }
  }

  public OAuth2(RestApi api, Server server) {
    this.api = api;
    this.server = server;
  }

  /** Who does not know PKCE passes over it. */
  public URI address(SignInRequest request) {
    Map<String, String> query = new HashMap<>(server.asked());
    query.put("client_id", request.connection().application().setting(CLIENT_ID).orElse(""));
    query.put("redirect_uri", request.redirect().toString());
    query.put("response_type", "code");
    query.put("state", request.state());
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    return Urls.with(server.page(), query);
  }

  public Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Map<String, String> fields = new HashMap<>(server.granted());
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", request.redirect().toString());
    fields.put("code_verifier", request.verifier().open());
    return grant(fields, request.connection());
  }

  public Authorization renew(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> refresh = connection.secret(REFRESH);
    if (refresh.isEmpty()) {
      return asItIs(connection, "Sign in on " + api.network() + " again");
    }
    Map<String, String> fields = new HashMap<>(server.granted());
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", refresh.get().open());
    return grant(fields, connection);
  }

  /**
   * What a token can be made of that nothing renews, such as one that a person has copied: it holds
   * until the network refuses it.
   *
   * @param refusal what to say where there is none
   */
  public static Authorization asItIs(Connection connection, String refusal) {
    Optional<Secret> token = connection.secret(RestApi.TOKEN);
    return token.isPresent()
        ? Authorization.Granted.of(Map.of(RestApi.TOKEN, token.get()), Optional.empty())
        : new Authorization.Refused(refusal);
  }

  private Authorization grant(Map<String, String> fields, Connection connection)
      throws IOException, InterruptedException {
    Application application = connection.application();
    String client = application.setting(CLIENT_ID).orElse("");
    String secret = application.secret(CLIENT_SECRET).map(Secret::open).orElse("");
    Request request = Request.post(server.tokens());
    if (server.basic()) {
      byte[] pair = (client + ":" + secret).getBytes(StandardCharsets.UTF_8);
      request =
          request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    } else {
      fields.put("client_id", client);
      fields.put("client_secret", secret);
    }
    Map<String, List<String>> form = new HashMap<>();
    fields.forEach((name, value) -> form.put(name, List.of(value)));
    Answer answer = api.send(request.form(form));
    if (answer.status() == 429 || answer.status() >= 500) {
      Duration pause = api.pause(answer);
      return new Authorization.Later(
          pause.isZero() ? BUSY : pause, api.network() + " answered HTTP " + answer.status());
    }
    if (!answer.ok()) {
      return new Authorization.Refused(
          "Sign in on %s again. It says: %s"
              .formatted(api.network(), connection.redact(reason(answer))));
    }
    return granted(Json.of(answer));
  }

  private String reason(Answer answer) {
    JsonNode said = Json.orNothing(answer);
    String words = said.path("error_description").asText(said.path("error").asText());
    return words.isBlank() ? api.reason(answer) : words;
  }

  private Authorization granted(JsonNode grant) throws IOException {
    String token = grant.path("access_token").asText();
    if (token.isEmpty()) {
      throw new IOException(api.network() + " granted no token");
    }
    Map<String, Secret> secrets = new HashMap<>();
    secrets.put(RestApi.TOKEN, Secret.of(token));
    String refresh = grant.path("refresh_token").asText();
    if (!refresh.isEmpty()) {
      secrets.put(REFRESH, Secret.of(refresh));
    }
    return Authorization.Granted.of(secrets, ends(grant, api.now()));
  }

  /**
   * When a token ends that was granted now; empty where the server does not say. Some say that it
   * holds for longer than there are dates.
   */
  public static Optional<Instant> ends(JsonNode grant, Instant now) {
    return ends(grant, "expires_in", now);
  }

  /** The same of another field of seconds. */
  public static Optional<Instant> ends(JsonNode grant, String field, Instant now) {
    long seconds = Math.min(grant.path(field).asLong(), LONGEST.toSeconds());
    return seconds > 0 ? Optional.of(now.plusSeconds(seconds)) : Optional.empty();
  }
}
