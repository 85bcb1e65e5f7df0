// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections whose network asked for a pause: the posts behind the one that was put off wait with
 * it, rather than ask one after the other. Kept in memory; after a restart one more call asks
 * again.
 */
final class Pauses {
  private final Map<String, Instant> until = new ConcurrentHashMap<>();

  void pause(String connection, Instant end) {
    until.merge(connection, end, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** When the connection may be used again; empty: now. */
  Optional<Instant> until(String connection, Instant now) {
    return Optional.ofNullable(until.get(connection)).filter(end -> end.isAfter(now));
  }
}
