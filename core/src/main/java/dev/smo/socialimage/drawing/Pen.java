// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import dev.smo.raster.Raster;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.HashMap;
import java.util.Map;

/** Draws, and notes what it drew where. */
final class Pen {
  private final Graphics2D graphics;
  private final Text text;
  private final boolean centered;
  private final Map<String, Rectangle2D> boxes = new HashMap<>();

  Pen(Graphics2D graphics, Text text, boolean centered) {
    this.graphics = graphics;
    this.text = text;
    this.centered = centered;
  }

  Map<String, Rectangle2D> boxes() {
    return boxes;
  }

  /** Draws a line at the edge of a column from which it is read, or in its middle. */
  void line(String name, TextLayout line, Rectangle2D column, double baseline, Color color) {
    at(name, line, text.start(line, column, centered), baseline, color);
  }

  /** Draws a line at a place. */
  void at(String name, TextLayout line, double x, double baseline, Color color) {
    graphics.setColor(color);
    line.draw(graphics, (float) x, (float) baseline);
    Rectangle2D ink = line.getBounds();
    note(
        name,
        new Rectangle2D.Double(
            x + ink.getX(), baseline + ink.getY(), ink.getWidth(), ink.getHeight()));
  }

  void bar(Rectangle2D bar, Color color) {
    graphics.setColor(color);
    graphics.fill(
        new RoundRectangle2D.Double(
            bar.getX(),
            bar.getY(),
            bar.getWidth(),
            bar.getHeight(),
            bar.getHeight(),
            bar.getHeight()));
    note("bar", bar);
  }

  void logo(Raster logo, Rectangle2D place) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        logo.scaledTo((int) Math.ceil(2 * Math.max(place.getWidth(), place.getHeight()))).image(),
        (int) place.getX(),
        (int) place.getY(),
        (int) place.getWidth(),
        (int) place.getHeight(),
        null);
    note("logo", place);
  }

  private void note(String name, Rectangle2D box) {
    boxes.merge(name, box, Rectangle2D::createUnion);
  }
}
