// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import dev.smo.memory.Bounded;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often the share bars of a page were used. What a page view asks for is kept for a minute, so
 * most views read nothing.
 */
@Component(service = ClickSums.class)
public class ClickSums {
  private static final Logger LOG = LoggerFactory.getLogger(ClickSums.class);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int KEPT = 5_000;

  private final ClickNodes nodes;
  private final Clock clock;
  private final Map<String, Sum> kept = new Bounded<>(KEPT);

  @Activate
  public ClickSums(@Reference ClickNodes nodes, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.nodes = nodes;
    this.clock = clock;
  }

  /**
   * Clicks by network, at most a minute or two old; none where they cannot be read.
   *
   * @param page identity of the page
   */
  public Map<String, Long> of(String page) {
    Instant now = clock.instant();
    synchronized (kept) {
      Sum sum = kept.get(page);
      if (sum != null && now.isBefore(sum.until())) {
        return sum.byNetwork();
      }
    }
    Sum fresh = new Sum(read(page), now.plus(FRESH));
    synchronized (kept) {
      kept.put(page, fresh);
    }
    return fresh.byNetwork();
  }

  /** Clicks of a page by day of UTC and network; days without a click are left out. */
  public SortedMap<LocalDate, Map<String, Long>> days(String page, LocalDate from, LocalDate to) {
    return nodes.read(
        resolver -> {
          SortedMap<LocalDate, Map<String, Long>> days = new TreeMap<>();
          for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            Map<String, Long> sum = nodes.on(resolver, page, day);
            if (!sum.isEmpty()) {
              days.put(day, sum);
            }
          }
          return days;
        });
  }

  private Map<String, Long> read(String page) {
    try {
      return nodes.read(resolver -> nodes.total(resolver, page));
    } catch (IllegalStateException e) {
      LOG.warn("The clicks of share bars cannot be read: {}", e.getMessage());
      return Map.of();
    }
  }

  private record Sum(Map<String, Long> byNetwork, Instant until) {}
}
