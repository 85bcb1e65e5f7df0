// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import dev.smo.raster.Raster;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Optional;

/** Pictures and titles to try the drawing with. */
public final class Scenes {
  static final String LONG =
      "The harbour museum opens its winter exhibition on the quay with three hundred paintings,"
          + " letters and instruments of navigation that were lent by families of the town, most of"
          + " them never shown before, and stays open until late in the evening on the last Friday"
          + " of every month until the ice is gone from the bay again";

  static final String COMPOUND =
      "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

  private Scenes() {}

  /** A title on the usual colours. */
  public static Design titled(String language, String title) {
    return design(language, title, "Exhibitions", TitlePosition.BOTTOM, Layout.BACKGROUND);
  }

  static Design design(
      String language, String title, String section, TitlePosition place, Layout layout) {
    Locale locale = Locale.forLanguageTag(language);
    return new Design(
        1200,
        630,
        new Words(locale, title, section, "Harbour Museum", "Ada Example", "25 November 2026"),
        new Design.Look(
            Colors.of("#14213d", "#1f4068", "#ffffff", "#fca311"),
            place,
            layout,
            Typefaces.bundled(locale, title)),
        new Design.Images(Optional.empty(), Focus.USUAL, Optional.empty()));
  }

  static Design with(Design design, Raster picture) {
    return images(
        design,
        new Design.Images(Optional.of(picture), design.images().focus(), design.images().logo()));
  }

  static Design images(Design design, Design.Images images) {
    return new Design(design.width(), design.height(), design.words(), design.look(), images);
  }

  static Design branded(Design design) {
    return images(
        design,
        new Design.Images(design.images().picture(), design.images().focus(), Optional.of(logo())));
  }

  static Design square(Design design) {
    return new Design(1200, 1200, design.words(), design.look(), design.images());
  }

  static Design facts(Design design, String section, String site, String... byline) {
    Words words = design.words();
    return new Design(
        design.width(),
        design.height(),
        new Words(
            words.locale(),
            words.title(),
            section,
            site,
            byline.length > 1 ? byline[0] : "",
            byline[byline.length - 1]),
        design.look(),
        design.images());
  }

  static Design colored(Design design, Colors colors) {
    Design.Look look = design.look();
    return new Design(
        design.width(),
        design.height(),
        design.words(),
        new Design.Look(colors, look.place(), look.layout(), look.typefaces()),
        design.images());
  }

  /** A landscape: sky, sun, hills and water. */
  public static Raster landscape(int width, int height, boolean bright) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Color sky = bright ? new Color(0xCFE8FF) : new Color(0x0B1026);
    Color low = bright ? new Color(0xFFF4D6) : new Color(0x3A2E5C);
    g.setPaint(new GradientPaint(0, 0, sky, 0, height * 0.6f, low));
    g.fillRect(0, 0, width, height);
    g.setColor(bright ? new Color(0xFFFBEA) : new Color(0xE8E4D0));
    double r = Math.min(width, height) * 0.09;
    g.fill(new Ellipse2D.Double(width * 0.68 - r, height * 0.28 - r, 2 * r, 2 * r));
    for (int hill = 0; hill < 3; hill++) {
      float shade = 0.25f + hill * 0.18f;
      g.setColor(
          bright
              ? new Color(0.5f - shade * 0.3f, 0.75f - shade * 0.35f, 0.6f - shade * 0.3f)
              : new Color(0.16f - shade * 0.1f, 0.18f - shade * 0.1f, 0.3f - shade * 0.2f));
      Path2D path = new Path2D.Double();
      path.moveTo(0, height);
      for (int x = 0; x <= width; x += 8) {
        double wave = Math.sin(x / (width / (4.0 + hill)) * Math.PI + hill * 1.7);
        path.lineTo(x, height * (0.5 + 0.12 * hill - 0.08 * wave));
      }
      path.lineTo(width, height);
      g.fill(path);
    }
    g.setColor(bright ? Color.WHITE : new Color(0x8899CC));
    g.setStroke(new BasicStroke(Math.max(2, height / 200f)));
    for (int i = 0; i < 6; i++) {
      int y = (int) (height * (0.86 + i * 0.022));
      g.drawLine((int) (width * (0.1 + 0.05 * i)), y, (int) (width * (0.5 + 0.06 * i)), y);
    }
    g.dispose();
    return new Raster(image);
  }

  /** A lighthouse in a ring, with a transparent background. */
  public static Raster logo() {
    BufferedImage image = new BufferedImage(240, 240, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(new Color(0xFCA311));
    g.setStroke(new BasicStroke(18));
    g.draw(new Ellipse2D.Double(14, 14, 212, 212));
    Path2D tower = new Path2D.Double();
    tower.moveTo(100, 96);
    tower.lineTo(140, 96);
    tower.lineTo(156, 190);
    tower.lineTo(84, 190);
    tower.closePath();
    g.fill(tower);
    g.fillRect(94, 62, 52, 24);
    g.dispose();
    return new Raster(image);
  }
}
