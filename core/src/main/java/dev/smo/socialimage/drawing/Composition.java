// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import dev.smo.raster.Raster;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Draws one picture. From top to bottom: bar, section, title, and in the last row the site with its
 * logo, and who wrote the page and when. All of it keeps clear of the edges that networks crop.
 */
public final class Composition {
  private final Design design;
  private final Frame frame;
  private final BufferedImage canvas;
  private final Graphics2D graphics;
  private final Text text;

  private Composition(Design design, Text text) {
    this.design = design;
    this.text = text;
    canvas = new BufferedImage(design.width(), design.height(), BufferedImage.TYPE_INT_RGB);
    graphics = canvas.createGraphics();
    frame = Frame.of(design, text.direction(), design.images().picture().isPresent());
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
  }

  /** Draws it. */
  public static Drawn of(Design wanted) {
    Design shown = isShown(wanted) ? wanted : wanted.withoutPicture();
    Design design = shown.with(shown.words().drawn(shown.look().typefaces()));
    Words words = wanted.words();
    Direction direction = Direction.of(words.title(), words.locale());
    Composition composition =
        new Composition(design, new Text(design.look().typefaces(), direction));
    try {
      return composition.draw();
    } finally {
      composition.graphics.dispose();
    }
  }

  private Drawn draw() {
    Colors colors = design.look().colors();
    Backdrop backdrop = new Backdrop(canvas, graphics, colors);
    backdrop.colors();
    Footer footer = Footer.of(design, text, frame);
    Block block = Block.of(design, text, frame, footer.top());
    Optional<Raster> picture = design.images().picture();
    picture.ifPresent(p -> backdrop.picture(p, design.images().focus(), frame.picture()));
    if (picture.isPresent() && design.look().layout() == Layout.BACKGROUND) {
      backdrop.veil(block.area(design.width(), design.height()));
    }
    double contrast = backdrop.contrast(colors.text(), block.titleArea());
    boolean marked = backdrop.contrast(colors.label(), block.labelArea()) >= Contrast.READABLE;
    Pen pen = new Pen(graphics, text, frame.centered());
    boolean barred = backdrop.contrast(colors.accent(), block.bar()) >= Contrast.VISIBLE;
    block.draw(
        pen,
        colors.text(),
        barred ? colors.accent() : colors.text(),
        marked ? colors.label() : colors.text());
    footer.draw(pen, colors.text());
    return new Drawn(new Raster(canvas), pen.boxes(), contrast);
  }

  private static boolean isShown(Design design) {
    Rectangle2D whole = new Rectangle2D.Double(0, 0, design.width(), design.height());
    return design.look().layout() != Layout.NONE
        && design.images().picture().filter(p -> Backdrop.isLargeEnough(p, whole)).isPresent();
  }
}
