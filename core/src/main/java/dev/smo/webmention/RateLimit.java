// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets so many notices of one sender a minute through, so that nobody makes us hammer somebody's
 * site. There is no limit for all together: a sender is a name that anybody may invent, and who
 * invents some would use it up for everybody. Counted in memory, on each node for itself.
 */
final class RateLimit {
  /** So many are remembered, then all are forgotten: {@link Backlog} bounds what is kept. */
  private static final int MOST_SENDERS = 10_000;

  private final int most;
  private final Map<String, Integer> senders = new HashMap<>();
  private long minute;

  RateLimit(int most) {
    this.most = most;
  }

  synchronized boolean admits(String sender, Instant now) {
    long current = now.getEpochSecond() / 60;
    if (current != minute || senders.size() >= MOST_SENDERS) {
      minute = current;
      senders.clear();
    }
    return senders.merge(sender, 1, Integer::sum) <= most;
  }
}
