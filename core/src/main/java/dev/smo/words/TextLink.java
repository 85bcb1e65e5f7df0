// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of the web that stands in words. It begins with its scheme and has a host of two names
 * at least; brackets and quotes belong to it where both are in it, and punctuation behind it does
 * not. Each character is looked at a fixed number of times.
 *
 * @param start index of its first character
 * @param path index behind host and port
 * @param end index behind its last character
 * @param uri the address for machines: scheme and host in lower case, the host in ASCII, and what
 *     may not stand in an address percent-encoded
 */
public record TextLink(int start, int path, int end, String uri) {
  private static final String SIGN = "://";
  private static final Pattern MAYBE = Pattern.compile("://|[\\p{L}\\p{N}]\\.\\p{L}{2}");

  /**
   * Whether a network may see an address in words, such as X in {@code example.com}: rather too
   * often than too seldom.
   */
  public static boolean mayBeIn(String words) {
    return MAYBE.matcher(words).find();
  }

  /** All addresses in words, in their order; none within another. */
  public static List<TextLink> in(String text) {
    List<TextLink> found = new ArrayList<>();
    AddressReader reader = new AddressReader(text);
    int from = 0;
    for (int sign = text.indexOf(SIGN); sign >= 0; sign = text.indexOf(SIGN, from)) {
      int start = schemeStart(text, sign);
      Optional<TextLink> link =
          start >= from && isFreeBefore(text, start) ? reader.read(start, sign) : Optional.empty();
      link.ifPresent(found::add);
      from = link.map(TextLink::end).orElse(sign + SIGN.length());
    }
    return found;
  }

  /** The address that a text is, from its first character to its last. */
  public static Optional<TextLink> of(String text) {
    return in(text).stream()
        .filter(link -> link.start == 0 && link.end == text.length())
        .findFirst();
  }

  /** An index, or where the address begins within which it is: half of one leads elsewhere. */
  public static int outside(int index, String text) {
    return in(text).stream()
        .filter(link -> link.start < index && index < link.end)
        .findFirst()
        .map(TextLink::start)
        .orElse(index);
  }

  /** Where the scheme begins whose end is there, or -1. */
  private static int schemeStart(String text, int sign) {
    if (text.regionMatches(true, sign - 5, "https", 0, 5)) {
      return sign - 5;
    }
    return text.regionMatches(true, sign - 4, "http", 0, 4) ? sign - 4 : -1;
  }

  /** What twitter-text allows before an address; Mastodon asks it. */
  private static boolean isFreeBefore(String text, int start) {
    if (start == 0) {
      return true;
    }
    char c = text.charAt(start - 1);
    boolean letter = c < 128 && Character.isLetterOrDigit(c);
    boolean directs = c >= '\u202A' && c <= '\u202E';
    return !letter && !directs && "@＠$#＃\uFFFE\uFEFF\uFFFF".indexOf(c) < 0;
  }
}
