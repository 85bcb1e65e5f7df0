// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import dev.smo.raster.Raster;
import java.awt.Color;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/** The last row: logo and site where reading starts, author and date at the other end. */
final class Footer {
  private static final double SIZE = 28;
  private static final double LOGO_HEIGHT = 60;
  private static final double LOGO_WIDTH = 260;
  private static final double GAP = 20;
  private static final double LEADING = 1.4;
  private static final double CAPITAL = 0.72;

  private final Text text;
  private final Frame frame;
  private final Optional<Raster> logo;
  private final Optional<TextLayout> site;
  private final Optional<TextLayout> byline;

  private Footer(
      Text text,
      Frame frame,
      Optional<Raster> logo,
      Optional<TextLayout> site,
      Optional<TextLayout> byline) {
    this.text = text;
    this.frame = frame;
    this.logo = logo;
    this.site = site;
    this.byline = byline;
  }

  static Footer of(Design design, Text text, Frame frame) {
    Words words = design.words();
    Optional<Raster> logo = design.images().logo();
    double column = frame.column().getWidth();
    double beside = logo.map(l -> logoWidth(l, frame) + GAP * frame.unit()).orElse(0d);
    double width = column - (frame.centered() ? 0 : beside);
    double size = SIZE * (design.square() ? Frame.SQUARE : 1);
    return new Footer(
        text,
        frame,
        logo,
        line(text, words.site(), true, size, width),
        line(text, byline(words, text, size, width), false, size, width));
  }

  /** Author and date; it is the author's name that is shortened. */
  static String byline(Words words, Text text, double size, double width) {
    if (words.author().isEmpty() || words.date().isEmpty()) {
      return words.author() + words.date();
    }
    String date = " · " + words.date();
    return Ellipsis.within(
            words.author(), name -> text.line(name + date, false, size).getAdvance() <= width)
        + date;
  }

  private static Optional<TextLayout> line(
      Text text, String words, boolean heavy, double size, double width) {
    return Optional.of(words)
        .filter(line -> !line.isEmpty())
        .map(line -> text.line(text.within(line, heavy, size, width), heavy, size));
  }

  /** Where the footer begins; the end of the column where there is none. */
  double top() {
    double rows = rows() == 0 ? 0 : (rows() - 1) * LEADING * SIZE + SIZE * CAPITAL;
    double mark = logo.isPresent() ? LOGO_HEIGHT : 0;
    double height = frame.centered() && logo.isPresent() ? rows + GAP + mark : Math.max(rows, mark);
    return frame.column().getMaxY() - height * frame.unit();
  }

  void draw(Pen pen, Color color) {
    double unit = frame.unit();
    logo.ifPresent(l -> pen.logo(l, logoPlace(l)));
    Rectangle2D column = frame.centered() ? frame.column() : besideLogo(frame.column());
    double rows = (rows() - 1) * LEADING * SIZE + SIZE * CAPITAL;
    boolean onMiddle = logo.isPresent() && !frame.centered();
    double rest = onMiddle ? Math.max(0, LOGO_HEIGHT - rows) / 2 * unit : 0;
    double last = frame.column().getMaxY() - rest;
    if (stacked()) {
      byline.ifPresent(line -> pen.line("byline", line, column, last, color));
      double up = byline.isPresent() ? LEADING * SIZE * unit : 0;
      site.ifPresent(line -> pen.line("site", line, column, last - up, color));
      return;
    }
    site.ifPresent(line -> pen.line("site", line, column, last, color));
    byline.ifPresent(line -> pen.at("byline", line, otherEnd(line), last, color));
  }

  private double otherEnd(TextLayout line) {
    Rectangle2D column = frame.column();
    return text.direction() == Direction.RIGHT_TO_LEFT
        ? column.getX() - line.getBounds().getX()
        : column.getMaxX() - line.getBounds().getMaxX();
  }

  private int rows() {
    int lines = (site.isPresent() ? 1 : 0) + (byline.isPresent() ? 1 : 0);
    return stacked() ? lines : Math.min(1, lines);
  }

  /** Whether site and byline need a row each. */
  private boolean stacked() {
    double needed =
        site.map(TextLayout::getAdvance).orElse(0f)
            + byline.map(TextLayout::getAdvance).orElse(0f)
            + logo.map(l -> logoWidth(l, frame)).orElse(0d)
            + 3 * GAP * frame.unit();
    return frame.centered() || needed > frame.column().getWidth();
  }

  private Rectangle2D besideLogo(Rectangle2D column) {
    if (logo.isEmpty()) {
      return column;
    }
    double width = logoWidth(logo.get(), frame) + GAP * frame.unit();
    boolean right = text.direction() == Direction.RIGHT_TO_LEFT;
    return new Rectangle2D.Double(
        right ? column.getX() : column.getX() + width,
        column.getY(),
        column.getWidth() - width,
        column.getHeight());
  }

  private Rectangle2D logoPlace(Raster drawing) {
    Rectangle2D column = frame.column();
    double width = logoWidth(drawing, frame);
    double height = width * drawing.height() / drawing.width();
    double slot = LOGO_HEIGHT * frame.unit();
    double x =
        frame.centered()
            ? column.getCenterX() - width / 2
            : text.direction() == Direction.RIGHT_TO_LEFT
                ? column.getMaxX() - width
                : column.getX();
    return new Rectangle2D.Double(x, top() + (slot - height) / 2, width, height);
  }

  private static double logoWidth(Raster logo, Frame frame) {
    double scale = Math.min(LOGO_HEIGHT / logo.height(), LOGO_WIDTH / logo.width()) * frame.unit();
    return logo.width() * scale;
  }
}
