// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Signing in on the network's own page, as OAuth 2 does (RFC 6749 with PKCE, RFC 7636). The engine
 * makes and keeps state and verifier, bound to the session of the person for ten minutes; a
 * connector only knows the network's addresses and the forms of its answers.
 */
@ConsumerType
public interface SignIn {
  /**
   * The network's page where the person agrees, with {@link SignInRequest#state()} and {@link
   * SignInRequest#challenge()} in it, or given to the network before (RFC 9126).
   */
  URI address(SignInRequest request) throws IOException, InterruptedException;

  /**
   * Changes the code that the person came back with for secrets.
   *
   * @param code as the network sent it; it is used once
   */
  Authorization redeem(String code, SignInRequest request) throws IOException, InterruptedException;

  /**
   * The accounts that the person may post for, to choose from: pages, organizations, boards. Empty:
   * there is only the one that signed in.
   *
   * @param connection with what {@link #redeem} granted
   */
  default List<AccountChoice> accounts(Connection connection)
      throws IOException, InterruptedException {
    return List.of();
  }

  /**
   * A sentence that says what to do about a refusal with which the network sent the person back;
   * empty where there is nothing to say but what OAuth's own words for errors say everywhere.
   *
   * @param error such as {@code access_denied}
   * @param description the network's own words, or empty
   */
  default String explain(String error, String description) {
    return "";
  }
}
