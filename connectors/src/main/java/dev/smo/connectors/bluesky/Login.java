// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Authorization;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Opens and renews sessions. Logging in is limited to 30 times in five minutes and 300 a day for an
 * account, so a session is renewed by its refresh token for as long as that holds.
 */
final class Login {
  private static final Duration LATER = Duration.ofMinutes(1);

  private final Xrpc xrpc;

  Login(Xrpc xrpc) {
    this.xrpc = xrpc;
  }

  Authorization authorize(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> refresh = connection.secret("refreshJwt");
    if (refresh.isEmpty() || !Session.sameHandle(connection)) {
      return create(connection);
    }
    URI pds = Session.of(connection).map(Session::pds).orElse(Session.entry(connection));
    Answer answer =
        xrpc.send(Xrpc.procedure(pds, "com.atproto.server.refreshSession").bearer(refresh.get()));
    if (answer.ok()) {
      return granted(Json.of(answer), connection, pds);
    }
    return answer.status() == 429 || answer.status() >= 500 ? later(answer) : create(connection);
  }

  private Authorization create(Connection connection) throws IOException, InterruptedException {
    Optional<String> handle = Session.handle(connection);
    Optional<Secret> password = connection.secret("appPassword");
    if (handle.isEmpty() || password.isEmpty()) {
      return new Authorization.Refused("Sign in on Bluesky, or enter a handle and an app password");
    }
    ObjectNode login = JsonNodeFactory.instance.objectNode();
    login.put("identifier", handle.get()).put("password", password.get().open());
    URI entry = Session.entry(connection);
    Answer answer =
        xrpc.send(Xrpc.procedure(entry, "com.atproto.server.createSession").json(login.toString()));
    if (answer.ok()) {
      return granted(Json.of(answer), connection, entry);
    }
    if (Xrpc.error(answer).equals("AuthFactorTokenRequired")) {
      return new Authorization.Refused(
          "This is the account's main password; make an app password in Bluesky's settings");
    }
    return answer.status() == 429 || answer.status() >= 500
        ? later(answer)
        : new Authorization.Refused(
            "Bluesky refuses the log-in: " + connection.redact(Xrpc.reason(answer)));
  }

  /**
   * All that a session has, so that nothing is left of the one before when it is merged over it.
   */
  private Authorization granted(JsonNode session, Connection connection, URI server)
      throws IOException {
    String access = session.path("accessJwt").asText();
    String refresh = session.path("refreshJwt").asText();
    String did = session.path("did").asText();
    if (access.isEmpty() || refresh.isEmpty() || did.isEmpty()) {
      throw new IOException("Bluesky answered the log-in without a session");
    }
    if (!session.path("active").asBoolean(true)) {
      return new Authorization.Refused(
          "The account is not active: " + session.path("status").asText("no reason given"));
    }
    Map<String, Secret> secrets = new HashMap<>();
    secrets.put("accessJwt", Secret.of(access));
    secrets.put("refreshJwt", Secret.of(refresh));
    secrets.put("sessionFor", Secret.of(Session.handle(connection).orElse("")));
    URI pds = Session.pds(session.path("didDoc")).orElse(server);
    secrets.put("pds", Secret.of(pds.toString()));
    return new Authorization.Granted(secrets, Map.of("did", did), expires(access));
  }

  /** The {@code exp} claim of a JWT; nobody here needs to trust it. */
  static Optional<Instant> expires(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
      long exp = new ObjectMapper().readTree(claims).path("exp").asLong();
      return exp > 0 ? Optional.of(Instant.ofEpochSecond(exp)) : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  private Authorization later(Answer answer) {
    Duration pause = xrpc.pause(answer);
    return new Authorization.Later(
        pause.isZero() ? LATER : pause, "Bluesky answered HTTP " + answer.status());
  }
}
