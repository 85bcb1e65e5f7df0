package dev.smo.connectors.mastodon;

import dev.smo.connector.Limits;
import java.util.regex.Pattern;

/**
 * Counts as Mastodon's status_length_validator.rb does: graphemes, where a URL has a fixed length
 * and {@code @user@host} counts as {@code @user}. In doubt it counts more: punctuation behind a URL
 * is not taken for a part of it, and what has no dot in its host is not taken for a URL.
 */
final class StatusLength {
  private static final Pattern URL =
      Pattern.compile("https?://[^\\s/?#]+\\.[^\\s/?#]+(?:[/?#]\\S*)?(?<![.,;:!?)\\]'\"»])");
  private static final Pattern REMOTE_NAME =
      Pattern.compile("(?<![\\w/])(@\\w+(?:[.-]+\\w+)*)@\\w+(?:[.-]+\\w+)*");

  private StatusLength() {}

  static int of(String text, int urlLength) {
    String counted = URL.matcher(text).replaceAll("x".repeat(urlLength));
    return Limits.graphemes(localNames(counted));
  }

  /** What is left of a text's names when Mastodon shows it. */
  static String localNames(String text) {
    return REMOTE_NAME.matcher(text).replaceAll("$1");
  }
}
