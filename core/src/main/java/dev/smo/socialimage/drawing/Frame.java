// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.awt.geom.Rectangle2D;

/**
 * Where things go.
 *
 * @param column what words may fill
 * @param picture where the page's picture goes
 * @param centered whether lines are centred
 * @param unit pixels of one thousandth of the picture's scale: 1 in the wide format
 */
record Frame(Rectangle2D column, Rectangle2D picture, boolean centered, double unit) {
  private static final double MARGIN_X = 72;
  private static final double MARGIN_Y = 60;
  private static final double BESIDE = 480;
  private static final double GUTTER = 56;

  /** How much larger all is in the square format. */
  static final double SQUARE = 1.25;

  /** Of the wide format, what is left when a network crops it to a square. */
  private static final double CROPPED = 590;

  static Frame of(Design design, Direction direction, boolean pictured) {
    double width = design.width();
    double height = design.height();
    double unit = design.square() ? SQUARE : 1;
    double x = MARGIN_X * unit;
    double y = MARGIN_Y * unit;
    Rectangle2D whole = new Rectangle2D.Double(0, 0, width, height);
    if (pictured && design.look().layout() == Layout.BESIDE) {
      return beside(design, direction, new Rectangle2D.Double(x, y, width - 2 * x, height - 2 * y));
    }
    boolean centered = design.look().place() == TitlePosition.CENTER;
    double column = centered && !design.square() ? CROPPED : width - 2 * x;
    return new Frame(
        new Rectangle2D.Double((width - column) / 2, y, column, height - 2 * y),
        whole,
        centered,
        unit);
  }

  private static Frame beside(Design design, Direction direction, Rectangle2D inner) {
    if (design.square()) {
      double split = design.height() * 0.46;
      double top = split + GUTTER;
      return new Frame(
          new Rectangle2D.Double(inner.getX(), top, inner.getWidth(), inner.getMaxY() - top),
          new Rectangle2D.Double(0, 0, design.width(), split),
          false,
          SQUARE);
    }
    boolean left = direction == Direction.RIGHT_TO_LEFT;
    double width = inner.getWidth() + MARGIN_X - BESIDE - GUTTER;
    return new Frame(
        new Rectangle2D.Double(
            left ? BESIDE + GUTTER : inner.getX(), inner.getY(), width, inner.getHeight()),
        new Rectangle2D.Double(left ? 0 : design.width() - BESIDE, 0, BESIDE, design.height()),
        false,
        1);
  }
}
