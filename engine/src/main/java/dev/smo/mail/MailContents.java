// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.mail;

import dev.smo.calendar.People;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.endpoint.PostRights;
import dev.smo.goals.Plans;
import dev.smo.today.Days;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gathers what a day has to tell somebody, by the rights that the person has at that time. */
@Component(service = MailContents.class)
public class MailContents {
  private final People people;
  private final Days days;
  private final Plans plans;
  private final Connections connections;

  @Activate
  public MailContents(
      @Reference People people,
      @Reference Days days,
      @Reference Plans plans,
      @Reference Connections connections) {
    this.people = people;
    this.days = days;
    this.plans = plans;
    this.connections = connections;
  }

  /** Empty where the person is gone or may not log in. */
  Optional<MailContent> of(MailSubscription one, Instant now) {
    return people.rights(one.user(), rights -> content(one, now, rights));
  }

  /** Whether there is no such user any more. */
  boolean isGone(String user) {
    return people.isGone(user);
  }

  private MailContent content(MailSubscription one, Instant now, PostRights rights) {
    ZoneId zone = one.wish().zone();
    LocalDate day = one.day(now);
    boolean goals = one.wish().weekly() && day.getDayOfWeek() == DayOfWeek.MONDAY;
    return new MailContent(
        day,
        days.of(one.user(), rights, zone),
        days.news(
            day.minusDays(1).atStartOfDay(zone).toInstant(),
            day.atStartOfDay(zone).toInstant(),
            zone,
            rights),
        goals ? plans.running(rights::reads) : List.of(),
        rights.isAdministrator(),
        accounts());
  }

  private Map<String, String> accounts() {
    return connections.all().stream()
        .collect(
            Collectors.toMap(
                Account::id, one -> one.label().isBlank() ? one.id() : one.label(), (a, b) -> a));
  }
}
