// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets so many notices a minute through, and so many of one sender, so that strangers cannot fill
 * the queue or make us hammer somebody's site. Counted in memory, on each node for itself.
 */
final class RateLimit {
  private final int most;
  private final int mostOfASender;
  private final Map<String, Integer> senders = new HashMap<>();
  private long minute;
  private int all;

  RateLimit(int most, int mostOfASender) {
    this.most = most;
    this.mostOfASender = mostOfASender;
  }

  synchronized boolean admits(String sender, Instant now) {
    long current = now.getEpochSecond() / 60;
    if (current != minute) {
      minute = current;
      all = 0;
      senders.clear();
    }
    if (all >= most || senders.getOrDefault(sender, 0) >= mostOfASender) {
      return false;
    }
    all++;
    senders.merge(sender, 1, Integer::sum);
    return true;
  }
}
