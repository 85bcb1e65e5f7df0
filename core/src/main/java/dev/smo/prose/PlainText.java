// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

/**
 * Makes text that a person typed or pasted fit for any output: what XML and HTML cannot carry is
 * taken out. It does not escape: that is for whoever knows where the text goes.
 */
public final class PlainText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private PlainText() {}

  /**
   * The text in one line: control characters, lone surrogates and noncharacters are gone, every run
   * of white space is one space, none at the ends.
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
    return line.toString();
  }

  /** The text with its lines and its white space, without what XML and HTML cannot carry. */
  public static String lines(String text) {
    StringBuilder lines = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || writable(c))
        .forEach(lines::appendCodePoint);
    return lines.toString();
  }

  /** XML 1.0 section 2.2, without the control characters that it tolerates and HTML forbids. */
  private static boolean writable(int c) {
    return !Character.isISOControl(c)
        && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        && (c & 0xFFFE) != 0xFFFE
        && (c < 0xFDD0 || c > 0xFDEF)
        && c != BYTE_ORDER_MARK;
  }
}
