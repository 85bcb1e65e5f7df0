// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TidTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");

  @Test
  void isTheSameForTheSameDelivery() {
    assertEquals(Tid.of(NOON, "delivery"), Tid.of(NOON, "delivery"));
  }

  @Test
  void differsForDeliveriesOfOneMoment() {
    assertNotEquals(Tid.of(NOON, "one"), Tid.of(NOON, "other"));
  }

  @Test
  void sortsByTime() {
    String later = Tid.of(NOON.plusMillis(1), "a");
    assertTrue(Tid.of(NOON, "z").compareTo(later) < 0);
  }

  @Test
  void keepsToTheFormOfTheSpecification() {
    String tid = Tid.of(NOON, "delivery");
    assertTrue(tid.matches("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}"), tid);
    assertEquals("2222222222222", Tid.of(Instant.EPOCH, ""));
  }
}
