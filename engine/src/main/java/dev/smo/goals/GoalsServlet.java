// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Tokens;
import dev.smo.endpoint.Visitor;
import dev.smo.results.Measured;
import java.util.List;
import java.util.Map;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The goals and how far they are. Administrators set them; whoever sees the pages that a goal is
 * about sees it, with the sum of all posts that count for it, of which none is named.
 */
@Component(service = Servlet.class)
@SlingServletPaths("/bin/smo/goals")
public class GoalsServlet extends JsonServlet {
  private static final long serialVersionUID = 1L;

  private final transient Plans plans;

  @Activate
  public GoalsServlet(@Reference Tokens tokens, @Reference Plans plans) {
    super(tokens);
    this.plans = plans;
  }

  /**
   * What is shown.
   *
   * @param editable whether who asks may set goals
   */
  record View(
      boolean editable, List<String> measures, List<GoalView> goals, List<Name> campaigns) {}

  /** A campaign that a goal may be about. */
  record Name(String id, String title) {}

  /**
   * A goal.
   *
   * @param hours within which replies are to be answered, or empty
   * @param progress null for one that ended too long ago
   */
  record GoalView(
      String id,
      String revision,
      String title,
      String measure,
      double target,
      String from,
      String to,
      String zone,
      String below,
      String tag,
      String campaign,
      String connection,
      String owner,
      String hours,
      Goal.@Nullable Progress progress) {}

  @Override
  protected Object show(SlingHttpServletRequest request, Visitor visitor) {
    List<Goal> goals =
        plans.allGoals().stream()
            .filter(goal -> goal.below().isEmpty() || visitor.sees(goal.below()))
            .toList();
    List<Campaign> campaigns = plans.allCampaigns();
    List<Measured> recent = goals.isEmpty() ? List.of() : plans.recent();
    return new View(
        visitor.administrator(),
        Measure.labels(),
        goals.stream().map(goal -> view(goal, plans.progress(goal, recent, campaigns))).toList(),
        campaigns.stream().map(one -> new Name(one.plan().id(), one.title())).toList());
  }

  @Override
  protected Object change(SlingHttpServletRequest request, Visitor visitor) {
    mayChange(visitor);
    String id = PlanForm.id(request);
    if (isRemoval(request)) {
      plans.goals().remove(id, PlanForm.revision(request));
      return Map.of("removed", id);
    }
    Map<String, String> values =
        new PlanForm(request)
            .mandatory("title")
            .choice("measure", Measure.labels())
            .number("target")
            .period()
            .path("below")
            .optional("tag", "campaign", "connection", "owner")
            .hours("hours")
            .values();
    mustFit(values);
    Goal goal = new Goal(plans.goals().save(new Plan(id, values), PlanForm.revision(request)));
    return view(goal, plans.progress(goal, plans.recent(), plans.allCampaigns()));
  }

  /** Followers are those of one account, whatever it posts. */
  private static void mustFit(Map<String, String> values) {
    if (!Measure.FOLLOWERS.label().equals(values.get("measure"))) {
      return;
    }
    if (!values.containsKey("connection")) {
      throw Refusal.badRequest("Say whose followers: the parameter connection is missing.");
    }
    if (values.containsKey("below")
        || values.containsKey("tag")
        || values.containsKey("campaign")) {
      throw Refusal.badRequest(
          "Followers are those of an account: leave below, tag and campaign empty.");
    }
  }

  /** Refuses whoever looks after no connections. */
  static void mayChange(Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden("Only administrators set goals and campaigns.");
    }
  }

  /** Whether what is named is to be removed; else it is to be saved. */
  static boolean isRemoval(SlingHttpServletRequest request) {
    return switch (required(request, "action")) {
      case "save" -> false;
      case "remove" -> true;
      default -> throw Refusal.badRequest("The action is save or remove.");
    };
  }

  private static GoalView view(Goal goal, Goal.@Nullable Progress progress) {
    Plan plan = goal.plan();
    return new GoalView(
        plan.id(),
        plan.revision(),
        plan.text("title"),
        goal.measure().label(),
        goal.target(),
        plan.text("from"),
        plan.text("to"),
        plan.text("zone"),
        goal.below(),
        plan.text("tag"),
        plan.text("campaign"),
        plan.text("connection"),
        plan.text("owner"),
        plan.text("hours"),
        progress);
  }
}
