// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The hosts on which the sites of this instance are public. Strangers ask for the page of any
 * address, and to ask the externalizer for every site costs the more the more sites there are; so
 * for hosts that are none of ours all of them are asked once in ten seconds.
 */
final class OwnHosts {
  private static final long FRESH = Duration.ofSeconds(10).toNanos();
  private static final int MOST_USERS = 100;

  private final LongSupplier nanos;
  private final Map<String, Known> byUser = new ConcurrentHashMap<>();

  private record Known(Set<String> hosts, long at) {}

  /**
   * @param nanos a clock
   */
  OwnHosts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Whether a site is public on a host.
   *
   * @param user who asks, as not everybody sees every site
   * @param ask gives the hosts of all sites that this user sees, in lower case
   */
  boolean has(String host, String user, Supplier<Set<String>> ask) {
    Known known = byUser.get(user);
    long now = nanos.getAsLong();
    if (known != null && (known.hosts.contains(host) || now - known.at < FRESH)) {
      return known.hosts.contains(host);
    }
    if (byUser.size() >= MOST_USERS) {
      byUser.clear();
    }
    Known fresh = new Known(Set.copyOf(ask.get()), now);
    byUser.put(user, fresh);
    return fresh.hosts.contains(host);
  }
}
