// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.connections.Account;
import dev.smo.ledger.Ledger;
import dev.smo.schedule.QuietHours;
import dev.smo.schedule.Schedule;
import dev.smo.schedule.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The slots of connections in a span that are ahead, and that no post has. */
final class FreeSlots {
  /** So many of one connection and site are looked at. */
  private static final int MOST = 500;

  private final Ledger ledger;
  private final List<CalendarSite> sites;
  private final Instant now;

  FreeSlots(Ledger ledger, List<CalendarSite> sites, Instant now) {
    this.ledger = ledger;
    this.sites = sites;
    this.now = now;
  }

  /** Those of some accounts, by the days of the span's zone, the earliest first. */
  Map<LocalDate, List<CalendarDay.FreeSlot>> of(
      List<Account> accounts, Span span, CalendarFilter filter, CalendarPosts posts) {
    Map<LocalDate, List<CalendarDay.FreeSlot>> days = new HashMap<>();
    if (!filter.state().isEmpty()) {
      return days;
    }
    for (Account account : accounts) {
      if (wants(filter, account)) {
        ahead(account, span, filter, posts)
            .forEach(
                (at, place) ->
                    days.computeIfAbsent(span.wall(at).toLocalDate(), day -> new ArrayList<>())
                        .add(slot(account, at, place, span)));
      }
    }
    days.values().forEach(slots -> slots.sort(Comparator.comparing(CalendarDay.FreeSlot::at)));
    return days;
  }

  private static boolean wants(CalendarFilter filter, Account account) {
    return account.enabled()
        && !account.rhythm().slots().isEmpty()
        && (filter.connection().isEmpty() || filter.connection().equals(account.id()))
        && (filter.network().isEmpty() || filter.network().equals(account.network()));
  }

  /** A site by whose clock a slot is one. */
  private record Place(String site, ZoneId zone) {}

  /** Free slots of an account, each with the site by whose clock it is one. */
  private Map<Instant, Place> ahead(
      Account account, Span span, CalendarFilter filter, CalendarPosts posts) {
    Map<Instant, Place> ahead = new TreeMap<>();
    Instant from = now.isAfter(span.start()) ? now : span.start();
    for (CalendarSite site : sites) {
      if (site.connections().contains(account.id()) && isMeant(site, filter)) {
        site.times()
            .ifPresent(
                times ->
                    schedule(account, times)
                        .free(from)
                        .takeWhile(span.end()::isAfter)
                        .limit(MOST)
                        .forEach(
                            at -> ahead.putIfAbsent(at, new Place(site.path(), times.zone()))));
      }
    }
    List<Instant> untaken =
        ahead.keySet().stream().filter(at -> !posts.isTaken(account.id(), at)).toList();
    ahead.keySet().retainAll(ledger.freeSlots(account.id(), untaken));
    return ahead;
  }

  private static boolean isMeant(CalendarSite site, CalendarFilter filter) {
    return filter.site().isEmpty()
        || site.path().equals(filter.site())
        || filter.site().startsWith(site.path() + "/");
  }

  /** Where both together leave no time, the connection's own quiet hours are left alone. */
  private static Schedule schedule(Account account, CalendarSite.Times times) {
    QuietHours own = account.rhythm().quiet();
    QuietHours quiet;
    try {
      quiet = times.quiet().and(own);
    } catch (IllegalArgumentException e) {
      quiet = times.quiet();
    }
    return new Schedule(When.NEXT_FREE_SLOT, times.zone(), quiet, account.rhythm().slots());
  }

  private static CalendarDay.FreeSlot slot(Account account, Instant at, Place place, Span span) {
    return new CalendarDay.FreeSlot(
        account.id(),
        account.network(),
        Calendars.wall(at, span.zone()),
        WallClock.rule(at, place.zone()).toString(),
        place.site());
  }
}
