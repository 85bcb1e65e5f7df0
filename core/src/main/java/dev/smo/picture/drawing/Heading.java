package dev.smo.picture.drawing;

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
  private static final int TRIES = 12;

  /**
   * Sizes between which a title may be.
   *
   * @param largest pixels
   * @param smallest pixels; what is too long even then ends in an ellipsis
   */
  record Scale(double largest, double smallest) {}

  /** Fits the text; the ruler of its breaker measures letters of size 1. */
  static Heading fit(
      LineBreaker text, LineBreaker.Ruler ruler, Box box, Scale scale, double leading) {
    for (double size = scale.largest(); size >= scale.smallest(); size *= STEP) {
      double width = box.width() / size;
      int room = room(box, size, leading);
      Optional<List<String>> lines =
          text.lines(width)
              .filter(found -> found.size() <= room)
              .map(found -> balanced(text, found, width))
              .filter(found -> found.stream().allMatch(line -> ruler.width(line) <= width));
      if (lines.isPresent()) {
        return new Heading(size, lines.get(), leading);
      }
    }
    double width = box.width() / scale.smallest();
    int room = room(box, scale.smallest(), leading);
    return new Heading(scale.smallest(), text.atMost(room, text.forced(width), width), leading);
  }

  /** What a title may fill. */
  record Box(double width, double height) {}

  private static int room(Box box, double size, double leading) {
    return Math.max(1, (int) (box.height() / (size * leading)));
  }

  /** The narrowest lines of the same number: no word is left alone on the last one. */
  private static List<String> balanced(LineBreaker text, List<String> lines, double width) {
    List<String> best = lines;
    double low = 0;
    double high = width;
    for (int i = 0; lines.size() > 1 && i < TRIES; i++) {
      double middle = (low + high) / 2;
      Optional<List<String>> narrower =
          text.lines(middle).filter(found -> found.size() <= lines.size());
      if (narrower.isPresent()) {
        best = narrower.get();
        high = middle;
      } else {
        low = middle;
      }
    }
    return best;
  }
}
