// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

/** Plain words as a network shows them that reads Markdown. */
public final class Markdown {
  private static final String SIGNS = "\\`*_{}[]()<>#+-!|~^&";

  private Markdown() {}

  /** Words with a backslash before each sign; addresses stay, for networks find them themselves. */
  public static String escape(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    int addressTo = 0;
    for (int i = 0; i < plain.length(); i++) {
      if (i >= addressTo && beginsAddress(plain, i)) {
        addressTo = i;
        while (addressTo < plain.length() && !Character.isWhitespace(plain.charAt(addressTo))) {
          addressTo++;
        }
      }
      char c = plain.charAt(i);
      escaped.append(i >= addressTo && SIGNS.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return escaped.toString();
  }

  private static boolean beginsAddress(String text, int at) {
    return text.regionMatches(true, at, "https://", 0, 8)
        || text.regionMatches(true, at, "http://", 0, 7);
  }
}
