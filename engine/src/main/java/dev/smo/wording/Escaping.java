// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.wording;

import dev.smo.post.TextFormat;
import dev.smo.words.TextHashtag;
import dev.smo.words.TextLink;
import java.util.HexFormat;

/** Writes plain words in the form in which a network takes them. */
public final class Escaping {
  private static final String MARKDOWN_SIGNS = "\\`*_{}[]()<>#+-!|~";
  private static final String LITTLE_SIGNS = "\\|{}@[]()<>#*_~";

  private Escaping() {}

  /**
   * Signs of little text that LinkedIn may take for markup in an address, too, where a backslash
   * would be part of it. Those that are left are usual in addresses, and mean nothing else there.
   */
  private static final String NOT_IN_ADDRESSES = "\\|{}[]()<>*~";

  /**
   * Writes plain words so that people read them as they are. Addresses and, in little text,
   * hashtags keep their signs, because networks find them by these; what little text may take for
   * markup in an address is percent-encoded.
   */
  public static String escape(String plain, TextFormat format) {
    return switch (format) {
      case PLAIN -> plain;
      case HTML ->
          plain
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;");
      case MARKDOWN -> escaped(plain, MARKDOWN_SIGNS, false);
      case LITTLE_TEXT -> escaped(plain, LITTLE_SIGNS, true);
    };
  }

  private static String escaped(String plain, String signs, boolean hashtags) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    int at = 0;
    for (TextLink link : TextLink.in(plain)) {
      escape(plain.substring(at, link.start()), signs, hashtags, escaped);
      String address = plain.substring(link.start(), link.end());
      escaped.append(hashtags ? encoded(address) : address);
      at = link.end();
    }
    escape(plain.substring(at), signs, hashtags, escaped);
    return escaped.toString();
  }

  private static String encoded(String address) {
    StringBuilder encoded = new StringBuilder(address.length());
    for (char c : address.toCharArray()) {
      if (NOT_IN_ADDRESSES.indexOf(c) >= 0) {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  private static void escape(String words, String signs, boolean hashtags, StringBuilder escaped) {
    int at = 0;
    while (at < words.length()) {
      int end = hashtags ? endOfTag(words, at) : at;
      if (end == at) {
        end++;
        if (signs.indexOf(words.charAt(at)) >= 0) {
          escaped.append('\\');
        }
      }
      escaped.append(words, at, end);
      at = end;
    }
  }

  /**
   * Where the hashtag ends that begins there; the same index where none does. A backslash within
   * it, before a low line, would end it earlier.
   */
  private static int endOfTag(String words, int at) {
    int end = at + 1;
    if (words.charAt(at) != '#'
        || end == words.length()
        || !Character.isLetterOrDigit(words.codePointAt(end))) {
      return at;
    }
    while (end < words.length() && TextHashtag.takes(words.codePointAt(end))) {
      end += Character.charCount(words.codePointAt(end));
    }
    return end;
  }
}
