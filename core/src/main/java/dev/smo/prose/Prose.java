// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Makes clean plain text of what authors and rich text editors leave in properties: line ends are
 * unified, invisible characters dropped. Joiners stay, because emoji and Persian need them;
 * embedded text directions go, because a text cut in two would leave them open and turn link and
 * hashtags around.
 */
public final class Prose {
  private static final Pattern LINE_END = Pattern.compile("\\R");
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}&&[^\n\t]]|[\\u00AD\\u200B\\u2060\\uFEFF\\uFFFE\\uFFFF]"
              + "|[\\u202A-\\u202E\\u2066-\\u2069]");
  // A no-break space stays only where typography wants one, as in French.
  private static final Pattern NO_BREAK = Pattern.compile("(?<!«)\\u00A0(?![!?;:»%])");
  // A space that carries an accent is no space.
  private static final Pattern SPACES = Pattern.compile("[ \t]+(?!\\p{M})");
  private static final Pattern LINE_EDGES = Pattern.compile(" ?\n ?(?!\\p{M})");
  private static final Pattern BLANK_LINES = Pattern.compile("\n{3,}");
  // Nothing to sit on: they would change the character before the text.
  private static final Pattern LOOSE_MARKS = Pattern.compile("^[\\p{M}\\u200C\\u200D]+");

  // More than any script needs, and what piles up costs its square to be put in order.
  private static final Pattern PILED_MARKS = Pattern.compile("(\\p{M}{30})\\p{M}++");

  private Prose() {}

  /** Clean text that keeps its lines, with at most one blank line in a row. */
  public static String lines(String raw) {
    return tidy(LOOSE_MARKS.matcher(clean(raw).strip()).replaceFirst(""));
  }

  /** Clean text on one line. */
  public static String line(String raw) {
    return lines(raw).replaceAll("\n+", " ");
  }

  /** Clean text with its white space as it is: a fragment of something longer. */
  public static String clean(String raw) {
    String text = LINE_END.matcher(raw).replaceAll("\n");
    text = INVISIBLE.matcher(text).replaceAll("");
    text = NO_BREAK.matcher(text).replaceAll(" ");
    text = PILED_MARKS.matcher(text).replaceAll("$1");
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Removes white space that nobody meant: doubled, at line ends, more than one blank line. */
  public static String tidy(String text) {
    String tidied = SPACES.matcher(text).replaceAll(" ");
    tidied = LINE_EDGES.matcher(tidied).replaceAll("\n");
    return BLANK_LINES.matcher(tidied).replaceAll("\n\n").strip();
  }
}
