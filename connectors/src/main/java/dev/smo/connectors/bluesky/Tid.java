// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * Record key of a post: microseconds since 1970 and ten bits that tell writers apart, in 13
 * sortable characters (atproto specification, "TID"). Derived from the delivery alone, so that each
 * attempt writes the same record: its millisecond, and a thousand times a thousand keys within that
 * by the SHA-256 of its id.
 */
final class Tid {
  private static final String ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 13;

  private Tid() {}

  static String of(Instant started, String deliveryId) {
    ByteBuffer hash = ByteBuffer.wrap(sha256(deliveryId));
    long micros = started.toEpochMilli() * 1000 + (hash.getInt() & 0x7fff_ffff) % 1000;
    long writer = hash.getInt() & 0x3ff;
    long value = ((micros << 10) | writer) & Long.MAX_VALUE;
    StringBuilder tid = new StringBuilder(LENGTH);
    for (int shift = 5 * (LENGTH - 1); shift >= 0; shift -= 5) {
      tid.append(ALPHABET.charAt((int) (value >>> shift) & 31));
    }
    return tid.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
