// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Bytes as people hand them on, with a name before and a checksum behind (BIP-173, NIP-19). */
final class Bech32 {
  private static final String SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM = 6;

  private Bech32() {}

  static String encode(String name, byte[] bytes) {
    int[] words = words(bytes);
    StringBuilder text = new StringBuilder(name).append('1');
    for (int word : words) {
      text.append(SIGNS.charAt(word));
    }
    int[] padded = Arrays.copyOf(words, words.length + CHECKSUM);
    int sum = sum(name, padded) ^ 1;
    for (int i = 0; i < CHECKSUM; i++) {
      text.append(SIGNS.charAt((sum >> 5 * (CHECKSUM - 1 - i)) & 31));
    }
    return text.toString();
  }

  /** The bytes of a text that begins with this name; empty where anything is wrong. */
  static Optional<byte[]> decode(String name, String text) {
    if (!isValid(text) || !text.toLowerCase(Locale.ROOT).startsWith(name + "1")) {
      return Optional.empty();
    }
    String data = text.toLowerCase(Locale.ROOT).substring(name.length() + 1);
    if (data.indexOf('1') >= 0) {
      return Optional.empty();
    }
    return bytes(data.substring(0, data.length() - CHECKSUM));
  }

  /** Whether name, signs and checksum are those of BIP-173. */
  static boolean isValid(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int one = lower.lastIndexOf('1');
    boolean mixed = !text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT));
    if (mixed || one < 1 || lower.length() - one - 1 < CHECKSUM) {
      return false;
    }
    if (!lower.chars().allMatch(c -> c >= 33 && c <= 126)) {
      return false;
    }
    int[] words = lower.substring(one + 1).chars().map(SIGNS::indexOf).toArray();
    for (int word : words) {
      if (word < 0) {
        return false;
      }
    }
    return sum(lower.substring(0, one), words) == 1;
  }

  private static int sum(String name, int[] words) {
    int sum = 1;
    for (char c : name.toCharArray()) {
      sum = next(sum, c >> 5);
    }
    sum = next(sum, 0);
    for (char c : name.toCharArray()) {
      sum = next(sum, c & 31);
    }
    for (int word : words) {
      sum = next(sum, word);
    }
    return sum;
  }

  private static int next(int sum, int word) {
    int top = sum >>> 25;
    int result = ((sum & 0x1ffffff) << 5) ^ word;
    for (int i = 0; i < GENERATOR.length; i++) {
      result ^= ((top >> i) & 1) == 1 ? GENERATOR[i] : 0;
    }
    return result;
  }

  private static int[] words(byte[] bytes) {
    int[] words = new int[(bytes.length * 8 + 4) / 5];
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int set = (bytes[bit / 8] >> (7 - bit % 8)) & 1;
      words[bit / 5] |= set << (4 - bit % 5);
    }
    return words;
  }

  private static Optional<byte[]> bytes(String signs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (char sign : signs.toCharArray()) {
      held = ((held << 5) | SIGNS.indexOf(sign)) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
      }
    }
    boolean clean = bits < 5 && (held & ((1 << bits) - 1)) == 0;
    return clean ? Optional.of(bytes.toByteArray()) : Optional.empty();
  }
}
