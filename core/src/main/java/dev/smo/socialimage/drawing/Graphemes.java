// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a reader takes for one character. */
final class Graphemes {
  // Java's BreakIterator of release 17 splits families and flags, \X does not.
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private static final int VARIATION_TEXT = 0xFE0E;
  private static final int VARIATION_EMOJI = 0xFE0F;
  private static final int JOINER = 0x200D;
  private static final int NON_JOINER = 0x200C;
  private static final int KEYCAP = 0x20E3;
  private static final int SOFT_HYPHEN = 0xAD;

  private Graphemes() {}

  static List<String> of(String text) {
    return GRAPHEME.matcher(text).results().map(MatchResult::group).toList();
  }

  /** At most so many of a text. */
  static String first(int most, String text) {
    return GRAPHEME.matcher(text).results().limit(most).map(MatchResult::group).collect(joining());
  }

  /**
   * What outlines can show of a grapheme: an emoji without its skin tone and its presentation, no
   * directional controls. Empty for what would be drawn as something else: a flag as two letters or
   * as a white one, a family as one of its people.
   */
  static String drawable(String grapheme) {
    int first = grapheme.codePointAt(0);
    boolean emoji = isEmoji(grapheme);
    if (isFlag(first) || emoji && grapheme.codePoints().anyMatch(c -> c == JOINER || isTag(c))) {
      return "";
    }
    StringBuilder kept = new StringBuilder();
    for (int c : grapheme.codePoints().toArray()) {
      if (!isInvisible(c) && !(emoji && isTone(c)) && c != KEYCAP) {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  /** Whether the grapheme is a symbol that people expect as a little picture. */
  static boolean isEmoji(String grapheme) {
    int first = grapheme.codePointAt(0);
    return first >= 0x1F000 && first <= 0x1FAFF
        || grapheme.indexOf(VARIATION_EMOJI) >= 0
        || first >= 0x2600 && first <= 0x27BF;
  }

  private static boolean isFlag(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }

  /** Letters that nobody sees and that say which country's flag it is. */
  private static boolean isTag(int c) {
    return c >= 0xE0020 && c <= 0xE007F;
  }

  private static boolean isTone(int c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
  }

  /** What shapes no glyph: all of the general category format but what joins letters. */
  private static boolean isInvisible(int c) {
    return c == VARIATION_TEXT
        || c == VARIATION_EMOJI
        || Character.getType(c) == Character.FORMAT
            && c != JOINER
            && c != NON_JOINER
            && c != SOFT_HYPHEN
            && !isPrependedMark(c);
  }

  /** Format characters that are seen, such as the Arabic sign of a year. */
  private static boolean isPrependedMark(int c) {
    return c >= 0x600 && c <= 0x605 || c == 0x6DD || c == 0x70F || c == 0x8E2;
  }
}
