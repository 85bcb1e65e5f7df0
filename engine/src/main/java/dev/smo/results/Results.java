// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import dev.smo.clicks.LinkClicks;
import dev.smo.engagement.FactsStore;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds posts that went out, with their figures. What it reads is bounded by the months that are
 * asked for, and not by how many posts they have: at most 256 nodes a month for posts, and as many
 * a month and instance for clicks.
 */
@Component(service = Results.class)
public class Results {
  private final FactsStore facts;
  private final LinkClicks clicks;
  private final Clock clock;

  @Activate
  public Results(
      @Reference FactsStore facts,
      @Reference LinkClicks clicks,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.facts = facts;
    this.clicks = clicks;
    this.clock = clock;
  }

  /** All posts that a query wants, in no order. */
  public List<Measured> posts(ResultsQuery query) {
    // A day of another zone may begin in the month before, in UTC, or end in the one behind it.
    YearMonth first = YearMonth.from(query.from().minusDays(1));
    YearMonth last = YearMonth.from(query.to().plusDays(1));
    YearMonth now = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    boolean known = clicks.known();
    Map<String, Long> followed = known ? clicks.sums(first, now) : Map.of();
    return facts.months(first, last).stream()
        .filter(query::wants)
        .map(
            post ->
                new Measured(
                    post, Figure.of(post, known ? followed.getOrDefault(post.post(), 0L) : null)))
        .toList();
  }
}
