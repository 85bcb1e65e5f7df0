// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Delivery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When a network was last told to make a post, for networks whose lists are late: what is not in
 * the list a moment after that may be out all the same.
 */
public final class LastTry {
  private static final String STEP = "last-try";

  private LastTry() {}

  /** Keeps that the request which makes the post, or a part of it, goes out now. */
  public static void begins(Delivery delivery, Clock clock) throws IOException {
    delivery.progress().done(STEP, Long.toString(clock.millis()));
  }

  /**
   * How long until a list shows all that was made by the last try.
   *
   * @param late how late the network's lists may be
   * @return zero where they show it by now, or where nothing is known of a try
   */
  public static Duration listedIn(Delivery delivery, Duration late, Clock clock) {
    long began = delivery.progress().of(STEP).map(Long::parseLong).orElse(0L);
    Duration left = Duration.between(clock.instant(), Instant.ofEpochMilli(began).plus(late));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
