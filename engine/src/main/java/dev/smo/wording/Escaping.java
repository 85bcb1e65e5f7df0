// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.post.TextFormat;

/** Writes plain words in the form in which a network takes them. */
public final class Escaping {
  private static final String MARKDOWN_SIGNS = "\\`*_{}[]()<>#+-!|~";
  private static final String LITTLE_SIGNS = "\\|{}@[]()<>#*_~";

  private Escaping() {}

  /**
   * Writes plain words so that people read them as they are. Addresses and, in little text,
   * hashtags keep their signs, because networks find them by these.
   */
  public static String escape(String plain, TextFormat format) {
    return switch (format) {
      case PLAIN -> plain;
      case HTML ->
          plain
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;");
      case MARKDOWN -> escaped(plain, MARKDOWN_SIGNS, false);
      case LITTLE_TEXT -> escaped(plain, LITTLE_SIGNS, true);
    };
  }

  private static String escaped(String plain, String signs, boolean hashtags) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    int at = 0;
    while (at < plain.length()) {
      char c = plain.charAt(at);
      if ((c == 'h' || c == 'H') && startsAddress(plain, at)) {
        int end = at;
        while (end < plain.length() && !Character.isWhitespace(plain.charAt(end))) {
          end++;
        }
        escaped.append(plain, at, end);
        at = end;
        continue;
      }
      boolean tag =
          hashtags
              && c == '#'
              && at + 1 < plain.length()
              && Character.isLetterOrDigit(plain.codePointAt(at + 1));
      if (signs.indexOf(c) >= 0 && !tag) {
        escaped.append('\\');
      }
      escaped.append(c);
      at++;
    }
    return escaped.toString();
  }

  private static boolean startsAddress(String text, int at) {
    return text.regionMatches(true, at, "https://", 0, 8)
        || text.regionMatches(true, at, "http://", 0, 7);
  }
}
