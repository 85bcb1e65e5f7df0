// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.today;

import dev.smo.calendar.CalendarSite;
import dev.smo.calendar.Calendars;
import dev.smo.calendar.Sites;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.PostRights;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What goes out next, what waits for the person who asks, what is broken, and what is new. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/today")
public class TodayServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Days days;
  private final transient Sites sites;

  @Activate
  public TodayServlet(@Reference Tokens tokens, @Reference Days days, @Reference Sites sites) {
    super(tokens);
    this.days = days;
    this.sites = sites;
  }

  /**
   * What a GET shows.
   *
   * @param next what goes out within a day
   * @param approvals what waits for this person to approve it
   * @param decisions what else waits for this person
   * @param replies how many reactions wait for this person
   * @param waiting how much waits in all
   * @param news what went out or came to nothing since a time; null where nobody asked for it
   */
  record View(
      String zone,
      String now,
      String at,
      TodayPosts.Some next,
      TodayPosts.Some approvals,
      TodayPosts.Some decisions,
      int replies,
      int waiting,
      List<Troubles.Trouble> troubles,
      TodayPosts.@Nullable Some news) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    PostRights rights = PostRights.of(visitor);
    if ("waiting".equals(request.getParameter("only"))) {
      return days.count(visitor.id(), rights);
    }
    ZoneId zone = zone(request);
    Optional<Instant> since = since(request);
    Days.Day day = days.of(visitor.id(), rights, zone);
    return new View(
        zone.getId(),
        Calendars.wall(day.now(), zone),
        day.now().toString(),
        day.next(),
        day.approvals(),
        day.decisions(),
        day.replies(),
        day.waiting(),
        day.troubles(),
        since.map(from -> days.newsSince(from, zone, rights)).orElse(null));
  }

  private static Optional<Instant> since(SlingHttpServletRequest request) {
    String since = request.getParameter("since");
    try {
      return Optional.ofNullable(since).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw Refusal.badRequest("since is an instant, such as 2026-11-23T10:00:00Z.");
    }
  }

  private ZoneId zone(SlingHttpServletRequest request) {
    List<CalendarSite> known = sites.of(request.getResourceResolver());
    try {
      return Sites.zone(request.getParameter("zone"), known);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
