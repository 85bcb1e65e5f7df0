// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.awt.font.TextAttribute;
import java.util.Locale;
import java.util.Set;

/** Which way a text is read. */
enum Direction {
  LEFT_TO_RIGHT,
  RIGHT_TO_LEFT;

  private static final Set<String> RIGHT_TO_LEFT_LANGUAGES =
      Set.of("ar", "he", "iw", "fa", "ur", "yi", "ji", "ps", "sd", "ug", "dv", "ckb");

  /** That of the first letter with a direction; a text without one takes its language's. */
  static Direction of(String text, Locale locale) {
    for (int c : text.codePoints().toArray()) {
      switch (Character.getDirectionality(c)) {
        case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> {
          return of(locale) == RIGHT_TO_LEFT && hasRightToLeft(text)
              ? RIGHT_TO_LEFT
              : LEFT_TO_RIGHT;
        }
        case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> {
          return RIGHT_TO_LEFT;
        }
        default -> {}
      }
    }
    return of(locale);
  }

  /** A Hebrew title may begin with a name in Latin letters. */
  private static boolean hasRightToLeft(String text) {
    return text.codePoints()
        .map(Character::getDirectionality)
        .anyMatch(
            d ->
                d == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || d == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
  }

  private static Direction of(Locale locale) {
    return RIGHT_TO_LEFT_LANGUAGES.contains(locale.getLanguage()) ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
  }

  Boolean run() {
    return this == RIGHT_TO_LEFT
        ? TextAttribute.RUN_DIRECTION_RTL
        : TextAttribute.RUN_DIRECTION_LTR;
  }
}
