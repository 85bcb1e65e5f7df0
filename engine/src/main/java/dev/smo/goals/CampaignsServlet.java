// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.results.Measured;
import dev.smo.results.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The campaigns, with what their posts came to. Administrators make them; everybody who is logged
 * in sees them, with those posts whose pages that person sees.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/campaigns")
public class CampaignsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Plans plans;

  @Activate
  public CampaignsServlet(@Reference Tokens tokens, @Reference Plans plans) {
    super(tokens);
    this.plans = plans;
  }

  /**
   * What is shown.
   *
   * @param editable whether who asks may make campaigns
   */
  record View(boolean editable, List<CampaignView> campaigns) {}

  /**
   * A campaign, and the posts of its days that belong to it.
   *
   * @param source what stands in {@code utm_source} of links in its posts, in its days; empty: as
   *     the site says, and so on
   * @param pages on how many pages they are
   */
  record CampaignView(
      String id,
      String revision,
      String title,
      String from,
      String to,
      String zone,
      List<String> tags,
      String owner,
      String source,
      String medium,
      String content,
      int posts,
      int pages,
      Map<String, Tally.Sum> figures) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    List<Campaign> campaigns = plans.allCampaigns();
    List<Measured> recent = campaigns.isEmpty() ? List.of() : plans.recent();
    Map<String, Boolean> seen = new HashMap<>();
    List<Measured> visible =
        recent.stream()
            .filter(
                post ->
                    visitor.administrator()
                        || seen.computeIfAbsent(post.facts().path(), visitor::sees))
            .toList();
    return new View(
        visitor.administrator(), campaigns.stream().map(one -> view(one, visible)).toList());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    GoalsServlet.mayChange(visitor);
    String id = PlanForm.id(request);
    if (GoalsServlet.isRemoval(request)) {
      plans.campaigns().remove(id, PlanForm.revision(request));
      return Map.of("removed", id);
    }
    Map<String, String> values =
        new PlanForm(request)
            .mandatory("title")
            .period()
            .lines("tags")
            .optional("owner", "source", "medium", "content")
            .values();
    Plan saved = plans.campaigns().save(new Plan(id, values), PlanForm.revision(request));
    return view(new Campaign(saved), plans.recent());
  }

  private static CampaignView view(Campaign campaign, List<Measured> posts) {
    Plan plan = campaign.plan();
    List<Measured> own = posts.stream().filter(campaign::counts).toList();
    Tally tally = Tally.of(own);
    return new CampaignView(
        plan.id(),
        plan.revision(),
        campaign.title(),
        plan.text("from"),
        plan.text("to"),
        plan.text("zone"),
        campaign.tags(),
        plan.text("owner"),
        plan.text("source"),
        plan.text("medium"),
        plan.text("content"),
        tally.posts(),
        (int) own.stream().map(post -> post.facts().page()).distinct().count(),
        tally.figures());
  }
}
