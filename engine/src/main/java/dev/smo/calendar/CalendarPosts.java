// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.endpoint.PostRights;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The posts of a span, by the days of its zone. It reads each record of the span once, and those of
 * the days of UTC at its edges; it keeps as many a day as are shown.
 */
final class CalendarPosts {
  private final Map<LocalDate, CountedPosts> days = new HashMap<>();
  private final Set<Taken> taken = new HashSet<>();
  private final Span span;

  /** When a post of a connection goes. */
  private record Taken(String connection, Instant at) {}

  private CalendarPosts(Span span) {
    this.span = span;
  }

  /**
   * Reads.
   *
   * @param most how many posts of a day are kept
   */
  static CalendarPosts read(
      Ledger ledger, Span span, CalendarFilter filter, PostRights rights, int most) {
    CalendarPosts posts = new CalendarPosts(span);
    for (LocalDate day : span.utcDays()) {
      for (PostRecord post : ledger.day(day)) {
        posts.take(post);
        if (filter.matches(post) && rights.sees(post)) {
          posts.add(post, most);
        }
      }
    }
    return posts;
  }

  /** The posts of a day. */
  CountedPosts on(LocalDate day) {
    return days.getOrDefault(day, new CountedPosts(0));
  }

  /** Whether a post of a connection goes at a time, whoever may see it. */
  boolean isTaken(String connection, Instant at) {
    return taken.contains(new Taken(connection, at));
  }

  private void take(PostRecord post) {
    if (post.state().open() || post.state() == State.QUEUED) {
      post.time(Key.SCHEDULED).ifPresent(at -> taken.add(new Taken(post.text(Key.CONNECTION), at)));
    }
  }

  private void add(PostRecord post, int most) {
    Instant at = CalendarEntry.time(post);
    if (span.has(at)) {
      days.computeIfAbsent(span.wall(at).toLocalDate(), day -> new CountedPosts(most)).add(post);
    }
  }
}
