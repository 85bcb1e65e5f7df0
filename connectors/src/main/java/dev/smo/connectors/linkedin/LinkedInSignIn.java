// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.AccountChoice;
import dev.smo.connector.Authorization;
import dev.smo.connector.Field;
import dev.smo.connector.SignInRequest;
import dev.smo.connectors.Json;
import dev.smo.connectors.OAuth2;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Signing in with OAuth 2, and how long a token lasts: sixty days, as a rule. */
final class LinkedInSignIn {
  /** Names of what the application says. */
  static final String CLIENT_ID = "clientId";

  static final String CLIENT_SECRET = "clientSecret";
  static final String POSTS_FOR = "postsFor";
  static final String SCOPES = "scopes";

  /** Setting of a connection that says when somebody must sign in again. */
  static final String ENDS = "ends";

  static final Field.Choice PAGES = new Field.Choice("organization", "Pages of organizations");
  static final Field.Choice MEMBERS = new Field.Choice("member", "Members");

  private static final String PAGE_SCOPES =
      "r_organization_social w_organization_social rw_organization_admin";
  private static final String MEMBER_SCOPES = "openid profile w_member_social";
  private static final String REFRESH = "refresh";
  private static final Duration WARNED = Duration.ofDays(14);
  private static final Duration BUSY = Duration.ofMinutes(1);
  private static final String NO_APPLICATION =
      "SMO is not set up as an application of LinkedIn. Enter its client id and secret in the"
          + " console under Presence, Applications.";

  private final LinkedInApi api;
  private final Authors authors;

  LinkedInSignIn(LinkedInApi api) {
    this.api = api;
    authors = new Authors(api);
  }

