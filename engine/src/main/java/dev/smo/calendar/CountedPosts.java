// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.endpoint.PostRights;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Posts of which there may be many: all are counted, and the first of them kept. Those that are
 * held together are one.
 */
public final class CountedPosts {
  private static final Comparator<Kept> ORDER =
      Comparator.comparing(Kept::at)
          .thenComparing(kept -> kept.post().text(Key.CONNECTION))
          .thenComparing(kept -> kept.post().id());

  private final int most;
  private final PriorityQueue<Kept> first = new PriorityQueue<>(ORDER.reversed());
  private final Map<String, Kept> groups = new HashMap<>();
  private int count;
  private int attention;

  /**
   * One that may be shown.
   *
   * @param posts how many it stands for
   */
  private record Kept(Instant at, PostRecord post, String group, int posts) {
    private Kept with(Kept other) {
      Kept earlier = ORDER.compare(this, other) <= 0 ? this : other;
      return new Kept(earlier.at, earlier.post, group, posts + other.posts);
    }
  }

  /**
   * None yet.
   *
   * @param most how many are kept
   */
  public CountedPosts(int most) {
    this.most = most;
  }

  public void add(PostRecord post) {
    Kept kept = new Kept(CalendarEntry.time(post), post, CalendarEntry.group(post), 1);
    if (!kept.group().isEmpty()) {
      groups.merge(kept.group(), kept, Kept::with);
      return;
    }
    count++;
    attention += CalendarEntry.waits(post) ? 1 : 0;
    first.add(kept);
    if (first.size() > most) {
      first.remove();
    }
  }

  /** How many entries there are. */
  public int count() {
    return count + groups.size();
  }

  /** How many of them wait for a person. */
  int attention() {
    return attention + groups.size();
  }

  /** The entries that are kept, but for so many at the beginning. */
  public List<CalendarEntry> entries(int skip, ZoneId zone, PostRights rights) {
    return Stream.concat(first.stream(), groups.values().stream())
        .sorted(ORDER)
        .limit(most)
        .skip(skip)
        .map(kept -> entry(kept, zone, rights))
        .toList();
  }

  private static CalendarEntry entry(Kept kept, ZoneId zone, PostRights rights) {
    CalendarEntry entry = CalendarEntry.of(kept.post(), zone, rights);
    return kept.group().isEmpty() ? entry : entry.asGroup(kept.group(), kept.posts());
  }
}
