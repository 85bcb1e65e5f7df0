// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.html;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes on by so many milliseconds each time that somebody looks at it. */
public final class TurningClock extends Clock {
  private final long millis;
  private Instant now = Instant.EPOCH;

  public TurningClock(long millis) {
    this.millis = millis;
  }

  @Override
  public Instant instant() {
    now = now.plus(Duration.ofMillis(millis));
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
