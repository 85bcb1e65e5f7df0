// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;

/**
 * A rule with all that it takes to make a time of it.
 *
 * @param zone whose clock on the wall counts
 * @param quiet of policy and connection together
 */
public record Schedule(When when, ZoneId zone, QuietHours quiet, Slots slots) {

  /** As it is kept with a post. */
  public static Schedule of(String when, String zone, String quiet, String slots) {
    return new Schedule(
        when.isEmpty() ? When.NOW : When.parse(when),
        zone(zone),
        QuietHours.parse(quiet),
        Slots.parse(slots));
  }

  /**
   * A zone by its name.
   *
   * @param name such as {@code Europe/Berlin}; empty: that of this machine
   * @throws IllegalArgumentException there is no such zone
   */
  public static ZoneId zone(String name) {
    try {
      return name.isBlank() ? ZoneId.systemDefault() : ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "There is no time zone \"" + name + "\". Write it as Europe/Berlin or UTC.", e);
    }
  }

  /**
   * When a post goes by itself; of slots the first, whether it is free or not.
   *
   * @param published when its page is public; nothing goes before
   * @throws IllegalArgumentException it shall have a slot, and there are none
   */
  public Instant first(Instant published) {
    if (when instanceof When.NextFreeSlot) {
      return free(published)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      slots.isEmpty()
                          ? "The connection has no slots. Give it some, such as Tue, Thu 9:15."
                          : "All slots of the connection lie in quiet hours."));
    }
    Instant wanted = wanted(published);
    return quiet.over(wanted.isBefore(published) ? published : wanted, zone);
  }

  /** Slots from a time on that are not in quiet hours, the first first. */
  public Stream<Instant> free(Instant from) {
    return slots.from(from, zone).filter(slot -> !quiet.covers(slot, zone));
  }

  private Instant wanted(Instant published) {
    return when instanceof When.After after
        ? published.plus(after.delay())
        : when.at(zone).orElse(published);
  }
}
