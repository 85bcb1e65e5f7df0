// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.today;

import dev.smo.calendar.CalendarSite;
import dev.smo.calendar.Calendars;
import dev.smo.calendar.CountedPosts;
import dev.smo.calendar.Sites;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.PostRights;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.reactions.store.ReactionStore;
import java.time.ZoneId;
import java.util.List;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What goes out next, what waits for the person who asks, and what is broken. */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/today")
public class TodayServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  /** More replies than anybody reads in a day are not counted. */
  private static final int MOST_REPLIES = 1000;

  private final transient TodayPosts posts;
  private final transient Troubles troubles;
  private final transient Sites sites;
  private final transient ReactionStore reactions;

  @Activate
  public TodayServlet(
      @Reference Tokens tokens,
      @Reference TodayPosts posts,
      @Reference Troubles troubles,
      @Reference Sites sites,
      @Reference ReactionStore reactions) {
    super(tokens);
    this.posts = posts;
    this.troubles = troubles;
    this.sites = sites;
    this.reactions = reactions;
  }

  /**
   * What a GET shows.
   *
   * @param next what goes out within a day
   * @param approvals what waits for this person to approve it
   * @param decisions what else waits for this person
   * @param replies how many reactions wait for this person
   * @param waiting how much waits in all
   */
  record View(
      String zone,
      String now,
      TodayPosts.Some next,
      TodayPosts.Some approvals,
      TodayPosts.Some decisions,
      int replies,
      int waiting,
      List<Troubles.Trouble> troubles) {}

  /** How much waits for this person. */
  record Waiting(int waiting) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    PostRights rights = PostRights.of(visitor);
    CountedPosts approvals = posts.approvals(visitor, rights);
    CountedPosts decisions = posts.decisions(rights);
    int replies = replies(rights);
    int waiting = approvals.count() + decisions.count() + replies;
    if ("waiting".equals(request.getParameter("only"))) {
      return new Waiting(waiting);
    }
    ZoneId zone = zone(request);
    return new View(
        zone.getId(),
        Calendars.wall(posts.now(), zone),
        posts.next(zone, rights),
        TodayPosts.Some.of(approvals, zone, rights),
        TodayPosts.Some.of(decisions, zone, rights),
        replies,
        waiting,
        troubles.all(visitor.administrator(), zone));
  }

  private int replies(PostRights rights) {
    return reactions
        .pending(kept -> rights.reads(kept.path()) && rights.writes(kept.path()), MOST_REPLIES)
        .size();
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
