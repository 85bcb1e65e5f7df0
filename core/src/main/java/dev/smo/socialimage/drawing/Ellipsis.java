// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.util.List;
import java.util.function.Predicate;

/** Shortens a line. */
final class Ellipsis {
  private static final String MARK = "\u2026";

  private Ellipsis() {}

  /** The text where it fits; otherwise as much of it as does, with an ellipsis. */
  static String within(String text, Predicate<String> fits) {
    return fits.test(text) ? text : cut(text, fits);
  }

  /**
   * As much of a text as fits with an ellipsis, which stands for what follows: whole words, unless
   * that would lose half of the line; whole characters at least, and at least one of them.
   */
  static String cut(String text, Predicate<String> fits) {
    List<String> characters = Graphemes.of(text);
    int fitting = 1;
    int tooMany = characters.size() + 1;
    while (tooMany - fitting > 1) {
      int middle = (fitting + tooMany) / 2;
      if (fits.test(marked(String.join("", characters.subList(0, middle))))) {
        fitting = middle;
      } else {
        tooMany = middle;
      }
    }
    String kept = String.join("", characters.subList(0, fitting));
    boolean wordEnds =
        fitting == characters.size()
            || Character.isWhitespace(characters.get(fitting).codePointAt(0));
    int space = kept.lastIndexOf(' ');
    return marked(wordEnds || space < kept.length() / 2 ? kept : kept.substring(0, space));
  }

  private static String marked(String text) {
    int end = text.length();
    while (end > 1 && isBetweenWords(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + MARK;
  }

  /** No comma, hyphen or space stands before an ellipsis. */
  private static boolean isBetweenWords(char c) {
    return Character.isWhitespace(c) || (c < 128 && !Character.isLetterOrDigit(c));
  }
}
