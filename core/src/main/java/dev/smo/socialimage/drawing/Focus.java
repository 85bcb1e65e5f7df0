// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The point of a picture that must stay in sight when it is cropped.
 *
 * @param x from the left, 0 to 1
 * @param y from the top, 0 to 1
 */
public record Focus(double x, double y) {
  /** In the middle, a third from the top: where faces and horizons usually are. */
  public static final Focus USUAL = new Focus(0.5, 1 / 3d);

  private static final Pattern POINT =
      Pattern.compile(
          "\\s*(\\d{1,3}(?:\\.\\d{1,6})?)\\s*(%?)\\s*[,; ]\\s*(\\d{1,3}(?:\\.\\d{1,6})?)\\s*(%?)\\s*");
  private static final int LONGEST = 100;

  /** Reads {@code 0.5,0.33} or {@code 50%,33%}; anything else is {@link #USUAL}. */
  public static Focus of(String text) {
    Matcher point = POINT.matcher(text);
    if (text.length() > LONGEST || !point.matches()) {
      return USUAL;
    }
    double x = number(point.group(1), point.group(2));
    double y = number(point.group(3), point.group(4));
    return x <= 1 && y <= 1 ? new Focus(x, y) : USUAL;
  }

  private static double number(String digits, String percent) {
    double value = Double.parseDouble(digits);
    return percent.isEmpty() ? value : value / 100;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f,%.4f", x, y);
  }
}
