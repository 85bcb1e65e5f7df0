// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailSubscriptionTest {
  private static MailSubscription at(String time, String zone, String done) {
    return new MailSubscription(
        "id",
        "jane",
        new MailSubscription.Wish(
            "jane@site.example", LocalTime.parse(time), ZoneId.of(zone), "en", /* weekly= */ true),
        "https://cms.example.org/cms/smo.html",
        "https://cms.example.org/bin/smo/unsubscribe",
        "/cms/smo.html",
        /* proven= */ true,
        Optional.of(done).filter(day -> !day.isEmpty()).map(LocalDate::parse),
        new MailSubscription.Standing(Optional.empty(), Optional.empty(), Optional.empty(), ""));
  }

  private static void due(MailSubscription one, String now) {
    assertTrue(one.isDue(Instant.parse(now)), now);
  }

  private static void notDue(MailSubscription one, String now) {
    assertFalse(one.isDue(Instant.parse(now)), now);
  }

  @Test
  void aTimeThatTheClockSkipsComesAnHourLater() {
    MailSubscription one = at("02:30", "Europe/Berlin", "2027-03-27");
    notDue(one, "2027-03-28T00:59:00Z");
    notDue(one, "2027-03-28T01:29:00Z");
    due(one, "2027-03-28T01:30:00Z");
  }

  @Test
  void aTimeThatTheClockShowsTwiceIsTheFirst() {
    due(at("02:30", "Europe/Berlin", "2026-10-24"), "2026-10-25T00:30:00Z");
    notDue(at("02:30", "Europe/Berlin", "2026-10-25"), "2026-10-25T01:30:00Z");
  }

  @Test
  void theDayIsThatOfTheZone() {
    MailSubscription one = at("08:00", "Pacific/Auckland", "2026-11-23");
    notDue(one, "2026-11-23T18:59:00Z");
    due(one, "2026-11-23T19:00:00Z");
  }

  /** Whoever travels west lives a day twice, and gets one mail for it. */
  @Test
  void aZoneThatIsChangedBringsNoSecondMail() {
    notDue(at("08:00", "America/Los_Angeles", "2026-11-24"), "2026-11-23T20:00:00Z");
    notDue(at("08:00", "America/Los_Angeles", "2026-11-24"), "2026-11-24T20:00:00Z");
    due(at("08:00", "America/Los_Angeles", "2026-11-24"), "2026-11-25T16:00:00Z");
  }
}
