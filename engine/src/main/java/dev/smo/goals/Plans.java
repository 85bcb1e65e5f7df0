// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.results.Measured;
import dev.smo.results.Results;
import dev.smo.results.ResultsQuery;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All goals and campaigns, and the posts by which they are measured. Posts of the last 400 days are
 * read, once for all of them; what ended before that is only named.
 */
@Component(service = Plans.class)
public class Plans {
  private static final Logger LOG = LoggerFactory.getLogger(Plans.class);
  private static final int MEASURED_DAYS = PlanForm.MOST_DAYS;

  private final PlanStore goals;
  private final PlanStore campaigns;
  private final Results results;
  private final Answered answered;
  private final FollowedAccounts followers;
  private final Clock clock;

  @Activate
  public Plans(
      @Reference Repository repository,
      @Reference Results results,
      @Reference Answered answered,
      @Reference FollowedAccounts followers,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.goals = new PlanStore(repository, "goals");
    this.campaigns = new PlanStore(repository, "campaigns");
    this.results = results;
    this.answered = answered;
    this.followers = followers;
    this.clock = clock;
  }

  /**
   * A goal in one line.
   *
   * @param measure as in {@code /bin/smo/goals}
   * @param value so far; null: nobody gives the number
   * @param state {@code reached}, {@code on-track}, {@code behind}, {@code open}, {@code unknown}
   *     or {@code untold}
   */
  public record Line(
      String title, String measure, double target, @Nullable Double value, String state) {}

  /** The goals that run now, of those that a person sees who reads these pages. */
  public List<Line> running(Predicate<String> reads) {
    List<Goal> goals =
        allGoals().stream()
            .filter(goal -> goal.below().isEmpty() || reads.test(goal.below()))
            .filter(goal -> runs(goal.plan()))
            .toList();
    List<Measured> recent = goals.isEmpty() ? List.of() : recent();
    List<Campaign> known = allCampaigns();
    return goals.stream()
        .map(goal -> line(goal, Optional.ofNullable(progress(goal, recent, known))))
        .toList();
  }

  private boolean runs(Plan plan) {
    LocalDate today = today(plan.zone());
    return !today.isBefore(plan.from()) && !today.isAfter(plan.to());
  }

  private static Line line(Goal goal, Optional<Goal.Progress> progress) {
    return new Line(
        goal.plan().text("title"),
        goal.measure().label(),
        goal.target(),
        progress.map(Goal.Progress::value).orElse(null),
        progress.map(Goal.Progress::state).orElse("unknown"));
  }

  PlanStore goals() {
    return goals;
  }

  PlanStore campaigns() {
    return campaigns;
  }

  List<Campaign> allCampaigns() {
    return campaigns.all().stream()
        .map(Campaign::new)
        .filter(one -> isWhole(one.plan(), one::mustMakeSense))
        .toList();
  }

  List<Goal> allGoals() {
    return goals.all().stream()
        .map(Goal::new)
        .filter(goal -> isWhole(goal.plan(), goal::mustMakeSense))
        .toList();
  }

  /** One that makes no sense, as somebody may have written it by hand, hides no other. */
  private static boolean isWhole(Plan plan, Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (IllegalArgumentException | DateTimeException e) {
      LOG.error("The goal or campaign {} cannot be read", plan.id(), e);
      return false;
    }
  }

  /** The posts of all days by which anything is measured now. */
  List<Measured> recent() {
    LocalDate today = today(ZoneOffset.UTC);
    // One more on each side, for zones in which it is another day.
    return results.posts(
        new ResultsQuery(
            today.minusDays(MEASURED_DAYS + 1L), today.plusDays(1), ZoneOffset.UTC, "", Map.of()));
  }

  /** How far a goal is; null for one that ended too long ago. */
  Goal.@Nullable Progress progress(Goal goal, List<Measured> recent, List<Campaign> known) {
    LocalDate today = today(goal.plan().zone());
    if (goal.plan().from().isBefore(today.minusDays(MEASURED_DAYS))) {
      return null;
    }
    ResultsQuery query = goal.query();
    String named = goal.plan().text("campaign");
    Optional<Campaign> campaign =
        known.stream().filter(one -> one.plan().id().equals(named)).findFirst();
    List<Measured> posts =
        recent.stream()
            .filter(post -> query.wants(post.facts()))
            .filter(post -> named.isEmpty() || campaign.filter(one -> one.has(post)).isPresent())
            .toList();
    if (goal.measure() == Measure.FOLLOWERS) {
      return goal.progress(posts, followers.of(goal.connection()), today);
    }
    return goal.progress(
        posts,
        goal.measure() == Measure.ANSWERED
            ? some -> answered.share(some, goal.within())
            : goal.measure()::of,
        today);
  }

  private LocalDate today(ZoneId zone) {
    return LocalDate.now(clock.withZone(zone));
  }
}
