// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import dev.smo.connectors.Urls;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jetbrains.annotations.Nullable;

/**
 * Signs requests by HMAC-SHA1 as RFC 5849 says. Bodies are not signed: those that are sent with it
 * are no forms.
 */
final class OAuth1 {
  private OAuth1() {}

  /** What an application and one account of it are known by. */
  record Keys(String consumer, String consumerSecret, String token, String tokenSecret) {
    /** Names nothing of it. */
    @Override
    public String toString() {
      return "Keys";
    }
  }

  /** What makes each request another one. */
  record Stamp(String nonce, long seconds) {}

  /** The value of the header {@code Authorization}. */
  static String header(String method, URI address, Keys keys, Stamp stamp) {
    Map<String, String> protocol = new TreeMap<>();
    protocol.put("oauth_consumer_key", keys.consumer());
    protocol.put("oauth_nonce", stamp.nonce());
    protocol.put("oauth_signature_method", "HMAC-SHA1");
    protocol.put("oauth_timestamp", Long.toString(stamp.seconds()));
    protocol.put("oauth_token", keys.token());
    List<String[]> parameters = query(address.getRawQuery());
    protocol.forEach((name, value) -> parameters.add(new String[] {name, value}));
    protocol.put("oauth_signature", signature(baseString(method, address, parameters), keys));
    return protocol.entrySet().stream()
        .map(one -> one.getKey() + "=\"" + Urls.encode(one.getValue()) + "\"")
        .collect(Collectors.joining(", ", "OAuth ", ""));
  }

  static String signature(String baseString, Keys keys) {
    String key = Urls.encode(keys.consumerSecret()) + "&" + Urls.encode(keys.tokenSecret());
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] signed = mac.doFinal(baseString.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  /**
   * What is signed (RFC 5849, 3.4.1).
   *
   * @param parameters decoded names and values: of the query, the header and a form
   */
  static String baseString(String method, URI address, List<String[]> parameters) {
    String normal =
        parameters.stream()
            .map(pair -> Urls.encode(pair[0]) + "=" + Urls.encode(pair[1]))
            .sorted(OAuth1::byNameThenValue)
            .collect(Collectors.joining("&"));
    return method.toUpperCase(Locale.ROOT)
        + "&"
        + Urls.encode(base(address))
        + "&"
        + Urls.encode(normal);
  }

  /** Names before values: {@code a=} sorts before {@code a1=}, though = comes after 1. */
  private static int byNameThenValue(String one, String other) {
    String[] first = one.split("=", 2);
    String[] second = other.split("=", 2);
    int names = first[0].compareTo(second[0]);
    return names == 0 ? first[1].compareTo(second[1]) : names;
  }

  private static String base(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = address.getPort();
    String host = address.getHost().toLowerCase(Locale.ROOT);
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    return scheme + "://" + host + (port < 0 || port == usual ? "" : ":" + port) + path;
  }

  /** Decoded names and values of a query or form. */
  static List<String[]> query(@Nullable String encoded) {
    List<String[]> pairs = new ArrayList<>();
    for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
      String[] parts = pair.split("=", 2);
      pairs.add(new String[] {decode(parts[0]), parts.length > 1 ? decode(parts[1]) : ""});
    }
    return pairs;
  }

  private static String decode(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }
}
