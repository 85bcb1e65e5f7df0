// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final RateLimit gate = new RateLimit(3);

  @Test
  void opensAgainEveryMinute() {
    for (int i = 0; i < 3; i++) {
      assertTrue(gate.admits("jane.example", NOW));
    }
    assertFalse(gate.admits("jane.example", NOW.plusSeconds(59)));
    assertTrue(gate.admits("jane.example", NOW.plusSeconds(60)));
  }

  @Test
  void manySendersShutNobodyOut() {
    for (int i = 0; i < 20_000; i++) {
      assertTrue(gate.admits("invented" + i, NOW), "" + i);
    }
    assertTrue(gate.admits("jane.example", NOW));
  }
}
