// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.awt.Color;
import java.util.stream.IntStream;

/** Contrast of two colours after WCAG 2.2: 1 is none, 21 is black on white. */
final class Contrast {
  /** What WCAG asks for text of any size, level AA. */
  static final double READABLE = 4.5;

  /** What an ornament needs to be seen at all; WCAG asks nothing of it. */
  static final double VISIBLE = 1.5;

  private static final double[] LINEAR =
      IntStream.range(0, 256).mapToDouble(Contrast::linear).toArray();

  private Contrast() {}

  static double of(Color one, Color other) {
    return of(luminance(one.getRGB()), luminance(other.getRGB()));
  }

  /** Of two relative luminances. */
  static double of(double one, double other) {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  /** Relative luminance of an sRGB colour, 0 to 1. */
  static double luminance(int rgb) {
    return 0.2126 * LINEAR[rgb >> 16 & 0xFF]
        + 0.7152 * LINEAR[rgb >> 8 & 0xFF]
        + 0.0722 * LINEAR[rgb & 0xFF];
  }

  private static double linear(int channel) {
    double value = channel / 255d;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** A colour over another. */
  static int over(Color above, double alpha, int below) {
    return mixed(above.getRed(), alpha, below >> 16) << 16
        | mixed(above.getGreen(), alpha, below >> 8) << 8
        | mixed(above.getBlue(), alpha, below);
  }

  private static int mixed(int above, double alpha, int below) {
    return (int) Math.round(above * alpha + (below & 0xFF) * (1 - alpha));
  }
}
