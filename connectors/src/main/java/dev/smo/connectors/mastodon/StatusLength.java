// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import dev.smo.connector.Limits;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts as Mastodon's status_length_validator.rb does: graphemes, where a URL has a fixed length
 * and {@code @user@host} counts as {@code @user}. In doubt it counts more: punctuation behind a URL
 * is not taken for a part of it, and what has no dot in its host is not taken for a URL.
 */
final class StatusLength {
  // Authors write what is matched here: no place is tried twice, and no word costs stack. The host
  // is split at its first dot only, and a name never gives back what it took.
  private static final Pattern URL =
      Pattern.compile(
          "https?://[^\\s/?#][^\\s/?#.]*+\\.[^\\s/?#]+(?:[/?#]\\S*)?(?<![.,;:!?)\\]'\"»])");
  private static final Pattern REMOTE_NAME =
      Pattern.compile("(?<![\\w/])(@\\w++(?:[.-]++\\w++)*+)@\\w++(?:[.-]++\\w++)*+");

  private StatusLength() {}

  static int of(CharSequence text, int urlLength) {
    Matcher url = URL.matcher(text);
    // Counted, not written out: how long it is says the instance.
    long reserved = url.results().count() * Math.max(0, urlLength - 1L);
    int others = Limits.graphemes(localNames(url.replaceAll("x")));
    return (int) Math.min(Integer.MAX_VALUE, others + reserved);
  }

  /** What is left of a text's names when Mastodon shows it. */
  static String localNames(CharSequence text) {
    return REMOTE_NAME.matcher(text).replaceAll("$1");
  }
}
