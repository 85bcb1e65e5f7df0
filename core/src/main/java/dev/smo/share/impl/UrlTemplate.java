package dev.smo.share.impl;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An address with names in braces. Values go in percent-encoded after RFC 3986, so none of them can
 * leave its place; unknown names stay as they are.
 */
record UrlTemplate(String template) {
  private static final String UNRESERVED = "-._~";

  String expand(Map<String, String> values) {
    String address = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      address = address.replace('{' + value.getKey() + '}', encode(value.getValue()));
    }
    return address;
  }

  private static String encode(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && (Character.isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append("%02X".formatted(b));
      }
    }
    return encoded.toString();
  }
}
