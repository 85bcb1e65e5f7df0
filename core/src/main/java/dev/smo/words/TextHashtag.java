// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import java.util.ArrayList;
import java.util.List;

/**
 * A hashtag that stands in words, as twitter-text reads them, which Mastodon asks too. None is in
 * an address, and none behind a slash.
 *
 * @param start index of its sign
 * @param end index behind its last character
 * @param tag without the sign
 */
public record TextHashtag(int start, int end, String tag) {
  // What twitter-text takes besides letters, marks and digits: joiners, and marks of one script.
  private static final String JOINING = "_\u200C\u200D\uA67E\u05BE\u05F3\u05F4～〜゛゜゠・〃\u0F0B\u0F0C·";
  private static final String SELECTORS = "\uFE0E\uFE0F";
  private static final String KEYCAP = "\uFE0F\u20E3";

  /** All hashtags in words, in their order. */
  public static List<TextHashtag> in(String text) {
    List<TextHashtag> found = new ArrayList<>();
    int at = 0;
    for (TextLink link : TextLink.in(text)) {
      find(text, at, link.start(), found);
      at = link.end();
    }
    find(text, at, text.length(), found);
    return found;
  }

  /** Whether a character may stand in a hashtag. */
  public static boolean takes(int c) {
    return Character.isLetter(c)
        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
        || isMark(c)
        || JOINING.indexOf(c) >= 0;
  }

  private static void find(String text, int from, int to, List<TextHashtag> found) {
    int last = -1;
    for (int at = from; at < to; at++) {
      // What ends a tag, or something like one, begins no other.
      if (isSign(text.charAt(at)) && at != last && isFreeBefore(text, at)) {
        int end = end(text, at + 1, to);
        String tag = text.substring(at + 1, end);
        if (tag.codePoints().anyMatch(c -> Character.isLetter(c) || isMark(c))
            && !isKey(text, at)) {
          last = end;
          if (tag.codePoints().anyMatch(Character::isLetter) && isFreeBehind(text, end)) {
            found.add(new TextHashtag(at, end, tag));
          }
        }
        at = Math.max(at, end - 1);
      }
    }
  }

  private static int end(String text, int from, int to) {
    int at = from;
    while (at < to && takes(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean isFreeBefore(String text, int at) {
    if (at == 0) {
      return true;
    }
    int c = text.codePointBefore(at);
    return SELECTORS.indexOf(c) >= 0 || (!takes(c) && c != '&' && c != '/');
  }

  /** Whether the sign is the key of a telephone. */
  private static boolean isKey(String text, int at) {
    return KEYCAP.indexOf(text.charAt(at + 1)) >= 0;
  }

  /** Whether nothing follows that makes it something else. */
  private static boolean isFreeBehind(String text, int end) {
    boolean more = end < text.length() && isSign(text.charAt(end));
    return !more && !text.startsWith("://", end);
  }

  private static boolean isSign(char c) {
    return c == '#' || c == '＃';
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
