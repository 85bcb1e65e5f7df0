// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import java.util.List;

/**
 * A calendar as it is shown; docs/http-api.md describes the fields.
 *
 * @param now what the clock of the zone shows now
 * @param zones that people of these sites go by
 * @param days those that have something
 */
record CalendarView(
    String zone,
    String now,
    List<String> zones,
    List<SiteName> sites,
    String from,
    String to,
    List<CalendarDay> days) {

  /** A site to filter by. */
  record SiteName(String path, String title) {}
}
