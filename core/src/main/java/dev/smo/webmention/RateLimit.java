// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets so many notices a minute through, and so many about one host, so that strangers cannot fill
 * the queue or make us hammer somebody's site. Counted in memory, on each node for itself.
 */
final class RateLimit {
  private final int most;
  private final int mostOfAHost;
  private final Map<String, Integer> hosts = new HashMap<>();
  private long minute;
  private int all;

  RateLimit(int most, int mostOfAHost) {
    this.most = most;
    this.mostOfAHost = mostOfAHost;
  }

  synchronized boolean admits(String host, Instant now) {
    long current = now.getEpochSecond() / 60;
    if (current != minute) {
      minute = current;
      all = 0;
      hosts.clear();
    }
    if (all >= most || hosts.getOrDefault(host, 0) >= mostOfAHost) {
      return false;
    }
    all++;
    hosts.merge(host, 1, Integer::sum);
    return true;
  }
}
