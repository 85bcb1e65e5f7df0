// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * An open session, as the authorizer left it with the connection.
 *
 * @param access token of all calls
 * @param did the account's identifier, which outlives its handle
 * @param pds the server that keeps the account's posts
 * @param key to which the token is bound; empty: to none, as a password's
 */
record Session(Secret access, String did, URI pds, Optional<SigningKey> key) {
  static final String COLLECTION = "app.bsky.feed.post";

  private static final URI BLUESKY = URI.create("https://bsky.social");

  /** The session that is open for the handle which the connection names now. */
  static Optional<Session> of(Connection connection) {
    Optional<Secret> access = connection.secret("accessJwt");
    Optional<String> did = connection.setting("did");
    if (access.isEmpty() || did.isEmpty() || !sameHandle(connection)) {
      return Optional.empty();
    }
    URI pds = connection.secret("pds").map(s -> URI.create(s.open())).orElse(entry(connection));
    Optional<SigningKey> key = connection.secret(OAuthLogin.KEY).map(SigningKey::of);
    return Optional.of(new Session(access.get(), did.get(), pds, key));
  }

  /** Whether the session is that of the account which the connection names now. */
  static boolean sameHandle(Connection connection) {
    Optional<Secret> before = connection.secret("sessionFor");
    return before.isEmpty() || before.get().open().equals(handle(connection).orElse(""));
  }

  static Optional<String> handle(Connection connection) {
    return connection
        .setting("handle")
        .map(handle -> handle.strip().replaceFirst("^@", ""))
        .filter(handle -> !handle.isEmpty());
  }

  /** Where the account logs in. */
  static URI entry(Connection connection) {
    return connection.endpoint().orElse(BLUESKY);
  }

  /** The server that a DID document names for posts. */
  static Optional<URI> pds(JsonNode didDoc) {
    for (JsonNode service : didDoc.path("service")) {
      if (service.path("id").asText().endsWith("#atproto_pds")) {
        try {
          return Optional.of(URI.create(service.path("serviceEndpoint").asText()))
              .filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  RemotePost post(String rkey) {
    return new RemotePost(
        "at://" + did + "/" + COLLECTION + "/" + rkey,
        URI.create("https://bsky.app/profile/" + did + "/post/" + rkey));
  }
}
