// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import dev.smo.schedule.QuietHours;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * A site that somebody may read, and what its policy says of times.
 *
 * @param zone whose clock on the wall its people go by
 * @param connections that its policy names
 * @param times by which its posts go; empty where the policy cannot be understood, so that its
 *     posts fail and say why
 */
public record CalendarSite(
    String path, String title, ZoneId zone, Set<String> connections, Optional<Times> times) {

  /**
   * By which its posts go.
   *
   * @param zone of the policy
   */
  public record Times(ZoneId zone, QuietHours quiet) {}
}
