// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.today;

import dev.smo.calendar.Calendars;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.lanes.Lane;
import dev.smo.lanes.Lanes;
import dev.smo.repository.Repository;
import dev.smo.syndication.CatchUp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What keeps posts from going out until somebody mends it. */
@Component(service = Troubles.class)
public class Troubles {
  private final Repository repository;
  private final Connections connections;
  private final Lanes lanes;

  /** Since when this node could have looked for lost events. */
  private final Instant begun;

  @Activate
  public Troubles(
      @Reference Repository repository,
      @Reference Connections connections,
      @Reference Lanes lanes) {
    this.repository = repository;
    this.connections = connections;
    this.lanes = lanes;
    this.begun = lanes.now();
  }

  /**
   * Something that is broken.
   *
   * @param kind {@code elsewhere} (nothing is sent from this installation), {@code stopped}, {@code
   *     failing}, {@code paused} for a day or longer, {@code locked} or {@code wrong} of a
   *     connection, {@code catch-up}
   * @param connection id; empty where it is about none
   * @param label of the connection
   * @param reason a sentence; of a connection, for administrators only
   * @param since what the clock of the zone showed when it began, where that is known
   */
  public record Trouble(
      String kind,
      String connection,
      String label,
      String network,
      String reason,
      @Nullable String since) {

    private static Trouble of(String kind, String reason) {
      return new Trouble(kind, "", "", "", reason, null);
    }

    private static Trouble of(Account account, String kind, String reason) {
      return new Trouble(kind, account.id(), account.label(), account.network(), reason, null);
    }

    /** Reasons may name hosts and people, and are for those who can mend it. */
    private Trouble withoutReason() {
      return new Trouble(kind, connection, label, network, "", since);
    }

    private Trouble since(Optional<Instant> began, ZoneId zone) {
      String wall = began.map(at -> Calendars.wall(at, zone)).orElse(null);
      return new Trouble(kind, connection, label, network, reason, wall);
    }
  }

  /** All that is broken, what concerns the most posts first. */
  List<Trouble> all(boolean administrator, ZoneId zone) {
    List<Trouble> troubles = new ArrayList<>();
    lanes.environment().obstacle().ifPresent(why -> troubles.add(Trouble.of("elsewhere", why)));
    if (administrator) {
      catchUp(zone).ifPresent(troubles::add);
    }
    for (Account account : connections.all()) {
      of(account, zone)
          .map(trouble -> administrator ? trouble : trouble.withoutReason())
          .ifPresent(troubles::add);
    }
    return troubles;
  }

  private Optional<Trouble> catchUp(ZoneId zone) {
    Optional<Instant> looked = CatchUp.lookedAt(repository);
    Instant last = looked.filter(begun::isBefore).orElse(begun);
    boolean late = !last.plus(CatchUp.LATE).isAfter(lanes.now());
    return late ? Optional.of(Trouble.of("catch-up", "").since(looked, zone)) : Optional.empty();
  }

  private Optional<Trouble> of(Account account, ZoneId zone) {
    if (!account.problem().isEmpty()) {
      return Optional.of(Trouble.of(account, "wrong", account.problem()));
    }
    Optional<String> locked = connections.locked(account.id());
    if (locked.isPresent()) {
      return Optional.of(Trouble.of(account, "locked", locked.get()));
    }
    Lane lane = lanes.find(account.id());
    return switch (lane.standing(lanes.now())) {
      case STOPPED ->
          Optional.of(
              Trouble.of(account, "stopped", lane.stopped()).since(lane.stoppedSince(), zone));
      case FAILING ->
          Optional.of(
              Trouble.of(account, "failing", lane.paused()).since(lane.failingSince(), zone));
      case PAUSED ->
          lane.pausesLong(lanes.now())
              ? Optional.of(
                  Trouble.of(account, "paused", lane.paused())
                      .since(lane.failingSince().or(lane::pausedSince), zone))
              : Optional.empty();
      case OPEN -> Optional.empty();
    };
  }
}
