// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises that many pages of a site became public at once: a tree activation, an import, a
 * roll-out. Counted when a post is due and not when it is planned, so that the first pages of a
 * burst are held as well as the last.
 */
public class BurstLimit {
  private final Ledger ledger;

  public BurstLimit(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Why the post must be held; empty where it may go. */
  public Optional<String> over(PostRecord post, Instant now) {
    int limit = post.number(Key.BURST_LIMIT);
    Optional<Instant> planned = post.time(Key.PLANNED);
    if (limit <= 0 || post.flag(Key.RELEASED) || planned.isEmpty()) {
      return Optional.empty();
    }
    Duration window = Duration.ofMinutes(Math.max(1, post.number(Key.BURST_MINUTES)));
    Instant until = planned.get().plus(window).isBefore(now) ? planned.get().plus(window) : now;
    Set<String> pages = new HashSet<>();
    Instant minute = planned.get().minus(window).truncatedTo(ChronoUnit.MINUTES);
    for (; !minute.isAfter(until); minute = minute.plus(1, ChronoUnit.MINUTES)) {
      pages.addAll(ledger.burst(post.text(Key.SITE), minute));
    }
    return pages.size() <= limit
        ? Optional.empty()
        : Optional.of(
            pages.size()
                + " pages were published within "
                + window.toMinutes()
                + " minutes, more than the "
                + limit
                + " that go out by themselves.");
  }
}
