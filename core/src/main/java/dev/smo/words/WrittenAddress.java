// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.words;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Parts of an address as people write them, and as machines do: in ASCII. */
public final class WrittenAddress {
  static final int LONGEST_HOST = 253;
  private static final String AS_THEY_ARE = "-._~!$&'()*+,;=:@/?";

  private WrittenAddress() {}

  /**
   * A host as machines write it, in lower case; empty where there is no such. Java maps a few
   * letters that now have names of their own to others ({@code ß} to {@code ss}): those lead to
   * somebody else.
   */
  public static Optional<String> host(String host) {
    // Java composes accents, which takes the square of piled ones.
    boolean endless = host.length() > LONGEST_HOST;
    if (endless || host.indexOf('ß') >= 0 || host.indexOf('ς') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT))
          .filter(ascii -> !ascii.isEmpty() && ascii.length() <= LONGEST_HOST)
          .filter(ascii -> ascii.chars().allMatch(WrittenAddress::isOfHost));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfHost(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_.".indexOf(c) >= 0;
  }

  /** What follows the host, with all that may not stand there in percents. */
  public static String encoded(String rest) {
    StringBuilder encoded = new StringBuilder(rest.length());
    boolean fragment = false;
    for (int i = 0; i < rest.length(); i += Character.charCount(rest.codePointAt(i))) {
      int c = rest.codePointAt(i);
      boolean hash = c == '#' && !fragment;
      fragment |= hash;
      if (hash || isWritten(c) || (c == '%' && isEncoded(rest, i))) {
        encoded.appendCodePoint(c);
      } else {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
      }
    }
    return encoded.toString();
  }

  private static boolean isWritten(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || AS_THEY_ARE.indexOf(c) >= 0);
  }

  private static boolean isEncoded(String rest, int at) {
    return at + 2 < rest.length()
        && HexFormat.isHexDigit(rest.charAt(at + 1))
        && HexFormat.isHexDigit(rest.charAt(at + 2));
  }
}
