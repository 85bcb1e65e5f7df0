// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.awt.Color;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** Bar, section and title, which stand together. */
final class Block {
  private static final double LARGEST = 96;
  private static final double SMALLEST = 42;
  private static final double OVER_PICTURE = 76;
  private static final int LINES = 6;
  private static final int LINES_OF_SQUARE = 9;
  private static final double SECTION = 28;
  private static final double BAR_WIDTH = 72;
  private static final double BAR_HEIGHT = 8;
  private static final double AROUND = 44;
  private static final double BELOW_BAR = 28;
  private static final double ABOVE_TITLE = 34;
  private static final double ABOVE_FOOTER = 40;
  private static final double CAPITAL = 0.72;

  private final Text text;
  private final Frame frame;
  private final Heading heading;
  private final Optional<TextLayout> section;
  private final double top;
  private final double rise;

  private Block(Text text, Frame frame, Heading heading, Optional<TextLayout> section, double top) {
    this.text = text;
    this.frame = frame;
    this.heading = heading;
    this.section = section;
    this.top = top;
    rise = rise(heading);
  }

  static Block of(Design design, Text text, Frame frame, double footer) {
    double unit = frame.unit();
    Words words = design.words();
    Rectangle2D column = frame.column();
    Optional<TextLayout> section =
        Optional.of(words.section())
            .filter(name -> !name.isEmpty())
            .map(name -> text.within(name, true, SECTION * unit, column.getWidth()))
            .map(name -> text.line(name, true, SECTION * unit));
    double room = footer - ABOVE_FOOTER * unit - column.getY();
    Heading heading =
        fit(design, text, new Heading.Box(column.getWidth(), room - above(section, unit)), unit);
    double height = above(section, unit) + height(heading);
    double top =
        column.getY()
            + switch (design.look().place()) {
              case TOP -> 0;
              case BOTTOM -> room - height;
              case MIDDLE, CENTER -> (room - height) / 2;
            };
    return new Block(text, frame, heading, section, top);
  }

  private static Heading fit(Design design, Text text, Heading.Box box, double unit) {
    String title = design.words().title();
    if (title.isEmpty()) {
      // The server has no font of this script: colours, bar and picture say at least whose it is.
      return new Heading(SMALLEST * unit, List.of(), Leading.PLAIN);
    }
    LineBreaker breaker = new LineBreaker(title, design.words().locale(), text::width);
    boolean pictured = design.images().picture().isPresent();
    Heading.Scale scale =
        new Heading.Scale(
            (pictured ? OVER_PICTURE : LARGEST) * unit,
            SMALLEST * unit,
            design.square() ? LINES_OF_SQUARE : LINES);
    return Heading.fit(breaker, text::width, box, scale, Leading.of(title));
  }

  /** All that needs a quiet background, down to the bottom. */
  Rectangle2D area(double width, double height) {
    double from = top - AROUND * frame.unit();
    return new Rectangle2D.Double(0, from, width, height - from);
  }

  Rectangle2D titleArea() {
    double from = top + above(section, frame.unit());
    return new Rectangle2D.Double(
        frame.column().getX(), from, frame.column().getWidth(), height(heading));
  }

  Rectangle2D labelArea() {
    return new Rectangle2D.Double(
        frame.column().getX(), top, frame.column().getWidth(), above(section, frame.unit()));
  }

  void draw(Pen pen, Color title, Color accent, Color label) {
    double unit = frame.unit();
    pen.bar(bar(), accent);
    section.ifPresent(
        line ->
            pen.line(
                "section",
                line,
                frame.column(),
                top + above(section, unit) - ABOVE_TITLE * unit,
                label));
    double baseline = top + above(section, unit) + rise;
    List<String> lines = heading.lines();
    for (int i = 0; i < lines.size(); i++) {
      pen.line(
          "title",
          text.line(lines.get(i), /* heavy= */ true, heading.size()),
          frame.column(),
          baseline + i * heading.leading() * heading.size(),
          title);
    }
  }

  Rectangle2D bar() {
    double width = BAR_WIDTH * frame.unit();
    Rectangle2D column = frame.column();
    double x =
        frame.centered()
            ? column.getCenterX() - width / 2
            : text.direction() == Direction.RIGHT_TO_LEFT
                ? column.getMaxX() - width
                : column.getX();
    return new Rectangle2D.Double(x, top, width, BAR_HEIGHT * frame.unit());
  }

  private static double above(Optional<TextLayout> section, double unit) {
    double bar = BAR_HEIGHT + BELOW_BAR;
    return unit * (section.isPresent() ? bar + SECTION * CAPITAL + ABOVE_TITLE : bar);
  }

  /** From the top of the block to its first baseline; scripts that pile up marks need more. */
  private static double rise(Heading heading) {
    return heading.size() * (CAPITAL + (heading.leading() - Leading.PLAIN));
  }

  private static double height(Heading heading) {
    double descent = heading.size() * (heading.leading() - CAPITAL) * 0.6;
    int lines = heading.lines().size();
    return lines == 0
        ? 0
        : rise(heading) + (lines - 1) * heading.leading() * heading.size() + descent;
  }

  /** The distance of lines that a script needs. */
  private static final class Leading {
    static final double PLAIN = 1.16;
    private static final double DENSE = 1.28;
    private static final double TALL = 1.42;

    static double of(String text) {
      double leading = PLAIN;
      for (int c : text.codePoints().toArray()) {
        leading = Math.max(leading, of(Character.UnicodeScript.of(c)));
      }
      return leading;
    }

    private static double of(Character.UnicodeScript script) {
      return switch (script) {
        case LATIN, GREEK, CYRILLIC, COMMON, INHERITED, HEBREW, ARMENIAN, GEORGIAN -> PLAIN;
        case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> DENSE;
        default -> TALL;
      };
    }
  }
}
