// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Record key of a post: microseconds since 1970 and ten bits that tell writers apart, in 13
 * sortable characters (atproto specification, "TID"). Derived from the delivery alone, so that each
 * attempt writes the same record.
 */
final class Tid {
  private static final String ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 13;

  private Tid() {}

  static String of(Instant started, String deliveryId) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, started);
    int hash = deliveryId.hashCode();
    long writer = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & 0x3ff;
    long value = ((micros << 10) | writer) & Long.MAX_VALUE;
    StringBuilder tid = new StringBuilder(LENGTH);
    for (int shift = 5 * (LENGTH - 1); shift >= 0; shift -= 5) {
      tid.append(ALPHABET.charAt((int) (value >>> shift) & 31));
    }
    return tid.toString();
  }
}
