// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.connectors.Json;
import dev.smo.connectors.Urls;
import dev.smo.connectors.meta.GraphError;
import dev.smo.outbound.Answer;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs in for sixty days, and renews that before it ends; then somebody must sign in again. */
final class ThreadsLogin {
  static final String SCOPES =
      "threads_basic,threads_content_publish,threads_read_replies,threads_manage_replies,"
          + "threads_manage_insights,threads_delete";

  private static final Duration BUSY = Duration.ofMinutes(1);

  private final ThreadsApi api;
  private final URI page;

  ThreadsLogin(ThreadsApi api, URI page) {
    this.api = api;
    this.page = page;
  }

  URI address(SignInRequest request) {
    Map<String, String> query = new HashMap<>();
    query.put("client_id", request.connection().application().setting("clientId").orElse(""));
    query.put("redirect_uri", request.redirect().toString());
    query.put("scope", SCOPES);
    query.put("response_type", "code");
    query.put("state", request.state());
    // Threads documents no PKCE, and passes over what it does not know.
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    return Urls.with(page, query);
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Connection connection = request.connection();
    Application application = connection.application();
    String secret = application.secret("clientSecret").map(Secret::open).orElse("");
    Map<String, List<String>> form = new HashMap<>();
    form.put("client_id", List.of(application.setting("clientId").orElse("")));
    form.put("client_secret", List.of(secret));
    form.put("grant_type", List.of("authorization_code"));
    form.put("redirect_uri", List.of(request.redirect().toString()));
    form.put("code", List.of(code));
    Answer answer = api.send(api.post("/oauth/access_token").form(form));
    String token = answer.ok() ? Json.of(answer).path("access_token").asText() : "";
    if (token.isEmpty()) {
      return refused(answer, connection);
    }
    Map<String, String> query = new HashMap<>();
    query.put("grant_type", "th_exchange_token");
    query.put("client_secret", secret);
    query.put("access_token", token);
    return granted(api.send(api.bare("/access_token", query)), connection);
  }

  Authorization renew(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> token = connection.secret(ThreadsApi.TOKEN);
    if (token.isEmpty()) {
      return new Authorization.Refused("Sign in on Threads");
    }
    Map<String, String> query = new HashMap<>();
    query.put("grant_type", "th_refresh_token");
    query.put("access_token", token.get().open());
    return granted(api.send(api.bare("/refresh_access_token", query)), connection);
  }

  private Authorization granted(Answer answer, Connection connection) throws IOException {
    if (!answer.ok()) {
      return refused(answer, connection);
    }
    JsonNode grant = Json.of(answer);
    String token = grant.path("access_token").asText();
    long seconds = grant.path("expires_in").asLong();
    if (token.isEmpty() || seconds <= 0) {
      throw new IOException("Threads granted no token, or does not say how long it holds");
    }
    return Authorization.Granted.of(
        Map.of(ThreadsApi.TOKEN, Secret.of(token)), Optional.of(api.now().plusSeconds(seconds)));
  }

  private Authorization refused(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    return switch (error.kind()) {
      case THROTTLED -> new Authorization.Later(api.pause(answer), reason);
      case UNKNOWN -> new Authorization.Later(BUSY, "Threads answered " + reason);
      default -> new Authorization.Refused("Sign in on Threads again. It says: " + reason);
    };
  }
}
