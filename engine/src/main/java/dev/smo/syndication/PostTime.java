// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.schedule.QuietHours;
import dev.smo.schedule.Rhythm;
import dev.smo.schedule.Schedule;
import dev.smo.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a post goes: the rule of whoever asked, else that of the policy, and what it comes to.
 *
 * @param from before that it does not go
 * @param late how long after its time it still goes by itself; empty: however long
 */
record PostTime(Schedule schedule, Instant from, Optional<Duration> late) {

  /**
   * @param shown when strangers see the page
   * @throws IllegalArgumentException the policy says what nobody understands
   */
  static PostTime of(
      SyndicationPolicy policy, Rhythm rhythm, SyndicationRequest wish, Instant shown) {
    ZoneId zone = Schedule.zone(policy.zone());
    QuietHours quiet = QuietHours.parse(policy.quietHours()).and(rhythm.quiet());
    Optional<Duration> late =
        SyndicationPolicies.hours(policy.lateHours()).map(hours -> Duration.ofHours(hours));
    Optional<When> asked = wish.at().filter(when -> !isOver(when, zone, shown));
    When when = asked.orElseGet(() -> wish.explicit() ? When.NOW : usual(policy));
    boolean byItself = asked.isEmpty() && !wish.explicit();
    Instant from = byItself ? shown.plusSeconds(policy.settleSeconds()) : shown;
    return new PostTime(new Schedule(when, zone, quiet, rhythm.slots()), from, late);
  }

  private static When usual(SyndicationPolicy policy) {
    if (!policy.when().isBlank()) {
      return When.parse(policy.when());
    }
    return policy.delayMinutes() == 0
        ? When.NOW
        : new When.After(Duration.ofMinutes(policy.delayMinutes()));
  }

  /** A time that is past says nothing of when to go. */
  private static boolean isOver(When when, ZoneId zone, Instant shown) {
    return when.at(zone).filter(at -> !at.isAfter(shown)).isPresent();
  }

  /**
   * The post with its time.
   *
   * @throws IllegalArgumentException there is no such time
   */
  PostRecord on(PostRecord post) {
    Instant at = schedule.first(from);
    String quiet = schedule.quiet().toString();
    boolean slot = schedule.when() instanceof When.NextFreeSlot;
    return post.with(Key.SCHEDULED, at)
        .with(Key.WHEN, schedule.when().toString())
        .with(Key.ZONE, schedule.zone().getId())
        .with(Key.QUIET, quiet.isEmpty() ? null : quiet)
        .with(Key.SLOTS, slot ? schedule.slots().toString() : null)
        .with(Key.LATEST, late.map(at::plus).orElse(null));
  }
}
