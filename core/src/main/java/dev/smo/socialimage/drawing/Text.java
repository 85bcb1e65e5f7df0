// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;

/** Lays lines out, in the fonts of one picture and one direction. */
record Text(Typefaces typefaces, Direction direction) {
  private static final float RULER = 100f;

  /** One line, laid out. */
  TextLayout line(String text, boolean heavy, double size) {
    return new TextLayout(
        typefaces.styled(text, heavy, (float) size, direction).getIterator(), Typefaces.CONTEXT);
  }

  /** Measures letters of size 1. */
  double width(String text) {
    return text.isEmpty() || typefaces.runs(text, /* heavy= */ true).isEmpty()
        ? 0
        : line(text, /* heavy= */ true, RULER).getAdvance() / RULER;
  }

  /** The text, shortened to a width in pixels. */
  String within(String text, boolean heavy, double size, double width) {
    return Ellipsis.within(text, line -> line(line, heavy, size).getAdvance() <= width);
  }

  /** Where a line must start for its ink to touch the edge at which it is read from. */
  double start(TextLayout line, Rectangle2D column, boolean centered) {
    Rectangle2D ink = line.getBounds();
    if (centered) {
      return column.getCenterX() - ink.getCenterX();
    }
    return direction == Direction.RIGHT_TO_LEFT
        ? column.getMaxX() - ink.getMaxX()
        : column.getX() - ink.getX();
  }
}
