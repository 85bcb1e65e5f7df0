// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.prose;

import java.time.Instant;

/** Dates as feeds, cards and posts can say them: of four digits a year, after the year nought. */
public final class WrittenDate {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private WrittenDate() {}

  /** Whether a date can be that of a page, and be written as others read it. */
  public static boolean isPossible(Instant date) {
    return !date.isBefore(FIRST) && date.isBefore(LAST);
  }
}
