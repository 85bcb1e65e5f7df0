// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import dev.smo.connector.Authorization;
import dev.smo.connector.Verification;
import dev.smo.connectors.Json;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The session of a connection, whether a person signed in or entered an app password. */
final class Access {
  private final Xrpc xrpc;
  private final Login login;
  private final OAuthLogin oauth;

  Access(Xrpc xrpc, OAuthLogin oauth) {
    this.xrpc = xrpc;
    this.oauth = oauth;
    login = new Login(xrpc);
  }

  /** A fresh session. */
  Authorization authorize(Connection connection) throws IOException, InterruptedException {
    return OAuthLogin.isSignedIn(connection)
        ? oauth.renew(connection)
        : login.authorize(connection);
  }

  /** Whether the account can be posted for. */
  Verification verify(Connection connection) throws IOException, InterruptedException {
    Optional<Session> session = Session.of(connection);
    if (session.isEmpty()) {
      return verifyByLogin(connection);
    }
    Answer answer =
        xrpc.send(
            Xrpc.query(session.get().pds(), "com.atproto.server.getSession", Map.of()),
            session.get());
    if (answer.ok()) {
      return valid(
          Json.of(answer).path("handle").asText(),
          session.get().did(),
          OAuthLogin.ends(connection));
    }
    String reason = connection.redact(Xrpc.reason(answer));
    return Xrpc.refusesAccount(answer)
        ? new Verification.Invalid("Bluesky refuses the session: " + reason)
        : new Verification.Unreachable("Bluesky answered " + reason);
  }

  /** Before the first session, only logging in shows whether handle and password are right. */
  private Verification verifyByLogin(Connection connection)
      throws IOException, InterruptedException {
    Authorization said = authorize(connection);
    if (said instanceof Authorization.Refused refused) {
      return new Verification.Invalid(refused.reason());
    }
    if (said instanceof Authorization.Later later) {
      return new Verification.Unreachable(later.reason());
    }
    Authorization.Granted granted = (Authorization.Granted) said;
    Connection open =
        connection.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
    return valid(
        connection.setting("handle").orElse(""),
        Session.of(open).orElseThrow().did(),
        OAuthLogin.ends(open));
  }

  private static Verification valid(String handle, String did, Optional<Instant> ends) {
    URI profile = URI.create("https://bsky.app/profile/" + did);
    return new Verification.Valid("@" + handle.replaceFirst("^@", ""), profile, ends);
  }
}
