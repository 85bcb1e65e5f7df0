// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.awt.Color;

/**
 * The colours of a picture, such that text can be read on the background.
 *
 * @param background colour
 * @param end colour at the other end; the same where there is no gradient
 * @param text of the title
 * @param accent of bar and section
 */
public record Colors(Color background, Color end, Color text, Color accent) {
  private static final Color NAVY = new Color(0x14213D);
  private static final Color AMBER = new Color(0xFCA311);

  /** Reads {@code #rgb} or {@code #rrggbb}; what is no colour, or cannot be read, is replaced. */
  public static Colors of(String background, String end, String text, String accent) {
    Color first = parsed(background, NAVY);
    Color second = parsed(end, first);
    Color wanted = parsed(text, Color.WHITE);
    Color readable = readable(wanted, first, second) ? wanted : better(first, second);
    Color mark = parsed(accent, AMBER);
    return new Colors(first, second, readable, mark);
  }

  /** Colour of the section's name: the accent where that can be read. */
  Color label() {
    return readable(accent, background, end) ? accent : text;
  }

  private static boolean readable(Color text, Color first, Color second) {
    return Contrast.of(text, first) >= Contrast.READABLE
        && Contrast.of(text, second) >= Contrast.READABLE;
  }

  private static Color better(Color first, Color second) {
    double white = Math.min(Contrast.of(Color.WHITE, first), Contrast.of(Color.WHITE, second));
    double black = Math.min(Contrast.of(Color.BLACK, first), Contrast.of(Color.BLACK, second));
    return white >= black ? Color.WHITE : Color.BLACK;
  }

  private static Color parsed(String text, Color otherwise) {
    String digits = text.strip().replaceFirst("^#", "");
    if (digits.matches("[0-9a-fA-F]{3}")) {
      digits = digits.replaceAll("(.)", "$1$1");
    }
    return digits.matches("[0-9a-fA-F]{6}") ? new Color(Integer.parseInt(digits, 16)) : otherwise;
  }
}
