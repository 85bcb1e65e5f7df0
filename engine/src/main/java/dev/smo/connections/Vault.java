// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.host.Cipher;
import dev.smo.post.Secret;
import dev.smo.repository.Keys;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jetbrains.annotations.Nullable;

/**
 * Encrypts secrets in one piece with what they are for, so that nobody who changes a connection's
 * node, or copies secrets into another, has them sent elsewhere.
 */
public final class Vault {
  /** Hexadecimal digits of what a secret is for; the secret follows. */
  private static final int PURPOSE = 64;

  private static final String NO_CIPHER =
      "No crypto service is configured, so no secret can be stored. Configure one, or put the"
          + " connection into OSGi configuration.";

  private final @Nullable Cipher cipher;

  public Vault(@Nullable Cipher cipher) {
    this.cipher = cipher;
  }

  /** Whether anything can be kept. */
  boolean available() {
    return cipher != null;
  }

  /**
   * What typed secrets are for: a network's server. Addresses that differ only in how scheme, host,
   * default port or dot segments are written are the same.
   */
  public static String destination(String network, String endpoint) {
    return Keys.hash(network + "\n" + normal(endpoint));
  }

  /** What a session is for: the server, and the secrets that it was opened with. */
  static String basis(String destination, Map<String, Secret> secrets) {
    StringBuilder basis = new StringBuilder(destination);
    new TreeMap<>(secrets)
        .forEach(
            (name, secret) ->
                basis.append('\n').append(Keys.hash(name)).append(Keys.hash(secret.open())));
    return Keys.hash(basis.toString());
  }

  /**
   * Encrypts secrets for a {@link #destination} or on a {@link #basis}.
   *
   * @throws IllegalStateException there is no cipher
   */
  Map<String, String> seal(Map<String, Secret> secrets, String purpose) {
    Map<String, String> encrypted = new HashMap<>();
    secrets.forEach((name, secret) -> encrypted.put(name, seal(secret, purpose)));
    return encrypted;
  }

  /** Encrypts one secret, as {@link #seal(Map, String)}. */
  public String seal(Secret secret, String purpose) {
    return require().encrypt(Secret.of(purpose + secret.open()));
  }

  /**
   * Opens what was sealed; empty where it was sealed for something else.
   *
   * @throws IllegalArgumentException it was sealed with another key, or there is no cipher
   */
  public Optional<Secret> open(String stored, String purpose) {
    if (cipher == null) {
      throw new IllegalArgumentException(NO_CIPHER);
    }
    String text = cipher.decrypt(stored).open();
    return text.startsWith(purpose)
        ? Optional.of(Secret.of(text.substring(PURPOSE)))
        : Optional.empty();
  }

  /**
   * The cipher.
   *
   * @throws IllegalStateException there is none
   */
  Cipher require() {
    if (cipher == null) {
      throw new IllegalStateException(NO_CIPHER);
    }
    return cipher;
  }

  private static String normal(String endpoint) {
    URI uri;
    try {
      uri = new URI(endpoint).normalize();
    } catch (URISyntaxException e) {
      return endpoint; // stands for itself
    }
    if (uri.getScheme() == null || uri.getHost() == null) {
      return endpoint;
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1;
    String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
    String port = uri.getPort() == -1 || uri.getPort() == standard ? "" : ":" + uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String fragment = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return scheme + "://" + user + host + port + path + query + fragment;
  }
}
