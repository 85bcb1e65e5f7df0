// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.words.WrittenAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How things that people type must look, and how they are written; else they are empty. */
final class FieldSyntax {
  static final List<String> CARDS = List.of("summary", "summary_large_image", "player", "app");

  private static final Pattern WEB =
      Pattern.compile(
          "(?i)(https?)://([^/?#@\\s\\\\]+)([/?#]\\S*)?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern FEDIVERSE =
      Pattern.compile("@?([\\w.-]++)@([\\p{Alnum}-]++(?:\\.[\\p{Alnum}-]++)++(?::\\d{1,5})?)");
  private static final Pattern HANDLE = Pattern.compile("@?(\\w{1,15})");

  private FieldSyntax() {}

  /**
   * An address of the web in ASCII: an international host in Punycode, other letters of the rest in
   * percents. No user names, spaces or other schemes.
   */
  static Optional<String> web(String text) {
    Matcher parts = WEB.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      String[] host = parts.group(2).split(":", 2);
      Optional<String> ascii = WrittenAddress.host(host[0]);
      if (ascii.isEmpty()) {
        return Optional.empty();
      }
      String rest = parts.group(3) == null ? "" : parts.group(3);
      String address =
          parts.group(1).toLowerCase(Locale.ROOT)
              + "://"
              + ascii.get()
              + (host.length > 1 ? ":" + host[1] : "")
              + WrittenAddress.encoded(rest);
      URI uri = new URI(address);
      // Java connects to no host with an underscore.
      return uri.getHost() == null ? Optional.empty() : Optional.of(uri.toASCIIString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code @user@host}. */
  static Optional<String> fediverse(String text) {
    Matcher parts = FEDIVERSE.matcher(text);
    return parts.matches()
        ? Optional.of('@' + parts.group(1) + '@' + parts.group(2))
        : Optional.empty();
  }

  /** {@code @user}. */
  static Optional<String> handle(String text) {
    Matcher parts = HANDLE.matcher(text);
    return parts.matches() ? Optional.of('@' + parts.group(1)) : Optional.empty();
  }

  static Optional<String> card(String text) {
    return CARDS.contains(text) ? Optional.of(text) : Optional.empty();
  }
}
