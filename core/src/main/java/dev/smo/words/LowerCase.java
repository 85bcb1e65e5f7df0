// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import java.util.Locale;

/**
 * Small letters in linear time. For each capital sigma Java looks whether the word ends there,
 * which takes the square of a word of many: half a minute for one of 30,000.
 */
public final class LowerCase {
  private static final int MOST_SIGMAS = 100;

  private static final char SIGMA = 'Σ';
  private static final String ENDS = " \t\n\f\r/>";

  private LowerCase() {}

  /**
   * A text in small letters, to be compared with others and not to be shown: sigma has one form.
   */
  public static String of(String text) {
    return text.replace(SIGMA, 'σ').toLowerCase(Locale.ROOT).replace('ς', 'σ');
  }

  /** The same for two spellings of which one letter is written as two in capitals, such as ß. */
  public static String folded(String text) {
    return of(text.toUpperCase(Locale.ROOT));
  }

  /** A text in small letters that is shown: sigma keeps its form at the end of a word. */
  public static String shown(String text) {
    return ofNames(text).toLowerCase(Locale.ROOT);
  }

  /**
   * HTML whose parser may put names of elements and attributes into small letters by Java: where
   * more than 100 capital sigmas stand without a space between, as in no word and no address, they
   * are small.
   */
  public static String ofNames(String html) {
    if (html.indexOf(SIGMA) < 0) {
      return html;
    }
    StringBuilder plain = new StringBuilder(html.length());
    int start = 0;
    for (int end = 0; end <= html.length(); end++) {
      if (end == html.length() || ENDS.indexOf(html.charAt(end)) >= 0) {
        String name = html.substring(start, end);
        boolean costly =
            name.chars().filter(c -> c == SIGMA).limit(MOST_SIGMAS + 1L).count() > MOST_SIGMAS;
        plain.append(costly ? name.replace(SIGMA, 'σ') : name);
        start = end;
      }
    }
    return plain.toString();
  }
}
