// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.connections.Connections;
import dev.smo.endpoint.PostRights;
import dev.smo.host.PageSource;
import dev.smo.ledger.Ledger;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes calendars of what the ledger has and of what connections have room for. */
@Component(service = Calendars.class)
public class Calendars {
  private static final DateTimeFormatter WALL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private final Ledger ledger;
  private final Connections connections;
  private final PageSource source;
  private final Clock clock;

  @Activate
  public Calendars(
      @Reference Ledger ledger,
      @Reference Connections connections,
      @Reference PageSource source,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.ledger = ledger;
    this.connections = connections;
    this.source = source;
    this.clock = clock;
  }

  /** What the clock on the wall of a zone shows. */
  public static String wall(Instant at, ZoneId zone) {
    return WALL.format(at.atZone(zone));
  }

  /** The day that it is in a zone. */
  LocalDate today(ZoneId zone) {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /**
   * What a person sees who has these rights.
   *
   * @param reader whose eyes to look at pages with
   */
  CalendarView show(
      CalendarQuery query, List<CalendarSite> sites, PostRights rights, ResourceResolver reader) {
    Span span = query.span();
    CalendarPosts posts =
        CalendarPosts.read(ledger, span, query.filter(), rights, query.skip() + query.most());
    Map<LocalDate, List<CalendarDay.FreeSlot>> slots =
        new FreeSlots(ledger, sites, clock.instant())
            .of(connections.all(), span, query.filter(), posts);
    return new CalendarView(
        span.zone().getId(),
        wall(clock.instant(), span.zone()),
        zones(sites, span.zone()),
        sites.stream().map(site -> new CalendarView.SiteName(site.path(), site.title())).toList(),
        span.from().toString(),
        span.to().toString(),
        days(
            query, rights, posts, slots, PagesAhead.of(query, source, reader, today(span.zone()))));
  }

  private static List<CalendarDay> days(
      CalendarQuery query,
      PostRights rights,
      CalendarPosts posts,
      Map<LocalDate, List<CalendarDay.FreeSlot>> slots,
      Map<LocalDate, List<CalendarDay.PageAhead>> pages) {
    Span span = query.span();
    List<CalendarDay> days = new ArrayList<>();
    for (LocalDate date : span.from().datesUntil(span.to().plusDays(1)).toList()) {
      CountedPosts day = posts.on(date);
      List<CalendarDay.FreeSlot> free = slots.getOrDefault(date, List.of());
      List<CalendarDay.PageAhead> ahead = pages.getOrDefault(date, List.of());
      if (day.count() > 0 || !free.isEmpty() || !ahead.isEmpty()) {
        days.add(
            new CalendarDay(
                date.toString(),
                day.count(),
                day.attention(),
                day.entries(query.skip(), span.zone(), rights),
                free.stream().limit(query.most()).toList(),
                free.size(),
                ahead));
      }
    }
    return days;
  }

  private static List<String> zones(List<CalendarSite> sites, ZoneId chosen) {
    return Stream.concat(
            Stream.concat(Stream.of(chosen), sites.stream().map(CalendarSite::zone)),
            Stream.of(ZoneId.of("UTC"), ZoneId.systemDefault()))
        .map(ZoneId::getId)
        .distinct()
        .toList();
  }
}
