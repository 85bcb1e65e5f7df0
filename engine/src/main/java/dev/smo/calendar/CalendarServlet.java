// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.delivery.Decisions;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.PostRights;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.schedule.Schedule;
import dev.smo.schedule.When;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Posts and free slots by the clock on the wall of a zone; gives a post another time of it. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/calendar")
public class CalendarServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Ledger ledger;
  private final transient Calendars calendars;
  private final transient Decisions decisions;
  private final transient Sites sites;

  @Activate
  public CalendarServlet(
      @Reference Tokens tokens,
      @Reference Ledger ledger,
      @Reference Calendars calendars,
      @Reference Decisions decisions,
      @Reference Sites sites) {
    super(tokens);
    this.ledger = ledger;
    this.calendars = calendars;
    this.decisions = decisions;
    this.sites = sites;
  }

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    List<CalendarSite> known = sites.of(request.getResourceResolver());
    ZoneId zone = CalendarQuery.zone(request, known);
    CalendarQuery query = CalendarQuery.of(request, known, calendars.today(zone));
    return calendars.show(query, known, PostRights.of(visitor), request.getResourceResolver());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    if (!required(request, "action").equals("move")) {
      throw Refusal.badRequest("A calendar takes the action move.");
    }
    PostRights rights = PostRights.of(visitor);
    PostRecord post =
        ledger
            .find(required(request, "id"))
            .filter(rights::sees)
            .orElseThrow(() -> Refusal.notFound("There is no such post."));
    if (!rights.decides(post)) {
      throw Refusal.forbidden("You may not change the page of this post, so not the post either.");
    }
    if (!visitor.administrator() && decisions.isOfAnotherSite(post)) {
      throw Refusal.forbidden(
          "The page of this post came from another site, so only administrators move it.");
    }
    ZoneId zone = zone(required(request, "zone"));
    When when = WallClock.rule(shown(request), zone, zone(post.text(Key.ZONE)));
    Decisions.Reader reader = new Decisions.Reader(visitor.id(), required(request, "revision"));
    return CalendarEntry.of(decisions.move(post.id(), when, reader), zone, rights);
  }

  private static ZoneId zone(String name) {
    try {
      return Schedule.zone(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static LocalDateTime shown(SlingHttpServletRequest request) {
    try {
      LocalDateTime at =
          LocalDateTime.parse(required(request, "at")).truncatedTo(ChronoUnit.MINUTES);
      if (at.getYear() >= When.FIRST_YEAR && at.getYear() <= When.LAST_YEAR) {
        return at;
      }
    } catch (DateTimeException e) {
      throw Refusal.badRequest("The parameter at must look like 2026-12-01T09:15.");
    }
    throw Refusal.badRequest(
        "No post goes before " + When.FIRST_YEAR + " or after " + When.LAST_YEAR + ".");
  }
}
