// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import dev.smo.words.TextHashtag;
import dev.smo.words.TextLink;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text that can be cut. Cuts fall between what readers take for characters (extended grapheme
 * clusters), at a word's end where one is near, and never inside an address, a mention or a
 * hashtag: half of one means something else.
 */
public final class Shortening {
  private static final String ELLIPSIS = "…";
  // What is shorter says nothing any more.
  private static final int LEAST = 8;
  // How much of a text may be given up to end it with a whole word.
  private static final double WORD_SEARCH = 0.4;
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final Pattern INDIVISIBLE =
      Pattern.compile("(?i)\\p{P}*(?:https?://|www\\.|[@#＠＃]).*");
  private static final String TRAILING = ",;:.-–—([«„“/&";

  private final String text;
  private final int[] ends;

  public Shortening(String text) {
    this.text = text;
    ends = GRAPHEME.matcher(text).results().mapToInt(MatchResult::end).toArray();
  }

  /** Graphemes of the whole text. */
  public int size() {
    return ends.length;
  }

  /**
   * At most so many graphemes of it, an ellipsis included; empty where too little would be left.
   */
  public String to(int graphemes) {
    if (graphemes >= size()) {
      return text;
    }
    if (graphemes < LEAST) {
      return "";
    }
    int cut = outsideTag(wordEnd(ends[graphemes - 2]));
    List<TextLink> links = TextLink.in(text);
    List<TextHashtag> tags = TextHashtag.in(text);
    // Each address or tag that is given up begins before what is left, so this ends.
    while (true) {
      int end = trimmed(cut);
      Optional<TextLink> last = lastBefore(end, links);
      if (last.isEmpty() || end > last.get().end()) {
        String left = end == 0 ? "" : text.substring(0, end) + ELLIPSIS;
        int made = madeByCut(left, tags, links);
        if (made < 0) {
          return left;
        }
        cut = border(made);
        continue;
      }
      int whole = last.get().end();
      if (cut >= whole && graphemesBefore(whole) + 2 <= graphemes) {
        return text.substring(0, whole) + " " + ELLIPSIS;
      }
      cut = last.get().start();
    }
  }

  /**
   * Before the hashtag within which an index is. Words end at spaces, and a tag begins behind marks
   * as well: of East Asian sentences, or of the direction of a text.
   */
  private int outsideTag(int index) {
    for (TextHashtag tag : TextHashtag.in(text)) {
      if (tag.start() < index && index < tag.end()) {
        return border(tag.start());
      }
    }
    return index;
  }

  /** Where something became a tag or an address by the cut, such as the first of two that touch. */
  private static int madeByCut(String left, List<TextHashtag> tags, List<TextLink> links) {
    return Stream.concat(
            TextHashtag.in(left).stream()
                .filter(tag -> !tags.contains(tag))
                .map(TextHashtag::start),
            TextLink.in(left).stream().filter(link -> !links.contains(link)).map(TextLink::start))
        .min(Comparator.naturalOrder())
        .orElse(-1);
  }

  /** The last border between graphemes that is not behind an index. */
  private int border(int index) {
    int found = Arrays.binarySearch(ends, index);
    return found >= 0 ? index : found == -1 ? 0 : ends[-found - 2];
  }

  /** As {@link #end}, between graphemes: a comma may belong to the sign before it. */
  private int trimmed(int index) {
    int last = border(index);
    for (int end = end(text, last); end < last; end = end(text, last)) {
      last = border(end);
    }
    return last;
  }

  /** The last address that begins before an index: half of one leads elsewhere. */
  private static Optional<TextLink> lastBefore(int index, List<TextLink> links) {
    return links.stream().filter(link -> link.start() < index).reduce((first, second) -> second);
  }

  private int graphemesBefore(int index) {
    int found = Arrays.binarySearch(ends, index);
    return found >= 0 ? found + 1 : -found;
  }

  /** Where a text ends that is cut at {@code end}: before white space and what wants more words. */
  public static int end(CharSequence text, int end) {
    int last = end;
    while (last > 0 && dangles(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  // White space as regular expressions have it.
  private static boolean dangles(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || TRAILING.indexOf(c) >= 0;
  }

  private int wordEnd(int end) {
    if (isSpace(end)) {
      return end;
    }
    int start = end;
    while (start > 0 && !isSpace(start - 1)) {
      start--;
    }
    boolean near = start > 0 && end - start <= end * WORD_SEARCH;
    boolean indivisible = INDIVISIBLE.matcher(text.substring(start, end)).lookingAt();
    return near || indivisible ? start : end;
  }

  // A space that carries an accent is one character with it, and no border.
  private boolean isSpace(int index) {
    return Character.isWhitespace(text.charAt(index))
        && (index + 1 == text.length() || Arrays.binarySearch(ends, index + 1) >= 0);
  }
}
