// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.PausedException;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Signing in on the server of an account (atproto.com/specs/oauth). The account is known before the
 * person goes there, and another one is not taken: whoever answers for an account is found by the
 * account, each time anew.
 */
final class OAuthLogin {
  /** Secret: the key to which a session's tokens are bound. Only such sessions have one. */
  static final String KEY = "dpopKey";

  /** Secret: who gave the session. */
  private static final String ISSUER = "issuer";

  /** Settings: who asked for it, and when it ends for good. */
  private static final String CLIENT = "client";

  private static final String ENDS = "sessionEnds";

  /** Whoever cannot prove who it is has no session for longer. */
  private static final Duration UNPROVED = Duration.ofDays(14);

  private static final Duration BUSY = Duration.ofMinutes(1);
  private static final String AGAIN = "Sign in on Bluesky again";

  private final Xrpc xrpc;
  private final Dpop dpop;
  private final InstantSource clock;
  private final Identities identities;

  OAuthLogin(Xrpc xrpc, InstantSource clock) {
    this.xrpc = xrpc;
    dpop = xrpc.dpop();
    this.clock = clock;
    identities = new Identities(xrpc);
  }

  /** Asks for what is wanted; gives the page where the person agrees. */
  URI address(SignInRequest request) throws IOException, InterruptedException {
    Connection connection = request.connection();
    Client client = Client.of(request.redirect());
    AuthorizationServer server =
        AuthorizationServer.of(identities.ofHandle(connection).pds(), xrpc);
    SigningKey key = SigningKey.generate();
    Map<String, String> asked = new HashMap<>();
    asked.put("response_type", "code");
    asked.put("redirect_uri", request.redirect().toString());
    asked.put("state", request.state());
    asked.put("code_challenge", request.challenge());
    asked.put("code_challenge_method", "S256");
    asked.put("scope", Client.SCOPE);
    asked.put("login_hint", Session.handle(connection).orElse(""));
    Answer answer =
        ask(server.pushed(), asked, new Asking(client, connection), server.issuer(), key);
    if (!answer.ok()) {
      throw new SignInRefusedException(
          "Its server does not know this one as %s: %s".formatted(client.id(), reason(answer)));
    }
    request.kept().put(KEY, key.keep());
    request.kept().put(ISSUER, Secret.of(server.issuer()));
    String pushed = Json.of(answer).path("request_uri").asText();
    return Urls.with(server.page(), Map.of("client_id", client.id(), "request_uri", pushed));
  }

  Authorization redeem(String code, SignInRequest request)
      throws IOException, InterruptedException {
    Optional<Secret> key = Optional.ofNullable(request.kept().get(KEY));
    Optional<String> asked = Optional.ofNullable(request.kept().get(ISSUER)).map(Secret::open);
    if (key.isEmpty() || !asked.equals(Optional.of(request.issuer()))) {
      return new Authorization.Refused(
          "Another server sent you back than the one you were sent to. " + AGAIN + ".");
    }
    Connection connection = request.connection();
    return granting(
        () -> {
          Client client = Client.of(request.redirect());
          Identities.Identity identity = identities.ofHandle(connection);
          Map<String, String> fields = new HashMap<>();
          fields.put("grant_type", "authorization_code");
          fields.put("code", code);
          fields.put("redirect_uri", request.redirect().toString());
          fields.put("code_verifier", request.verifier().open());
          Map<String, String> settings = new HashMap<>();
          settings.put(CLIENT, client.id());
          settings.put(ENDS, client.proves() ? "" : clock.instant().plus(UNPROVED).toString());
          return grant(fields, new Asking(client, connection), identity, asked.get(), key.get())
              .with(Map.of(), settings);
        });
  }

  /** Whether a person signed in, in place of entering an app password. */
  static boolean isSignedIn(Connection connection) {
    return connection.secret(KEY).isPresent();
  }

  /** When the session ends, however often it is renewed; empty where that is not known. */
  static Optional<Instant> ends(Connection connection) {
    return connection.setting(ENDS).filter(text -> !text.isEmpty()).map(Instant::parse);
  }

