// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Parts of addresses, encoded as RFC 3986 says. */
public final class Urls {
  private Urls() {}

  /** A value for a place in a path or query. */
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** An address of the web; empty where it is none. */
  public static Optional<URI> web(String address) {
    try {
      URI uri = new URI(address.strip());
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** An address with a query. */
  public static URI with(URI address, Map<String, String> query) {
    return URI.create(address + "?" + query(query));
  }

  /** Encoded names and values, by name. */
  public static String query(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&"));
  }
}
