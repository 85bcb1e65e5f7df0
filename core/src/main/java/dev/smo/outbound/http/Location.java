// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import dev.smo.words.WrittenAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Where a server leads on, in ASCII. Many send the letters of an address as they are. */
final class Location {
  private Location() {}

  /**
   * The address in a header as browsers read it.
   *
   * @param header each byte as one character
   */
  static String read(String header) {
    if (header.chars().allMatch(c -> c < 128)) {
      return header;
    }
    String address = decoded(header);
    int authority = authority(address);
    int path = authority;
    while (path > 0 && path < address.length() && "/?#".indexOf(address.charAt(path)) < 0) {
      path++;
    }
    return address.substring(0, authority)
        + host(address.substring(authority, path))
        + encoded(address.substring(path));
  }

  private static String decoded(String header) {
    byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return header;
    }
  }

  /** Where the host begins, or 0 if the address has none. */
  private static int authority(String address) {
    for (String start : new String[] {"//", "http://", "https://"}) {
      if (address.regionMatches(/* ignoreCase= */ true, 0, start, 0, start.length())) {
        return start.length();
      }
    }
    return 0;
  }

  private static String host(String authority) {
    int port = authority.indexOf(':') < 0 ? authority.length() : authority.indexOf(':');
    String name = authority.substring(0, port);
    return WrittenAddress.host(name).orElse(name) + authority.substring(port);
  }

  private static String encoded(String rest) {
    StringBuilder encoded = new StringBuilder(rest.length());
    for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
      if (b < 0) {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      } else {
        encoded.append((char) b);
      }
    }
    return encoded.toString();
  }
}
