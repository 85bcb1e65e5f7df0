// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.gate;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Compares addresses as servers would: by what they mean, not by how they are written. */
final class SameAddress {
  // Composing accents and following dots each take the square of an address.
  private static final int LONGEST = 2000;

  private SameAddress() {}

  /**
   * Whether both name one resource, whatever their fragments. Those of more than 2,000 characters
   * are one only where they are written alike.
   */
  static boolean same(URI one, URI other) {
    boolean endless = one.toString().length() > LONGEST || other.toString().length() > LONGEST;
    return endless ? one.equals(other) : normal(one).equals(normal(other));
  }

  /** Whether both are on one host, with or without {@code www.}, over http or https. */
  static boolean sameSite(URI one, URI other) {
    return site(one).equals(site(other));
  }

  private static String site(URI uri) {
    String host = host(uri);
    return (host.startsWith("www.") ? host.substring(4) : host) + ":" + port(uri);
  }

  private static String normal(URI uri) {
    URI ascii = URI.create(uri.toASCIIString()).normalize();
    String path = Objects.toString(ascii.getRawPath(), "");
    String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
    return scheme(ascii)
        + "://"
        + host(ascii)
        + ":"
        + port(ascii)
        + (path.isEmpty() ? "/" : path)
        + query;
  }

  private static String scheme(URI uri) {
    return Objects.toString(uri.getScheme(), "").toLowerCase(Locale.ROOT);
  }

  private static String host(URI uri) {
    return Objects.toString(uri.getHost(), "").toLowerCase(Locale.ROOT);
  }

  // The default ports of http and https count as one, so that an upgrade stays on its site.
  private static int port(URI uri) {
    int port = uri.getPort();
    return port == 80 || port == 443 ? -1 : port;
  }
}
