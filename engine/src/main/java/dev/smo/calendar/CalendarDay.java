// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import java.util.List;

/**
 * A day of a calendar.
 *
 * @param date as {@code 2026-12-01}
 * @param count how many entries it has; those held together are one
 * @param attention how many of them wait for a person
 * @param entries some of them, the earliest first
 * @param slots some free slots of connections, the earliest first
 * @param slotCount how many there are
 * @param pages that are about to be published, the earliest first
 */
public record CalendarDay(
    String date,
    int count,
    int attention,
    List<CalendarEntry> entries,
    List<FreeSlot> slots,
    int slotCount,
    List<PageAhead> pages) {

  /**
   * A page that its author wants to be public at a time.
   *
   * @param at what the clock of the calendar's zone shows
   * @param instant the same in UTC
   */
  public record PageAhead(String path, String title, String at, String instant) {}

  /**
   * A time at which a connection likes to post, and nobody does.
   *
   * @param at what the clock of the calendar's zone shows
   * @param when the same as a rule by the clock of the site
   * @param site path of the site by whose clock it is one
   */
  public record FreeSlot(String connection, String network, String at, String when, String site) {}
}
