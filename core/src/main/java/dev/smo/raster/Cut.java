// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is taken of a picture, and the point of it that must stay in sight. It stands behind the
 * picture's address as Media Fragments of the W3C do: {@code #xywh=percent:10,0,80,100}, with
 * {@code &focus=50,33} behind it or alone. All are parts of width and height, 0 to 1.
 *
 * @param focus of the whole picture; empty where nobody said
 */
public record Cut(double x, double y, double width, double height, Optional<Point> focus) {
  /** The whole picture. */
  public static final Cut NONE = new Cut(0, 0, 1, 1, Optional.empty());

  /** A point, from the left and the upper edge. */
  public record Point(double x, double y) {}

  private static final String NUMBER = "(\\d{1,3}(?:\\.\\d{1,3})?)";
  private static final Pattern FRAME =
      Pattern.compile("xywh=percent:" + String.join(",", NUMBER, NUMBER, NUMBER, NUMBER));
  private static final Pattern FOCUS = Pattern.compile("focus=" + NUMBER + "," + NUMBER);
  private static final Point USUAL = new Point(0.5, 1 / 3d);
  private static final double PERCENT = 100;
  private static final double LEAST = 0.01;

  /** For what rounds to a thousandth of a percent. */
  private static final double ROUNDED = 1.0001;

  /** What is said behind an address; the whole picture where nothing is, or something else. */
  public static Cut of(String address) {
    return parse(fragment(address)).orElse(NONE);
  }

  /** The address without what is said behind it. */
  public static String address(String address) {
    int hash = address.indexOf('#');
    return hash < 0 ? address : address.substring(0, hash);
  }

  /** What stands behind the {@code #} of an address; empty where there is none. */
  public static String fragment(String address) {
    int hash = address.indexOf('#');
    return hash < 0 ? "" : address.substring(hash + 1);
  }

  /** What a fragment says; empty where it is written in another way, or is not of the picture. */
  public static Optional<Cut> parse(String fragment) {
    Cut cut = NONE;
    for (String part : fragment.split("&", -1)) {
      Matcher frame = FRAME.matcher(part);
      Matcher point = FOCUS.matcher(part);
      if (frame.matches()) {
        cut =
            new Cut(
                number(frame, 1), number(frame, 2), number(frame, 3), number(frame, 4), cut.focus);
      } else if (point.matches()) {
        Point said = new Point(number(point, 1), number(point, 2));
        cut = new Cut(cut.x, cut.y, cut.width, cut.height, Optional.of(said));
      } else {
        return Optional.empty();
      }
    }
    return cut.isWithin() ? Optional.of(cut) : Optional.empty();
  }

  private static double number(Matcher said, int group) {
    return Double.parseDouble(said.group(group)) / PERCENT;
  }

  private boolean isWithin() {
    boolean frame =
        width >= LEAST && height >= LEAST && x + width <= ROUNDED && y + height <= ROUNDED;
    return frame && focus.filter(point -> point.x > 1 || point.y > 1).isEmpty();
  }

  /** Whether nothing is cut off. */
  public boolean isWhole() {
    return width >= 1 && height >= 1;
  }

  /** The part of a picture. */
  public Raster of(Raster picture) {
    return isWhole() ? picture : picture.part(x, y, width, height);
  }

  /** The point that must stay in sight, in the part; where nobody said, that of most pictures. */
  public Point focusInPart() {
    return focus
        .map(point -> new Point(within((point.x - x) / width), within((point.y - y) / height)))
        .orElse(USUAL);
  }

  private static double within(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
