// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.endpoint.Refusal;
import dev.smo.schedule.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.sling.api.SlingHttpServletRequest;
import org.jetbrains.annotations.Nullable;

/**
 * What somebody wants to see of a calendar.
 *
 * @param most how many entries of a day
 * @param skip how many of them to leave out at the beginning
 */
record CalendarQuery(Span span, CalendarFilter filter, int most, int skip) {
  /** So many entries of a day are in an answer where nobody says. */
  static final int USUAL = 12;

  private static final int MOST = 200;
  private static final int MOST_SKIPPED = 100_000;

  /** Reads the parameters. */
  static CalendarQuery of(
      SlingHttpServletRequest request, List<CalendarSite> sites, LocalDate today) {
    String day = request.getParameter("day");
    LocalDate from = date(request, day == null ? "from" : "day", today);
    LocalDate to = day == null ? date(request, "to", from) : from;
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= Span.MOST_DAYS) {
      throw Refusal.badRequest(
          "The last day is not before the first, and no calendar has more than "
              + Span.MOST_DAYS
              + " days.");
    }
    int skip = number(request, "skip", 0, MOST_SKIPPED);
    if (skip > 0 && !from.equals(to)) {
      throw Refusal.badRequest("Only of one day, which day names, entries can be skipped.");
    }
    return new CalendarQuery(
        new Span(from, to, zone(request, sites)),
        filter(request),
        Math.max(1, number(request, "most", USUAL, MOST)),
        skip);
  }

  /** The zone that a request names, or that of the person's first site. */
  static ZoneId zone(SlingHttpServletRequest request, List<CalendarSite> sites) {
    try {
      return Sites.zone(request.getParameter("zone"), sites);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** The parameters {@code connection}, {@code network}, {@code state} and {@code site}. */
  static CalendarFilter filter(SlingHttpServletRequest request) {
    try {
      return new CalendarFilter(
          text(request, "connection"),
          text(request, "network"),
          text(request, "state"),
          text(request, "site"));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static String text(SlingHttpServletRequest request, String name) {
    @Nullable String said = request.getParameter(name);
    return said == null ? "" : said.strip();
  }

  private static LocalDate date(SlingHttpServletRequest request, String name, LocalDate otherwise) {
    String said = text(request, name);
    try {
      LocalDate date = said.isEmpty() ? otherwise : LocalDate.parse(said);
      if (date.getYear() >= When.FIRST_YEAR && date.getYear() <= When.LAST_YEAR) {
        return date;
      }
    } catch (DateTimeException e) {
      throw Refusal.badRequest("The parameter " + name + " must look like 2026-12-01.");
    }
    throw Refusal.badRequest(
        "The parameter "
            + name
            + " is a day from "
            + When.FIRST_YEAR
            + " to "
            + When.LAST_YEAR
            + ".");
  }

  private static int number(
      SlingHttpServletRequest request, String name, int otherwise, int highest) {
    String said = text(request, name);
    if (said.isEmpty()) {
      return otherwise;
    }
    if (!said.matches("[0-9]{1,6}") || Integer.parseInt(said) > highest) {
      throw Refusal.badRequest("The parameter " + name + " is a number up to " + highest + ".");
    }
    return Integer.parseInt(said);
  }
}
