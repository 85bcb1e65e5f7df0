// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
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
  void tenThousandDeliveriesOfOneMomentMeetNoMoreOftenThanChanceIn20BitsHasIt() {
    Set<String> keys =
        IntStream.range(0, 10_000).mapToObj(i -> Tid.of(NOON, "d" + i)).collect(toSet());
    // 10,000 of 1,024,000 keys: 49 meetings are to be expected.
    assertTrue(keys.size() > 9_900, () -> keys.size() + " different keys of 10,000");
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
    assertTrue(Tid.of(Instant.EPOCH, "").startsWith("222222222"), Tid.of(Instant.EPOCH, ""));
  }
}