  /** Renews; each refresh token is good for one time. */
  Authorization renew(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> refresh = connection.secret("refreshJwt");
    Optional<String> did = connection.setting("did");
    Optional<String> client = connection.setting(CLIENT);
    Optional<Secret> issuer = connection.secret(ISSUER);
    if (refresh.isEmpty()
        || did.isEmpty()
        || client.isEmpty()
        || issuer.isEmpty()
        || !Session.sameHandle(connection)) {
      return new Authorization.Refused(AGAIN + "; the session is of another account.");
    }
    return granting(
        () -> {
          Identities.Identity identity = identities.ofDid(did.get(), connection);
          Map<String, String> fields = new HashMap<>();
          fields.put("grant_type", "refresh_token");
          fields.put("refresh_token", refresh.get().open());
          Asking asking = new Asking(new Client(client.get()), connection);
          Secret key = connection.secret(KEY).orElseThrow();
          return grant(fields, asking, identity, issuer.get().open(), key);
        });
  }

  /** Something that gives a grant, or says why not. */
  private interface Granting {
    Authorization.Granted grant() throws IOException, InterruptedException;
  }

  private static Authorization granting(Granting granting)
      throws IOException, InterruptedException {
    try {
      return granting.grant();
    } catch (SignInRefusedException e) {
      return new Authorization.Refused(String.valueOf(e.getMessage()));
    } catch (PausedException e) {
      return new Authorization.Later(
          e.after().isZero() ? BUSY : e.after(), String.valueOf(e.getMessage()));
    }
  }

  private Authorization.Granted grant(
      Map<String, String> fields,
      Asking asking,
      Identities.Identity identity,
      String issuer,
      Secret key)
      throws IOException, InterruptedException {
    AuthorizationServer server = AuthorizationServer.of(identity.pds(), xrpc);
    if (!server.issuer().equals(issuer)) {
      throw new SignInRefusedException("The account has moved to another server. " + AGAIN + ".");
    }
    Answer answer = ask(server.tokens(), fields, asking, issuer, SigningKey.of(key));
    if (!answer.ok()) {
      throw new SignInRefusedException(
          AGAIN + ". Its server says: " + asking.connection().redact(reason(answer)));
    }
    JsonNode grant = Json.of(answer);
    if (!grant.path("sub").asText().equals(identity.did())) {
      throw new SignInRefusedException(
          "You signed in as another account than the connection names. " + AGAIN + ".");
    }
    if (!words(grant.path("scope").asText()).containsAll(words(Client.SCOPE))) {
      throw new SignInRefusedException(
          "The permission to post is missing. " + AGAIN + ", and agree to it there.");
    }
    Map<String, Secret> secrets = new HashMap<>(tokens(grant));
    secrets.put(KEY, key);
    secrets.put(ISSUER, Secret.of(issuer));
    secrets.put("sessionFor", Secret.of(Session.handle(asking.connection()).orElse("")));
    secrets.put("pds", Secret.of(identity.pds().toString()));
    return new Authorization.Granted(
        secrets, Map.of("did", identity.did()), OAuth2.ends(grant, clock.instant()));
  }

  private static Map<String, Secret> tokens(JsonNode grant) throws IOException {
    String access = grant.path("access_token").asText();
    String refresh = grant.path("refresh_token").asText();
    if (access.isEmpty()
        || refresh.isEmpty()
        || !grant.path("token_type").asText().equalsIgnoreCase("DPoP")) {
      throw new IOException("Bluesky granted no token that is bound to a key");
    }
    return Map.of("accessJwt", Secret.of(access), "refreshJwt", Secret.of(refresh));
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" +"));
  }

  /** Who asks, and for what. */
  private record Asking(Client client, Connection connection) {}

  private Answer ask(
      URI address, Map<String, String> fields, Asking asking, String issuer, SigningKey key)
      throws IOException, InterruptedException {
    Dpop.Making request =
        () -> {
          Map<String, List<String>> form = new HashMap<>();
          fields.forEach((name, value) -> form.put(name, List.of(value)));
          asking
              .client()
              .fields(asking.connection().application(), issuer, clock.instant())
              .forEach((name, value) -> form.put(name, List.of(value)));
          return Request.post(address).header("Accept", "application/json").form(form);
        };
    Answer answer = dpop.send(request, key, Optional.empty());
    if (answer.status() == 429 || answer.status() >= 500) {
      throw new PausedException(xrpc.pause(answer), "Bluesky answered HTTP " + answer.status());
    }
    return answer;
  }

  private static String reason(Answer answer) {
    JsonNode said = Json.orNothing(answer);
    String words = said.path("error_description").asText(said.path("error").asText());
    return words.isBlank() ? Xrpc.reason(answer) : words;
  }
}
