// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.results;

import dev.smo.endpoint.Refusal;
import dev.smo.engagement.PostFacts;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import org.apache.sling.api.SlingHttpServletRequest;
import org.jetbrains.annotations.Nullable;

/**
 * Of which posts somebody wants the results.
 *
 * @param from first day on which they went out
 * @param to last day
 * @param zone by whose clock days, weekdays and hours are counted
 * @param below path that their pages are at or below; empty: any
 * @param having what they have, by dimension
 */
public record ResultsQuery(
    LocalDate from, LocalDate to, ZoneId zone, String below, Map<Dimension, String> having) {
  /** Most days in one answer; what it costs grows with them. */
  static final int MOST_DAYS = 400;

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2200;

  private static final int USUAL_DAYS = 30;

  /**
   * Reads the parameters {@code from}, {@code to}, {@code zone}, {@code below}, and one a
   * dimension.
   */
  static ResultsQuery of(SlingHttpServletRequest request, Clock clock) {
    ZoneId zone = zone(request.getParameter("zone"));
    LocalDate today = LocalDate.now(clock.withZone(zone));
    LocalDate to = day(request.getParameter("to"), today);
    LocalDate from = day(request.getParameter("from"), to.minusDays(USUAL_DAYS - 1L));
    if (from.isAfter(to) || from.plusDays(MOST_DAYS).isBefore(to)) {
      throw Refusal.badRequest(
          "The first day must not be behind the last, and at most " + MOST_DAYS + " before it.");
    }
    Map<Dimension, String> having = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      String value = request.getParameter(dimension.label());
      if (value != null) {
        having.put(dimension, value);
      }
    }
    String below = request.getParameter("below");
    return new ResultsQuery(from, to, zone, below == null ? "" : below, having);
  }

  /** Whether it asks for a post. */
  public boolean wants(PostFacts post) {
    LocalDate day = post.sent().atZone(zone).toLocalDate();
    return !day.isBefore(from)
        && !day.isAfter(to)
        && isBelow(post.path())
        && having.entrySet().stream()
            .allMatch(one -> one.getKey().of(post, zone).contains(one.getValue()));
  }

  private boolean isBelow(String path) {
    return below.isEmpty() || path.equals(below) || path.startsWith(below + "/");
  }

  private static LocalDate day(@Nullable String text, LocalDate byDefault) {
    try {
      LocalDate day = text == null || text.isBlank() ? byDefault : LocalDate.parse(text);
      // Months are read one by one up to now, so nobody may begin before there was anything.
      if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
        throw Refusal.badRequest("A day is from " + FIRST_YEAR + " to " + LAST_YEAR + ".");
      }
      return day;
    } catch (DateTimeException e) {
      throw Refusal.badRequest("A day must look like 2026-11-23.");
    }
  }

  private static ZoneId zone(@Nullable String name) {
    try {
      return ZoneId.of(name == null || name.isBlank() ? "UTC" : name);
    } catch (DateTimeException e) {
      throw Refusal.badRequest("There is no time zone of this name.");
    }
  }
}