  URI address(SignInRequest request) {
    Application application = request.connection().application();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", application.setting(CLIENT_ID).orElse(""));
    query.put("redirect_uri", request.redirect().toString());
    query.put("state", request.state());
    query.put("scope", scopes(application));
    // LinkedIn ignores the challenge, and refuses the verifier in exchange for the code.
    query.put("code_challenge", request.challenge());
    query.put("code_challenge_method", "S256");
    return api.web(
        "/oauth/v2/authorization?"
            + query.entrySet().stream()
                .map(
                    p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
  }

  private static String scopes(Application application) {
    String byDefault =
        application.setting(POSTS_FOR).orElse("").equals(MEMBERS.value())
            ? MEMBER_SCOPES
            : PAGE_SCOPES;
    return application.setting(SCOPES).filter(own -> !own.isBlank()).orElse(byDefault);
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Map<String, String> asked = new HashMap<>();
    asked.put("grant_type", "authorization_code");
    asked.put("code", code);
    asked.put("redirect_uri", request.redirect().toString());
    return token(asked, request.connection());
  }

  /**
   * Renews with a refresh token, which LinkedIn gives to few applications. Else there is nothing to
   * renew, and only how long the token lasts is asked for.
   */
  Authorization authorize(Connection connection) throws IOException, InterruptedException {
    if (connection.application().secret(CLIENT_SECRET).isEmpty()) {
      return new Authorization.Refused(NO_APPLICATION);
    }
    Optional<Secret> refresh = connection.secret(REFRESH);
    if (refresh.isPresent()) {
      return token(
          Map.of("grant_type", "refresh_token", "refresh_token", refresh.get().open()), connection);
    }
    Secret token = connection.secret("token").orElse(Secret.of(""));
    Answer answer = send("/oauth/v2/introspectToken", Map.of("token", token.open()), connection);
    if (!answer.ok()) {
      return refused(answer, connection);
    }
    JsonNode said = Json.of(answer);
    if (!said.path("active").asBoolean()) {
      return new Authorization.Refused("LinkedIn's permission has ended. Sign in again.");
    }
    Map<String, String> settings = new HashMap<>();
    expires(said).ifPresent(end -> settings.put(ENDS, end.toString()));
    return new Authorization.Granted(Map.of("token", token), settings, expires(said));
  }

  private static Optional<Instant> expires(JsonNode introspected) {
    JsonNode end = introspected.path("expires_at");
    return end.isIntegralNumber()
        ? Optional.of(Instant.ofEpochSecond(end.asLong()))
        : Optional.empty();
  }

  /** Until when the token lasts; empty where nobody can be asked. */
  Optional<Instant> ends(Connection connection) throws IOException, InterruptedException {
    if (connection.application().secret(CLIENT_SECRET).isEmpty()) {
      return Optional.empty();
    }
    String token = connection.secret("token").orElseThrow().open();
    Answer answer = send("/oauth/v2/introspectToken", Map.of("token", token), connection);
    return answer.ok() ? expires(Json.of(answer)) : Optional.empty();
  }

  private Authorization token(Map<String, String> fields, Connection connection)
      throws IOException, InterruptedException {
    Answer answer = send("/oauth/v2/accessToken", fields, connection);
    if (!answer.ok()) {
      return refused(answer, connection);
    }
    JsonNode granted = Json.of(answer);
    if (granted.path("access_token").asText().isEmpty()) {
      return new Authorization.Later(BUSY, "LinkedIn answered without an access token");
    }
    Map<String, Secret> secrets = new HashMap<>();
    secrets.put("token", Secret.of(granted.path("access_token").asText()));
    String refresh = granted.path("refresh_token").asText();
    if (!refresh.isEmpty()) {
      secrets.put(REFRESH, Secret.of(refresh));
    }
    Instant now = api.now().truncatedTo(ChronoUnit.SECONDS);
    Instant ends = OAuth2.ends(granted, now).orElse(now);
    // What is renewed ends for people when it cannot be renewed any more.
    Instant last = OAuth2.ends(granted, "refresh_token_expires_in", now).orElse(now);
    String forPeople = (refresh.isEmpty() ? ends : last).toString();
    return new Authorization.Granted(secrets, Map.of(ENDS, forPeople), Optional.of(ends));
  }

  /** A sentence about a permission that ends within two weeks; empty where none does. */
  Optional<String> warning(Connection connection) {
    try {
      return connection
          .setting(ENDS)
          .map(Instant::parse)
          .filter(end -> end.isBefore(api.now().plus(WARNED)))
          .map(
              end ->
                  "LinkedIn's permission for "
                      + connection.label()
                      + " ends on "
                      + end
                      + ". Sign in again before.");
    } catch (DateTimeException e) {
      // Somebody has written something of his own there.
      return Optional.empty();
    }
  }

  private Authorization refused(Answer answer, Connection connection) {
    String reason = connection.redact(error(answer));
    if (answer.status() == 429) {
      return new Authorization.Later(api.pause(answer), "LinkedIn limits calls: " + reason);
    }
    if (answer.status() >= 500) {
      return new Authorization.Later(BUSY, "LinkedIn answered " + reason);
    }
    return new Authorization.Refused(
        reason.contains("invalid_client")
            ? "LinkedIn does not know the application. Check its client id and secret."
            : "LinkedIn refuses the permission. Sign in again. It says: " + reason);
  }

  private static String error(Answer answer) {
    JsonNode body = Json.orNothing(answer);
    String said = body.path("error").asText() + " " + body.path("error_description").asText();
    return said.isBlank() ? LinkedInApi.reason(answer) : said.strip();
  }

  private Answer send(String path, Map<String, String> fields, Connection connection)
      throws IOException, InterruptedException {
    Map<String, List<String>> form = new LinkedHashMap<>();
    fields.forEach((name, value) -> form.put(name, List.of(value)));
    Application application = connection.application();
    form.put("client_id", List.of(application.setting(CLIENT_ID).orElse("")));
    form.put(
        "client_secret", List.of(application.secret(CLIENT_SECRET).map(Secret::open).orElse("")));
    return api.send(Request.post(api.web(path)).form(form));
  }

  /** For whom the person who signed in may post. */
  List<AccountChoice> accounts(Connection connection) throws IOException, InterruptedException {
    boolean pages = !scopes(connection.application()).contains("w_member_social");
    return (pages ? authors.pages(connection) : authors.all(connection))
        .stream()
            .map(
                author ->
                    AccountChoice.of(author.value(), author.label())
                        .setting("author", author.value()))
            .toList();
  }

  /** What to do about a refusal on LinkedIn's page. */
  static String explain(String error) {
    return switch (error) {
      case "user_cancelled_login", "user_cancelled_authorize" ->
          "LinkedIn was not allowed to connect. Start again, and agree there.";
      case "unauthorized_scope_error" ->
          "LinkedIn does not give the application a permission that it needs. Add the product"
              + " Community Management API (pages), or Share on LinkedIn and Sign In with LinkedIn"
              + " (members), to it in LinkedIn's developer portal, and say under Applications for"
              + " whom it posts.";
      default -> "";
    };
  }
}
