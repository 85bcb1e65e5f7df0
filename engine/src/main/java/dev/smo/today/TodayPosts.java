// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.today;

import dev.smo.calendar.CalendarEntry;
import dev.smo.calendar.CountedPosts;
import dev.smo.endpoint.PostRights;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The posts that concern somebody today: those that go next, and those that wait for a decision.
 */
@Component(service = TodayPosts.class)
public class TodayPosts {
  /** So many of each kind are shown. */
  static final int MOST = 10;

  /** So far ahead counts as next; what is late by as much counts, too. */
  static final Duration NEXT = Duration.ofHours(24);

  private static final Set<State> GOES =
      EnumSet.of(State.PLANNED, State.SCHEDULED, State.QUEUED, State.SENDING);

  private static final Set<State> OVER =
      EnumSet.of(State.SENT, State.FAILED, State.NEEDS_ATTENTION);

  private final Ledger ledger;
  private final Lanes lanes;

  @Activate
  public TodayPosts(@Reference Ledger ledger, @Reference Lanes lanes) {
    this.ledger = ledger;
    this.lanes = lanes;
  }

  /**
   * Some of many posts.
   *
   * @param total how many there are; those that are held together are one
   * @param entries the earliest of them
   */
  public record Some(int total, List<CalendarEntry> entries) {
    static Some of(CountedPosts posts, ZoneId zone, PostRights rights) {
      return new Some(posts.count(), posts.entries(0, zone, rights));
    }
  }

  /** The time by which this is today. */
  Instant now() {
    return lanes.now();
  }

  /** What goes out within a day, or is late, of what a person sees. */
  Some next(ZoneId zone, PostRights rights) {
    Instant from = now().minus(NEXT);
    Instant to = now().plus(NEXT);
    CountedPosts next = new CountedPosts(MOST);
    LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC);
    for (LocalDate day : first.datesUntil(last.plusDays(1)).toList()) {
      for (PostRecord post : ledger.day(day)) {
        boolean soon =
            post.time(Key.SCHEDULED)
                .filter(at -> !at.isBefore(from) && !at.isAfter(to))
                .isPresent();
        if (soon && GOES.contains(post.state()) && rights.sees(post)) {
          next.add(post);
        }
      }
    }
    return Some.of(next, zone, rights);
  }

  /** What went out or came to nothing from a time until before another, the last first. */
  Some news(Instant from, Instant to, ZoneId zone, PostRights rights) {
    // One that failed may have been due on the day before.
    LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC).minusDays(1);
    LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC);
    List<PostRecord> news =
        first
            .datesUntil(last.plusDays(1))
            .flatMap(day -> ledger.day(day).stream())
            .filter(
                post ->
                    happened(post).filter(at -> !at.isBefore(from) && at.isBefore(to)).isPresent())
            .filter(rights::sees)
            .sorted(
                Comparator.comparing((PostRecord post) -> happened(post).orElseThrow()).reversed())
            .toList();
    return new Some(
        news.size(),
        news.stream().limit(MOST).map(post -> CalendarEntry.of(post, zone, rights)).toList());
  }

  /** When it went out, or was tried for the last time; empty where it still goes its way. */
  private static Optional<Instant> happened(PostRecord post) {
    if (!OVER.contains(post.state())) {
      return Optional.empty();
    }
    return post.time(Key.SENT)
        .or(() -> post.attempts().stream().map(Attempt::at).max(Comparator.naturalOrder()))
        .or(post::calendarTime);
  }

  /** What waits for this person to approve it. */
  CountedPosts approvals(String person, PostRights rights) {
    return waiting(rights, post -> post.state() == State.AWAITING_APPROVAL && !post.isOwn(person));
  }

  /** What else waits for this person to decide. */
  CountedPosts decisions(PostRights rights) {
    return waiting(rights, post -> post.state() != State.AWAITING_APPROVAL);
  }

  private CountedPosts waiting(PostRights rights, Predicate<PostRecord> wanted) {
    CountedPosts waiting = new CountedPosts(MOST);
    ledger.attention().stream()
        .filter(post -> wanted.test(post) && rights.sees(post) && rights.decides(post))
        .forEach(waiting::add);
    return waiting;
  }
}
