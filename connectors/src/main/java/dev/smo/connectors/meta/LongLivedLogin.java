// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.SignInRequest;
import dev.smo.connectors.Json;
import dev.smo.connectors.OAuth2;
import dev.smo.connectors.Urls;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs in for sixty days, and renews that before it ends; then somebody must sign in again. */
public final class LongLivedLogin {
  private static final Duration BUSY = Duration.ofMinutes(1);

  private static final Duration TOO_YOUNG = Duration.ofHours(25);

  private final ContainerApi api;
  private final Addresses addresses;
  private final String scopes;

  /**
   * Where people agree, and where the code that comes back is exchanged.
   *
   * @param page where people agree
   * @param tokens where a token of an hour is given
   */
  public record Addresses(URI page, URI tokens) {}

  public LongLivedLogin(ContainerApi api, Addresses addresses, String scopes) {
    this.api = api;
    this.addresses = addresses;
    this.scopes = scopes;
  }

  public URI address(SignInRequest request) {
    Map<String, String> query = new HashMap<>();
    query.put("client_id", request.connection().application().setting("clientId").orElse(""));
    query.put("redirect_uri", request.redirect().toString());
    query.put("scope", scopes);
    query.put("response_type", "code");
    query.put("state", request.state());
    // Meta documents no PKCE here, and passes over what it does not know.
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    return Urls.with(addresses.page(), query);
  }

  public Authorization redeem(String code, SignInRequest request)
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
    Answer answer = api.send(Request.post(addresses.tokens()).form(form));
    JsonNode given = answer.ok() ? first(Json.of(answer)) : MissingNode.getInstance();
    String token = given.path("access_token").asText();
    if (token.isEmpty()) {
      // Instagram refuses a code in words of its own.
      String said = Json.orNothing(answer).path("error_message").asText();
      return said.isEmpty()
          ? refused(answer, connection)
          : new Authorization.Refused(again(connection.redact(said)));
    }
    if (!mayPost(given)) {
      return new Authorization.Refused(
          "The permission to publish is missing. Sign in again, and agree to it there.");
    }
    // Meta repeats a token that it does not like.
    return exchange(connection.toBuilder().secret(ContainerApi.TOKEN, Secret.of(token)).build());
  }

  /** Has a token that holds for long made of one that does not. */
  private Authorization exchange(Connection connection) throws IOException, InterruptedException {
    Application application = connection.application();
    Map<String, String> query = new HashMap<>();
    query.put("grant_type", api.its().grant() + "_exchange_token");
    query.put("client_secret", application.secret("clientSecret").map(Secret::open).orElse(""));
    query.put("access_token", connection.secret(ContainerApi.TOKEN).orElseThrow().open());
    return granted(api.send(api.bare("/access_token", query)), connection);
  }

  /** Threads gives one token, Instagram a list of one. */
  private static JsonNode first(JsonNode given) {
    JsonNode first = given.path("data").path(0);
    return first.isMissingNode() ? given : first;
  }

  /** People may agree to less than was asked for. Only Instagram tells, in a text or a list. */
  private static boolean mayPost(JsonNode given) {
    JsonNode told = given.path("permissions");
    boolean silent = told.isEmpty() && told.asText().isBlank();
    return silent || told.toString().contains("content_publish");
  }

  public Authorization renew(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> token = connection.secret(ContainerApi.TOKEN);
    if (token.isEmpty()) {
      return new Authorization.Refused("Sign in on " + api.network());
    }
    Map<String, String> query = new HashMap<>();
    query.put("grant_type", api.its().grant() + "_refresh_token");
    query.put("access_token", token.get().open());
    Answer answer = api.send(api.bare("/refresh_access_token", query));
    Authorization renewed = granted(answer, connection);
    return renewed instanceof Authorization.Refused ? asItIs(renewed, connection) : renewed;
  }

  /**
   * Meta renews no token that is younger than a day. Such as one that a person has just copied: it
   * holds, and is renewed later.
   */
  private Authorization asItIs(Authorization refused, Connection connection)
      throws IOException, InterruptedException {
    Answer me = api.send(api.get("me", Map.of("fields", "id"), connection));
    if (me.ok()) {
      Secret token = connection.secret(ContainerApi.TOKEN).orElseThrow();
      return Authorization.Granted.of(
          Map.of(ContainerApi.TOKEN, token), Optional.of(api.now().plus(TOO_YOUNG)));
    }
    Authorization said = refused(me, connection);
    return said instanceof Authorization.Later ? said : refused;
  }

  private Authorization granted(Answer answer, Connection connection) throws IOException {
    if (!answer.ok()) {
      return refused(answer, connection);
    }
    JsonNode grant = Json.of(answer);
    String token = grant.path("access_token").asText();
    Optional<Instant> ends = OAuth2.ends(grant, api.now());
    if (token.isEmpty() || ends.isEmpty()) {
      throw new IOException(api.network() + " granted no token, or does not say how long it holds");
    }
    return Authorization.Granted.of(Map.of(ContainerApi.TOKEN, Secret.of(token)), ends);
  }

  private Authorization refused(Answer answer, Connection connection) {
    GraphError error = GraphError.of(answer);
    String reason = connection.redact(error.reason());
    return switch (error.kind()) {
      case THROTTLED -> new Authorization.Later(api.pause(answer), reason);
      case UNKNOWN -> new Authorization.Later(BUSY, api.network() + " answered " + reason);
      default -> new Authorization.Refused(again(reason));
    };
  }

  private String again(String reason) {
    return "Sign in on %s again. It says: %s".formatted(api.network(), reason);
  }
}
