// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.post;

/** In what form a text is written. */
public enum TextFormat {
  /** As people read it; what looks like markup is none. */
  PLAIN,
  /** Of a part of an HTML document. */
  HTML,
  /** CommonMark, as Reddit and Discord read it. */
  MARKDOWN,
  /** LinkedIn's <a href="https://learn.microsoft.com/linkedin/marketing/">little text</a>. */
  LITTLE_TEXT;

  private static final String MARKDOWN_SIGNS = "\\`*_{}[]()<>#+-!|~";
  private static final String LITTLE_SIGNS = "\\|{}@[]()<>#*_~";

  /**
   * Writes plain words so that people read them as they are. Addresses and, in little text,
   * hashtags keep their signs, because networks find them by these.
   */
  public String escape(String plain) {
    return switch (this) {
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
