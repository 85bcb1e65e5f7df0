// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.schedule.When;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Times that people see in one zone, as rules in the zone of a post. */
public final class WallClock {
  private WallClock() {}

  /**
   * The rule for a time that the clock of a zone shows. It is the time by the clock of the post's
   * own zone; with its offset only where that clock shows the time twice and the second is meant.
   *
   * @param shown where the clock skips it, it comes as much later as the clock goes forward
   * @param calendar zone in which somebody chose the time
   * @param post zone by whose clock the post goes
   */
  static When rule(LocalDateTime shown, ZoneId calendar, ZoneId post) {
    if (calendar.equals(post)) {
      return new When.Local(shown);
    }
    return rule(shown.atZone(calendar).toInstant(), post);
  }

  /** The rule for an instant, by the clock of a zone. */
  static When rule(Instant at, ZoneId zone) {
    ZonedDateTime zoned = at.atZone(zone);
    LocalDateTime local = zoned.toLocalDateTime();
    return local.atZone(zone).toInstant().equals(at)
        ? new When.Local(local)
        : new When.Zoned(zoned);
  }
}
