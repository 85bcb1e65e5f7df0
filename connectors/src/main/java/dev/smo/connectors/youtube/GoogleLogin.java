// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import dev.smo.connector.Authorization;
import dev.smo.connectors.OAuth2;
import dev.smo.connectors.RestApi;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Signing in on Google as whoever manages a channel. Who only looks needs an API key instead. */
final class GoogleLogin extends RestApi {
  static final URI PAGE = URI.create("https://accounts.google.com/o/oauth2/v2/auth");
  static final URI TOKENS = URI.create("https://oauth2.googleapis.com/token");

  /** There is no narrower one with which comments are answered. */
  static final String SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl";

  private final OAuth2 login;

  GoogleLogin(Outbound outbound, InstantSource clock, URI page, URI tokens) {
    super("Google", outbound, clock);
    // Without the last two, only the first consent gives a token that renews.
    Map<String, String> asked =
        Map.of("scope", SCOPE, "access_type", "offline", "prompt", "consent");
    login = new OAuth2(this, new OAuth2.Server(page, tokens, /* basic= */ false, asked, Map.of()));
  }

  OAuth2 byOAuth2() {
    return login;
  }

  /** What is renewed is a sign-in; an API key holds until Google refuses it. */
  Authorization authorize(Connection connection) throws IOException, InterruptedException {
    Optional<Secret> key = connection.secret(DataApi.KEY);
    boolean signedIn =
        connection.secret(TOKEN).isPresent() || connection.secret(OAuth2.REFRESH).isPresent();
    return signedIn || key.isEmpty()
        ? login.renew(connection)
        : Authorization.Granted.of(Map.of(DataApi.KEY, key.get()), Optional.empty());
  }

  @Override
  public String reason(Answer answer) {
    return "HTTP " + answer.status();
  }

  @Override
  public Duration pause(Answer answer) {
    return answer.retryAfter(now()).orElse(Duration.ZERO);
  }

  @Override
  public Optional<String> missing(Connection connection) {
    return DataApi.missing(connection);
  }
}
