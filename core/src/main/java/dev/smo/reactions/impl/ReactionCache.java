// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.memory.Bounded;
import dev.smo.reactions.store.PublicReactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * What is public of the pages that were looked at last. An entry goes when something changes, and
 * after a minute, for changes of which nobody told.
 */
final class ReactionCache {
  private static final int MOST = 2000;
  private static final Duration LIFE = Duration.ofMinutes(1);

  private record Entry(PublicReactions reactions, Instant read) {}

  private final Map<String, Entry> entries = new Bounded<>(MOST);
  private long changes;

  PublicReactions of(String page, Instant now, Function<String, PublicReactions> reader) {
    long before;
    synchronized (this) {
      Entry entry = entries.get(page);
      if (entry != null && entry.read().plus(LIFE).isAfter(now)) {
        return entry.reactions();
      }
      before = changes;
    }
    PublicReactions read = reader.apply(page);
    synchronized (this) {
      // What was read while something changed may be old already.
      if (before == changes) {
        entries.put(page, new Entry(read, now));
      }
    }
    return read;
  }

  synchronized void forget(String page) {
    changes++;
    entries.remove(page);
  }

  synchronized void forgetAll() {
    changes++;
    entries.clear();
  }
}
