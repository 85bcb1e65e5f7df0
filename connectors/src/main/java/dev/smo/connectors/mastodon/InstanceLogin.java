// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.connectors.Json;
import dev.smo.connectors.OAuth2;
import dev.smo.connectors.RestApi;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signing in on an instance (docs.joinmastodon.org/methods/oauth), which gives client id and secret
 * to whoever asks. Its tokens do not end.
 */
final class InstanceLogin {
  /** What an application was registered for that does not say so: the first ones could not like. */
  private static final String FIRST = "read:accounts read:statuses write:statuses write:media";

  private static final String ALL = FIRST + " write:favourites";

  /** Name of what an application was registered for; an instance refuses to grant more. */
  private static final String SCOPES = "scopes";

  private final Instance instance;

  /** Answers of a server, as {@link OAuth2} asks about them. */
  private static final class Instance extends RestApi {
    private final Api api;

    Instance(Api api, Outbound outbound, Clock clock) {
      super("Mastodon", outbound, clock);
      this.api = api;
    }

    @Override
    public String reason(Answer answer) {
      return Api.reason(answer);
    }

    @Override
    public Duration pause(Answer answer) {
      return api.pause(answer);
    }

    @Override
    public Optional<String> missing(Connection connection) {
      return Api.missing(connection);
    }
  }

  InstanceLogin(Api api, Outbound outbound, Clock clock) {
    instance = new Instance(api, outbound, clock);
  }

  /** Registers, and has a token given to the application itself. */
  Application register(URI server, URI redirect) throws IOException, InterruptedException {
    JsonNode given =
        post(
            server.resolve("/api/v1/apps"),
            Map.of("client_name", "SMO", "redirect_uris", redirect.toString(), SCOPES, ALL));
    String client = given.path("client_id").asText();
    String secret = given.path("client_secret").asText();
    if (client.isEmpty() || secret.isEmpty()) {
      throw new IOException("The instance registered SMO without giving it an id and a secret");
    }
    // After a day, Mastodon deletes applications that nobody has a token of (ApplicationsVacuum).
    // Others know no token without a person, and delete nothing.
    ask(
        server.resolve("/oauth/token"),
        Map.of(
            "grant_type", "client_credentials",
            "client_id", client,
            "client_secret", secret,
            "redirect_uri", redirect.toString(),
            "scope", ALL));
    return Application.none()
        .setting(OAuth2.CLIENT_ID, client)
        .setting(SCOPES, ALL)
        .secret(OAuth2.CLIENT_SECRET, Secret.of(secret));
  }

  private JsonNode post(URI address, Map<String, String> fields)
      throws IOException, InterruptedException {
    Answer answer = ask(address, fields);
    if (!answer.ok()) {
      throw new IOException("The instance does not register SMO: " + Api.reason(answer));
    }
    return Json.of(answer);
  }

  private Answer ask(URI address, Map<String, String> fields)
      throws IOException, InterruptedException {
    Map<String, List<String>> form = new HashMap<>();
    fields.forEach((name, value) -> form.put(name, List.of(value)));
    return instance.send(Request.post(address).header("Accept", "application/json").form(form));
  }

  URI address(SignInRequest request) {
    return on(request).address(request);
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    return on(request).redeem(code, request);
  }

  private OAuth2 on(SignInRequest request) {
    URI server = request.connection().endpoint().orElseThrow();
    return new OAuth2(
        instance,
        new OAuth2.Server(
            server.resolve("/oauth/authorize"),
            server.resolve("/oauth/token"),
            /* basic= */ false,
            Map.of("scope", request.connection().application().setting(SCOPES).orElse(FIRST)),
            Map.of()));
  }
}
