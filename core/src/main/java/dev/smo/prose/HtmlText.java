// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import org.jsoup.Jsoup;

/** What a reader sees of HTML. */
public final class HtmlText {
  private static final int LONGEST = 100_000;

  private HtmlText() {}

  /**
   * What a reader sees of a piece of HTML that somebody else wrote, in one line; of one longer than
   * 100,000 characters its beginning, because parsing may cost the square of it.
   */
  public static String line(String html) {
    String start = html.length() > LONGEST ? html.substring(0, LONGEST) : html;
    return PlainText.line(Jsoup.parseBodyFragment(start).text());
  }
}
