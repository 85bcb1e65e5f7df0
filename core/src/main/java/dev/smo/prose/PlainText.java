// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * Makes text that a person typed or pasted fit for any output: what XML and HTML cannot carry is
 * taken out. It does not escape: that is for whoever knows where the text goes.
 */
public final class PlainText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#\\d{1,7}|#[xX]\\p{XDigit}{1,6}|\\p{Alpha}\\w{1,31});");
  // Letters by their category that show nothing, and a symbol that is a blank.
  private static final String BLANK = "\u115F\u1160\u2800\u3164\uFFA0";

  private PlainText() {}

  /**
   * What a host stored as if for HTML: entities and character references become what they stand
   * for, once. Hosts ask this of the words of a page when they read it, and nobody does again: an
   * author may have written of entities.
   */
  public static String decoded(String stored) {
    return stored.indexOf('&') < 0
        ? stored
        : REFERENCE
            .matcher(stored)
            .replaceAll(
                reference ->
                    Matcher.quoteReplacement(
                        Parser.unescapeEntities(reference.group(), /* inAttribute= */ true)));
  }

  /** Whether a reader would see nothing of a text. */
  public static boolean isInvisible(String text) {
    return text.codePoints().allMatch(PlainText::isInvisible);
  }

  private static boolean isInvisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || BLANK.indexOf(c) >= 0
        || !writable(c)
        || Character.getType(c) == Character.FORMAT;
  }

  /**
   * The text in one line: control characters, embedded text directions, lone surrogates and
   * noncharacters are gone, every run of white space is one space, none at the ends. Empty where a
   * reader would see nothing.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (Character.isWhitespace(c) || c == '\u0085') {
        gap = true;
      } else if (writable(c)) {
        if (gap && !line.isEmpty()) {
          line.append(' ');
        }
        gap = false;
        line.appendCodePoint(c);
      }
    }
    return isInvisible(line.toString()) ? "" : line.toString();
  }

  /** The text with its lines and its white space, without what XML and HTML cannot carry. */
  public static String lines(String text) {
    StringBuilder lines = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || writable(c))
        .forEach(lines::appendCodePoint);
    return lines.toString();
  }

  /** Controls that embed or override text direction; see docs/rationale.md. */
  private static boolean directs(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  /** XML 1.0 section 2.2, without the control characters that it tolerates and HTML forbids. */
  private static boolean writable(int c) {
    return !Character.isISOControl(c)
        && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        && (c & 0xFFFE) != 0xFFFE
        && (c < 0xFDD0 || c > 0xFDEF)
        && c != BYTE_ORDER_MARK
        && !directs(c);
  }
}
