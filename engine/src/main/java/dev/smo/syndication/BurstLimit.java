// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Recognises that many pages of a site are due at once: a tree activation, an import, a roll-out,
 * or what had to wait for the same time. Counted when a post is due and not when it is planned, so
 * that the first pages of a burst are held as well as the last; and by when each is due by itself,
 * whatever delay or wished time lies between.
 */
public class BurstLimit {
  private static final int GROUP_LENGTH = 16;

  private final Ledger ledger;

  public BurstLimit(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Why the post must be held; empty where it may go. */
  public Optional<String> over(PostRecord post, Instant now) {
    int limit = post.number(Key.BURST_LIMIT);
    Optional<Instant> due = post.time(Key.FIRST_DUE);
    if (limit <= 0 || post.flag(Key.RELEASED) || due.isEmpty()) {
      return Optional.empty();
    }
    int minutes = Math.max(1, post.number(Key.BURST_MINUTES));
    List<Set<String>> around = around(post, minutes, limit + 1);
    for (int first = 0; first <= minutes; first++) {
      Set<String> pages = new HashSet<>();
      around.subList(first, first + minutes + 1).forEach(pages::addAll);
      if (pages.size() > limit) {
        return Optional.of(
            "More than the %d pages that go out by themselves are due within %d minutes."
                .formatted(limit, minutes));
      }
    }
    return Optional.empty();
  }

  /** Pages minute by minute, from so many before the post to so many behind it. */
  private List<Set<String>> around(PostRecord post, int minutes, int most) {
    Instant due = post.time(Key.FIRST_DUE).orElseThrow().truncatedTo(ChronoUnit.MINUTES);
    List<Instant> times =
        IntStream.rangeClosed(-minutes, minutes)
            .mapToObj(minute -> due.plus(minute, ChronoUnit.MINUTES))
            .toList();
    return ledger.bursts().pages(post.text(Key.SITE), times, most);
  }

  /** The same for the same posts, in whatever order. */
  public static String token(List<PostRecord> posts) {
    String all = posts.stream().map(PostRecord::id).sorted().collect(Collectors.joining());
    return Keys.hash(all).substring(0, GROUP_LENGTH);
  }

  /** A post that is held for this, together with all others of its site that are. */
  public static PostRecord held(PostRecord post, String reason) {
    String group = Keys.hash(post.text(Key.SITE)).substring(0, GROUP_LENGTH);
    return post.to(State.HELD, reason).with(Key.GROUP, group).with(Key.DUE, null);
  }
}
