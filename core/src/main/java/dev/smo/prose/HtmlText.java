// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import dev.smo.words.LowerCase;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** What a reader sees of HTML. */
public final class HtmlText {
  private static final int LONGEST = 100_000;

  private static final Pattern MARKUP =
      Pattern.compile("(?i)</[a-z][a-z0-9]{0,9}\\s*>|<(?:br|hr|img)(?:\\s|/?>)");

  private HtmlText() {}

  /** Whether a text is a piece of HTML, and not one that speaks of it: {@code <b>} is none. */
  public static boolean isMarkup(String text) {
    return MARKUP.matcher(text).find();
  }

  /** What a reader sees of a description, which some editors write as HTML. */
  public static String described(String description) {
    return isMarkup(description) && !swallows(description) ? line(description) : description;
  }

  /**
   * What a reader sees of a description as a host stored it, be it HTML or words as if for HTML:
   * decoded once. Hosts ask this when they read a page, and nobody does again.
   */
  public static String stored(String text) {
    return isMarkup(text) && !swallows(text) ? line(text) : PlainText.decoded(text);
  }

  /** The same in one line, without what nobody sees. */
  public static String describedLine(String description) {
    return PlainText.line(described(description));
  }

  /** A comment that is begun and not ended is no markup: all that follows would be lost. */
  private static boolean swallows(String text) {
    return text.lastIndexOf("<!--") > text.lastIndexOf("-->");
  }

  /**
   * What a reader sees of a piece of HTML that somebody else wrote, in one line; of one longer than
   * 100,000 characters its beginning, because parsing may cost the square of it.
   */
  public static String line(String html) {
    String start = html.length() > LONGEST ? html.substring(0, LONGEST) : html;
    return PlainText.line(Jsoup.parseBodyFragment(LowerCase.ofNames(start)).text());
  }
}
