// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.words.TextLink;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts, cut where no reader sees half a character, nor half an address: what is left of one leads
 * to somebody else.
 */
public final class Cut {
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  private Cut() {}

  /** The beginning of a text, of so many code points at most. */
  public static String to(int codePoints, String text) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : before(text.offsetByCodePoints(0, codePoints), text);
  }

  /**
   * The beginning of a text up to an index, or to the last end of a character before it. What
   * readers take for one character may have any number of code points: where the first has more
   * than are wanted, it is cut.
   */
  public static String before(int index, String text) {
    String kept = whole(TextLink.outside(index, text), text);
    // The last character of an address may take a mark with it that stands behind.
    int end = TextLink.outside(kept.length(), text);
    return end == kept.length() ? kept : whole(end, text);
  }

  private static String whole(int index, String text) {
    int kept = 0;
    Matcher character = CHARACTER.matcher(text);
    while (kept < index && character.find() && character.end() <= index) {
      kept = character.end();
    }
    if (kept > 0) {
      return text.substring(0, kept);
    }
    boolean half = index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    return text.substring(0, half ? index - 1 : index);
  }
}
