// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import dev.smo.post.Connection;
import dev.smo.post.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** One person signing in. Made by the engine; immutable, but for {@link #kept()}. */
public final class SignInRequest {
  private final Connection connection;
  private final URI redirect;
  private final String state;
  private final String challenge;
  private final Secret verifier;
  private final String issuer;
  private final Map<String, Secret> kept;

  private SignInRequest(Builder builder) {
    connection = builder.connection;
    redirect = builder.redirect;
    state = builder.state;
    challenge = builder.challenge;
    verifier = builder.verifier;
    issuer = builder.issuer;
    kept = builder.kept;
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

  /**
   * Which server sent the person back ({@code iss}, RFC 9207), for {@link SignIn#redeem}; empty
   * where it did not say. Only the connector knows which it may be.
   */
  public String issuer() {
    return issuer;
  }

  /**
   * What {@link SignIn#address} puts in here, such as a key, is in here again for {@link
   * SignIn#redeem}: the engine keeps it, encrypted.
   */
  public Map<String, Secret> kept() {
    return kept;
  }

  /** Collects a request. */
  public static final class Builder {
    private final Connection connection;
    private final URI redirect;
    private String state = "";
    private String challenge = "";
    private Secret verifier = Secret.of("");
    private String issuer = "";
    private Map<String, Secret> kept = new HashMap<>();

    private Builder(Connection connection, URI redirect) {
      this.connection = connection;
      this.redirect = redirect;
    }

    public Builder state(String value) {
      state = value;
      return this;
    }

    public Builder issuer(String value) {
      issuer = value;
      return this;
    }

    /**
     * @param values which the connector may change
     */
    public Builder kept(Map<String, Secret> values) {
      kept = values;
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
