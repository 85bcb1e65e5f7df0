// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.net.URI;

/** One person signing in. Made by the engine; immutable. */
public final class SignInRequest {
  private final Connection connection;
  private final URI redirect;
  private final String state;
  private final String challenge;
  private final Secret verifier;

  private SignInRequest(Builder builder) {
    connection = builder.connection;
    redirect = builder.redirect;
    state = builder.state;
    challenge = builder.challenge;
    verifier = builder.verifier;
  }

  public static Builder builder(Connection connection, URI redirect) {
    return new Builder(connection, redirect);
  }

  /**
   * What is known of the connection before it has secrets: endpoint, settings, and the {@link
   * Connection#application() application}.
   */
  public Connection connection() {
    return connection;
  }

  /** Where the network sends the person back to; the same for the whole installation. */
  public URI redirect() {
    return redirect;
  }

  /** Goes with the person and must come back unchanged; the engine checks it. */
  public String state() {
    return state;
  }

  /** {@code code_challenge}, for the method {@code S256}. */
  public String challenge() {
    return challenge;
  }

  /** {@code code_verifier}; goes to the network when the code is redeemed, and nowhere else. */
  public Secret verifier() {
    return verifier;
  }

  /** Collects a request. */
  public static final class Builder {
    private final Connection connection;
    private final URI redirect;
    private String state = "";
    private String challenge = "";
    private Secret verifier = Secret.of("");

    private Builder(Connection connection, URI redirect) {
      this.connection = connection;
      this.redirect = redirect;
    }

    public Builder state(String value) {
      state = value;
      return this;
    }

    /**
     * @param s256 challenge that was made from the verifier by SHA-256
     */
    public Builder proof(Secret codeVerifier, String s256) {
      verifier = codeVerifier;
      challenge = s256;
      return this;
    }

    public SignInRequest build() {
      return new SignInRequest(this);
    }
  }
}
