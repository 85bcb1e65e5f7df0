// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * That somebody wants a mail a day.
 *
 * @param id names it in links of mails, and opens nothing
 * @param wish what the person asked for
 * @param console address of the console as the person's browser reached it when asking
 * @param stop the same of where mails are stopped without a login
 * @param page path of the console on its server
 * @param proven whether the address is that of the person's profile, or somebody who reads its
 *     mails has said so; no other mail goes there before
 * @param done the last day, in the zone, that is taken care of; empty: none yet
 * @param standing how it goes
 */
record MailSubscription(
    String id,
    String user,
    Wish wish,
    String console,
    String stop,
    String page,
    boolean proven,
    Optional<LocalDate> done,
    Standing standing) {

  /**
   * What somebody asks for.
   *
   * @param time on the clock of the zone; one that the clock skips comes as much later
   * @param language one of {@link MailWords#LANGUAGES}
   * @param weekly whether the mail of a Monday tells of goals
   */
  record Wish(String address, LocalTime time, ZoneId zone, String language, boolean weekly) {}

  /**
   * How mails go.
   *
   * @param sent when the last one was taken
   * @param tried when the person last asked for one at once
   * @param next when one that was refused is tried again
   * @param problem what the server said of the last one; empty: it took it
   */
  record Standing(
      Optional<Instant> sent, Optional<Instant> tried, Optional<Instant> next, String problem) {}

  /** The day that it is where the person looks at the clock. */
  LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, wish.zone());
  }

  /** Whether the mail of this day is to go now. */
  boolean isDue(Instant now) {
    LocalDate today = day(now);
    return proven
        && done.filter(day -> !day.isBefore(today)).isEmpty()
        && standing.next().filter(now::isBefore).isEmpty()
        && isPast(now);
  }

  /** Whether the hour of the mail has come on this day. */
  boolean isPast(Instant now) {
    return !day(now).atTime(wish.time()).atZone(wish.zone()).toInstant().isAfter(now);
  }
}
