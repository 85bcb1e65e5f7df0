// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.today;

import dev.smo.calendar.CountedPosts;
import dev.smo.endpoint.PostRights;
import dev.smo.reactions.store.ReactionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a day has for a person, by the rights that the person has now. */
@Component(service = Days.class)
public class Days {
  /** So far back go news at most. */
  static final Duration NEWS = Duration.ofDays(7);

  /** More replies than anybody reads in a day are not counted. */
  private static final int MOST_REPLIES = 1000;

  private final TodayPosts posts;
  private final Troubles troubles;
  private final ReactionStore reactions;

  @Activate
  public Days(
      @Reference TodayPosts posts,
      @Reference Troubles troubles,
      @Reference ReactionStore reactions) {
    this.posts = posts;
    this.troubles = troubles;
    this.reactions = reactions;
  }

  /**
   * A day.
   *
   * @param now the time by which it is today
   * @param next what goes out within a day
   * @param approvals what waits for this person to approve it
   * @param decisions what else waits for this person
   * @param replies how many reactions wait for this person
   * @param troubles all that is broken
   */
  public record Day(
      Instant now,
      TodayPosts.Some next,
      TodayPosts.Some approvals,
      TodayPosts.Some decisions,
      int replies,
      List<Troubles.Trouble> troubles) {

    /** How much waits for this person in all. */
    public int waiting() {
      return approvals.total() + decisions.total() + replies;
    }
  }

  /**
   * How much there is, for those who only count.
   *
   * @param waiting how much waits for this person
   * @param broken how much is broken
   */
  public record Counted(int waiting, int broken) {}

  /** The day of a person. */
  public Day of(String person, PostRights rights, ZoneId zone) {
    CountedPosts approvals = posts.approvals(person, rights);
    CountedPosts decisions = posts.decisions(rights);
    return new Day(
        posts.now(),
        posts.next(zone, rights),
        TodayPosts.Some.of(approvals, zone, rights),
        TodayPosts.Some.of(decisions, zone, rights),
        replies(rights),
        troubles.all(rights.isAdministrator(), zone));
  }

  Counted count(String person, PostRights rights) {
    int waiting = posts.approvals(person, rights).count() + posts.decisions(rights).count();
    return new Counted(
        waiting + replies(rights), troubles.all(rights.isAdministrator(), ZoneOffset.UTC).size());
  }

  /** What went out or came to nothing since then, of the last seven days. */
  TodayPosts.Some newsSince(Instant since, ZoneId zone, PostRights rights) {
    Instant now = posts.now();
    Instant earliest = now.minus(NEWS);
    return news(since.isBefore(earliest) ? earliest : since, now.plusSeconds(1), zone, rights);
  }

  /** What went out or came to nothing from a time until before another, the last first. */
  public TodayPosts.Some news(Instant from, Instant to, ZoneId zone, PostRights rights) {
    return posts.news(from, to, zone, rights);
  }

  private int replies(PostRights rights) {
    return reactions
        .pending(kept -> rights.reads(kept.path()) && rights.writes(kept.path()), MOST_REPLIES)
        .size();
  }
}
