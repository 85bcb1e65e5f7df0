// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import dev.smo.connector.Limits;
import dev.smo.words.TextLink;
import java.util.regex.Pattern;

/**
 * Counts as Mastodon's status_length_validator.rb does: graphemes, where a URL has a fixed length
 * and {@code @user@host} counts as {@code @user}. In doubt it counts more: punctuation behind a URL
 * is not taken for a part of it, and what has no dot in its host is not taken for a URL.
 */
final class StatusLength {
  // Where Mastodon lets an address end earlier than other networks do.
  private static final String NO_PATH_END = "()?!*\"'「」<>;:=,.$%[]~&|@";
  private static final String QUERY = "!?*'();:&=+$/%#[]-_.,~|@^";
  private static final String QUERY_END = "_&=#/-";

  // Authors write what is matched here: no place is tried twice, and a name never gives back what
  // it took.
  private static final Pattern REMOTE_NAME =
      Pattern.compile("(?<![\\w/])(@\\w++(?:[.-]++\\w++)*+)@\\w++(?:[.-]++\\w++)*+");

  private StatusLength() {}

  static int of(CharSequence text, int urlLength) {
    String words = text.toString();
    StringBuilder others = new StringBuilder();
    int from = 0;
    long reserved = 0;
    for (TextLink link : TextLink.in(words)) {
      others.append(words, from, link.start()).append('x');
      // Counted, not written out: how long it is says the instance.
      reserved += Math.max(0, urlLength - 1L);
      from = end(words, link);
    }
    others.append(words, from, words.length());
    return (int)
        Math.min(Integer.MAX_VALUE, Limits.graphemes(localNames(others.toString())) + reserved);
  }

  /** Where the address ends for Mastodon; what it leaves over counts as words. */
  private static int end(String text, TextLink link) {
    int query = link.path();
    while (query < link.end() && text.charAt(query) != '?') {
      query++;
    }
    int path = query;
    while (path > link.path() && NO_PATH_END.indexOf(text.charAt(path - 1)) >= 0) {
      if (text.charAt(path - 1) == ')') {
        break; // its other one is in the address
      }
      path--;
    }
    return path < query ? path : queryEnd(text, query, link.end());
  }

  private static int queryEnd(String text, int query, int end) {
    int at = query;
    while (at < end && isQuery(text.charAt(at), QUERY)) {
      at++;
    }
    while (at > query && !isQuery(text.charAt(at - 1), QUERY_END)) {
      at--;
    }
    return at;
  }

  private static boolean isQuery(char c, String signs) {
    return c >= 0xA0 || Character.isLetterOrDigit(c) || signs.indexOf(c) >= 0;
  }

  /** What is left of a text's names when Mastodon shows it. */
  static String localNames(CharSequence text) {
    return REMOTE_NAME.matcher(text).replaceAll("$1");
  }
}
