// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.calendar.CalendarDay.PageAhead;
import dev.smo.host.PageSource;
import dev.smo.page.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * Pages that are about to be published, by the days that their authors named. They have no posts
 * yet, so who asks for a connection, a network or a state means none of them.
 */
final class PagesAhead {
  private PagesAhead() {}

  /**
   * Those that a person may read, the earliest of a day first.
   *
   * @param today the day that it is in the zone of the calendar
   */
  static Map<LocalDate, List<PageAhead>> of(
      CalendarQuery query, PageSource source, ResourceResolver reader, LocalDate today) {
    Span span = query.span();
    CalendarFilter filter = query.filter();
    Map<LocalDate, List<PageAhead>> days = new HashMap<>();
    if (query.skip() > 0 || !filter.isOfAllPosts() || span.to().isBefore(today)) {
      return days;
    }
    LocalDate first = span.from().isBefore(today) ? today : span.from();
    Instant begin = first.atStartOfDay(span.zone()).toInstant();
    for (Resource page : source.ahead(begin, span.end(), reader)) {
      source
          .read(page)
          .filter(facts -> !facts.live() && filter.isBelow(facts.path()))
          .ifPresent(facts -> add(facts, begin, span, days));
    }
    days.values().forEach(some -> some.sort(Comparator.comparing(PageAhead::at)));
    return days;
  }

  private static void add(
      Page page, Instant begin, Span span, Map<LocalDate, List<PageAhead>> days) {
    page.published()
        .filter(at -> !at.isBefore(begin) && span.has(at))
        .ifPresent(
            at ->
                days.computeIfAbsent(span.wall(at).toLocalDate(), day -> new ArrayList<PageAhead>())
                    .add(
                        new PageAhead(
                            page.path(),
                            page.title(),
                            Calendars.wall(at, span.zone()),
                            at.toString())));
  }
}
