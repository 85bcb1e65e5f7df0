// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with names in braces. Values go in percent-encoded after RFC 3986, so none of them can
 * leave its place; unknown names stay as they are.
 */
record UrlTemplate(String template) {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)\\}");
  private static final String UNRESERVED = "-._~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  String expand(Map<String, String> values) {
    Matcher names = NAME.matcher(template);
    StringBuilder address = new StringBuilder(template.length() + 200);
    int end = 0;
    while (names.find()) {
      String value = values.get(names.group(1));
      if (value != null) {
        address.append(template, end, names.start());
        encode(value, address);
        end = names.end();
      }
    }
    return address.append(template, end, template.length()).toString();
  }

  /** Whether it asks for nothing that is empty, such as the picture of a page that has none. */
  boolean isServedBy(Map<String, String> values) {
    return NAME.matcher(template).results().noneMatch(name -> "".equals(values.get(name.group(1))));
  }

  private static void encode(String value, StringBuilder into) {
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && (Character.isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0)) {
        into.append((char) b);
      } else {
        into.append('%').append(HEX.toHexDigits(b));
      }
    }
  }
}
