// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage.drawing;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Breaks one text into lines of a width, as its script is broken. */
final class LineBreaker {
  private static final char SOFT_HYPHEN = '\u00AD';
  private static final String HYPHEN = "-";

  /** Tells how wide a text is, in any unit. */
  @FunctionalInterface
  interface Ruler {
    double width(String text);
  }

  /**
   * What stays together on a line.
   *
   * @param text without the space after it
   * @param gap the space after it, or empty
   * @param soft whether a hyphen is written where a line ends after it
   */
  private record Piece(String text, String gap, boolean soft, double width, double gapWidth) {}

  private final Ruler ruler;
  private final double hyphen;
  private final List<Piece> pieces = new ArrayList<>();

  LineBreaker(String text, Locale locale, Ruler ruler) {
    this.ruler = ruler;
    hyphen = ruler.width(HYPHEN);
    int start = 0;
    for (int end : ends(text, locale)) {
      split(text.substring(start, end));
      start = end;
    }
  }

  /** Lines that are broken only where the script allows it; empty where that is impossible. */
  Optional<List<String>> lines(double width) {
    boolean fits = pieces.stream().allMatch(p -> p.width() + (p.soft() ? hyphen : 0) <= width);
    return fits ? Optional.of(greedy(pieces, width)) : Optional.empty();
  }

  /**
   * The same number of lines as {@link #lines} gives, but as even as can be: no word is left alone
   * on the last one.
   */
  List<String> even(int count, double width) {
    int size = pieces.size();
    double[][] cost = new double[count + 1][size + 1];
    int[][] from = new int[count + 1][size + 1];
    for (double[] row : cost) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    cost[0][0] = 0;
    for (int line = 1; line <= count; line++) {
      for (int end = line; end <= size; end++) {
        double used = 0;
        for (int start = end - 1; start >= line - 1; start--) {
          Piece piece = pieces.get(start);
          used += piece.width() + (start < end - 1 ? piece.gapWidth() : ending(piece));
          if (used > width) {
            break;
          }
          double slack = width - used;
          double total = cost[line - 1][start] + slack * slack;
          if (total < cost[line][end]) {
            cost[line][end] = total;
            from[line][end] = start;
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (int line = count, end = size; line > 0; end = from[line--][end]) {
      lines.add(0, joined(pieces.subList(from[line][end], end)));
    }
    return lines;
  }

  private double ending(Piece last) {
    return last.soft() ? hyphen : 0;
  }

  private static String joined(List<Piece> pieces) {
    StringBuilder line = new StringBuilder();
    for (Piece piece : pieces) {
      line.append(piece.text()).append(piece.gap());
    }
    boolean soft = pieces.get(pieces.size() - 1).soft();
    return line.toString().stripTrailing() + (soft ? HYPHEN : "");
  }

  /** Lines in which what is too long for one is broken between any two characters. */
  List<String> forced(double width) {
    List<Piece> small = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.width() <= width) {
        small.add(piece);
      } else {
        cut(piece, width, small);
      }
    }
    return greedy(small, width);
  }

  /** As many of the lines, the last one ending in an ellipsis if there are more. */
  List<String> atMost(int count, List<String> lines, double width) {
    if (lines.size() <= count) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, count));
    kept.add(Ellipsis.cut(kept.remove(count - 1), line -> ruler.width(line) <= width));
    return kept;
  }

  private static List<Integer> ends(String text, Locale locale) {
    boolean thai =
        text.codePoints()
            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.THAI);
    // Thai has no spaces between words; Java looks them up, but only for this locale.
    BreakIterator iterator =
        BreakIterator.getLineInstance(thai ? Locale.forLanguageTag("th") : locale);
    iterator.setText(text);
    List<Integer> ends = new ArrayList<>();
    for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
      if (end == text.length() || !isWithinWord(text, end)) {
        ends.add(end);
      }
    }
    return ends;
  }

  /** Korean is broken at spaces, though Java would break it like Chinese. */
  private static boolean isWithinWord(String text, int at) {
    return isHangul(text.codePointBefore(at)) && isHangul(text.codePointAt(at));
  }

  private static boolean isHangul(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL;
  }

  private void split(String segment) {
    String word = segment.stripTrailing();
    String gap = word.length() < segment.length() ? " " : "";
    String[] parts = word.split(String.valueOf(SOFT_HYPHEN));
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      add(pieces, parts[i], last ? gap : "", !last || word.endsWith(String.valueOf(SOFT_HYPHEN)));
    }
  }

  private void add(List<Piece> to, String text, String gap, boolean soft) {
    to.add(new Piece(text, gap, soft, ruler.width(text), gap.isEmpty() ? 0 : ruler.width(gap)));
  }

  /** In parts of about one length, so that no letter or two are left for the last line. */
  private void cut(Piece piece, double width, List<Piece> to) {
    double room = width - hyphen;
    double share = piece.width() / Math.ceil(piece.width() / room);
    StringBuilder part = new StringBuilder();
    String before = "";
    double used = 0;
    for (String grapheme : Graphemes.of(piece.text())) {
      double more = ruler.width(part + grapheme);
      if (!part.isEmpty() && (used >= share || more > room)) {
        add(to, part.toString(), "", isHyphenated(before) && isHyphenated(grapheme));
        part.setLength(0);
        more = ruler.width(grapheme);
      }
      part.append(grapheme);
      before = grapheme;
      used = more;
    }
    add(to, part.toString(), piece.gap(), piece.soft());
  }

  /** Whether a word of this script takes a hyphen where it is broken. */
  private static boolean isHyphenated(String grapheme) {
    return switch (Character.UnicodeScript.of(grapheme.codePointAt(0))) {
      case LATIN, GREEK, CYRILLIC, ARMENIAN, GEORGIAN -> true;
      default -> false;
    };
  }

  private List<String> greedy(List<Piece> all, double width) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    double used = 0;
    for (int i = 0; i < all.size(); i++) {
      Piece piece = all.get(i);
      double gap = i == start ? 0 : all.get(i - 1).gapWidth();
      if (i > start && used + gap + piece.width() + ending(piece) > width) {
        lines.add(joined(all.subList(start, i)));
        start = i;
        used = 0;
        gap = 0;
      }
      used += gap + piece.width();
    }
    if (start < all.size()) {
      lines.add(joined(all.subList(start, all.size())));
    }
    return lines;
  }
}
