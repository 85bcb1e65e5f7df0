// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.util.List;
import java.util.Optional;

/**
 * A title fitted to a box: as large as it can stand there, in lines of about one length.
 *
 * @param size of the letters, pixels
 * @param lines in reading order
 * @param leading from one baseline to the next, in letter sizes
 */
record Heading(double size, List<String> lines, double leading) {
  private static final double STEP = 0.94;
  private static final double BROKEN = 0.75;
  private static final double LARGE = 0.8;

  /** What a title may fill, pixels. */
  record Box(double width, double height) {}

  /**
   * Sizes between which a title may be.
   *
   * @param largest pixels
   * @param smallest pixels; what is too long even then ends in an ellipsis
   * @param lines at most
   */
  record Scale(double largest, double smallest, int lines) {}

  /** Fits the text; the ruler of its breaker measures letters of size 1. */
  static Heading fit(
      LineBreaker text, LineBreaker.Ruler ruler, Box box, Scale scale, double leading) {
    for (double size = scale.largest(); size >= scale.smallest(); size *= STEP) {
      double width = box.width() / size;
      Optional<List<String>> lines =
          whole(text, width, room(box, scale, size, leading))
              .filter(found -> found.stream().allMatch(line -> ruler.width(line) <= width));
      if (lines.isPresent()) {
        return new Heading(size, lines.get(), leading);
      }
    }
    return broken(text, box, scale, leading);
  }

  private static Optional<List<String>> whole(LineBreaker text, double width, int room) {
    return text.lines(width)
        .filter(lines -> lines.size() <= room)
        .map(lines -> text.even(lines.size(), width));
  }

  /** For a word that is too long for a line, or a title too long for any picture. */
  private static Heading broken(LineBreaker text, Box box, Scale scale, double leading) {
    double size = scale.largest() * BROKEN;
    List<String> lines;
    do {
      size = Math.max(size * STEP, scale.smallest());
      lines = text.forced(box.width() / size);
    } while (size > scale.smallest() && lines.size() > room(box, scale, size, leading));
    int room = room(box, scale, size, leading);
    return new Heading(size, text.atMost(room, lines, box.width() / size), leading);
  }

  /** How many lines: of large letters fewer, because many short lines read badly. */
  private static int room(Box box, Scale scale, double size, double leading) {
    int lines = size > scale.largest() * LARGE ? scale.lines() / 2 : scale.lines();
    return Math.max(1, Math.min(lines, (int) (box.height() / (size * leading))));
  }
}
