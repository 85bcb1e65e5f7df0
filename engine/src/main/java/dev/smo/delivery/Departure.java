// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import static java.util.stream.Collectors.joining;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.Budget;
import dev.smo.schedule.QuietHours;
import dev.smo.schedule.Rhythm;
import dev.smo.schedule.Schedule;
import dev.smo.schedule.When;
import dev.smo.syndication.BurstLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a post whose time has come: it goes, goes later, or is held. Quiet hours and caps
 * of its connection are those of now; of one that has begun to go out, none holds the rest.
 */
@Component(service = Departure.class)
public final class Departure {
  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  /** So many pages are named where many are the matter. */
  private static final int SHOWN = 3;

  private final Ledger ledger;
  private final Connections connections;
  private final BurstLimit bursts;
  private final Transitions times;
  private final TakenPlace place;

  @Activate
  public Departure(
      @Reference Ledger ledger,
      @Reference Connections connections,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.connections = connections;
    this.bursts = new BurstLimit(ledger);
    this.times = transitions;
    this.place = new TakenPlace(ledger, transitions);
  }

  Transitions times() {
    return times;
  }

  /** Why the posts of a connection cannot depart from this node; empty where they can. */
  Optional<String> locked(String connection) {
    return connections.locked(connection);
  }

  /** The next step of a post that is due; null where it is not, or somebody else was first. */
  @Nullable
  PostRecord step(PostRecord post) {
    Instant now = times.now();
    if (post.time(Key.DUE).filter(due -> !due.isAfter(now)).isEmpty()) {
      return null;
    }
    // A crash may leave one queued for a night, and what held a post back then counts now.
    if (post.state() != State.SCHEDULED && post.state() != State.QUEUED) {
      return null;
    }
    if (PageAway.stops(post)) {
      return PageAway.out(PageAway.stopped(post), now);
    }
    if (post.lacksApproval() && isFresh(post)) {
      return unapproved(post, now);
    }
    return held(post, now).orElseGet(() -> post.to(State.QUEUED, ""));
  }

  /** What becomes of a post that does not go now. */
  private Optional<PostRecord> held(PostRecord post, Instant now) {
    if (isFresh(post)) {
      Optional<PostRecord> waits = place.waits(post);
      if (waits.isPresent() || place.isFreed(post)) {
        return waits;
      }
    }
    Optional<PostRecord> kept =
        isFresh(post) ? outdated(post).or(() -> kept(post, now)) : Optional.empty();
    return kept.or(() -> bursts.over(post, now).map(reason -> BurstLimit.held(post, reason)));
  }

  /**
   * Answers go when a person sends them; what is partly out, or may be out, is brought to an end.
   */
  private boolean isFresh(PostRecord post) {
    return post.inReplyTo().isEmpty()
        && post.certainlyNotSent()
        && !ledger.steps().hasPartOut(post);
  }

  /** What was approved may have become something else on its way, such as a post of less. */
  private static PostRecord unapproved(PostRecord post, Instant now) {
    boolean bare = post.flag(Key.WITHOUT_PICTURES) && !post.text(Key.APPROVED).isEmpty();
    return post.toBeApproved(
        bare
            ? "It was approved with its pictures, which the network refused. Approve it, and it"
                + " goes without them."
            : "Nobody approved it as it is now. Read it, then approve it.",
        now);
  }

  /** A digest is about no page, so nothing else stops it where those of which it tells are gone. */
  private Optional<PostRecord> outdated(PostRecord post) {
    List<String> told = post.texts(Key.TELLS_OF);
    List<PostRecord> gone =
        told.stream().map(ledger::find).flatMap(Optional::stream).filter(PageAway::stops).toList();
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    List<String> left = new ArrayList<>(told);
    gone.forEach(away -> left.remove(away.id()));
    String titles =
        Stream.concat(
                gone.stream().limit(SHOWN).map(away -> away.text(Key.TITLE)),
                gone.stream().skip(SHOWN).limit(1).map(more -> "…"))
            .collect(joining(", "));
    return Optional.of(
        post.to(
                State.HELD,
                "It tells of pages that are not public any more: "
                    + titles
                    + ". Change its words and send it, or cancel it.")
            // Whoever sends it then was asked about these.
            .with(Key.TELLS_OF, left.isEmpty() ? null : left.toArray(String[]::new))
            .with(Key.DUE, null));
  }

  private Optional<PostRecord> kept(PostRecord post, Instant now) {
    ZoneId zone = Schedule.zone(post.text(Key.ZONE));
    Rhythm rhythm =
        connections.find(post.text(Key.CONNECTION)).map(Account::rhythm).orElse(Rhythm.ANY);
    QuietHours quiet = quiet(post, rhythm);
    if (post.time(Key.LATEST).filter(end -> end.isBefore(now)).isPresent()) {
      return Optional.of(tooLate(post, zone));
    }
    if (quiet.covers(now, zone)) {
      Instant end = quiet.over(now, zone);
      return Optional.of(later(post, end, "Quiet hours until " + shown(end, zone) + "."));
    }
    Optional<PostRecord> dear = rhythm.budget().flatMap(budget -> tooDear(post, budget));
    return dear.or(
        () ->
            full(post, rhythm, LocalDate.ofInstant(now, zone))
                .map(
                    full -> {
                      Instant start = full.until().atStartOfDay(zone).toInstant();
                      return nextDay(post, quiet.over(start, zone), full.reason());
                    }));
  }

  /** Those that it was planned with, too, unless its connection has others that exclude them. */
  private static QuietHours quiet(PostRecord post, Rhythm rhythm) {
    QuietHours planned = QuietHours.parse(post.text(Key.QUIET));
    try {
      return planned.and(rhythm.quiet());
    } catch (IllegalArgumentException e) {
      LOG.debug("{} has no time left beside the quiet hours that it was planned with", post, e);
      return rhythm.quiet();
    }
  }

  /** No month has as much as one costs that costs more than all of the budget. */
  private static Optional<PostRecord> tooDear(PostRecord post, Budget budget) {
    return budget.of(post.cost()).compareTo(budget.most()) <= 0
        ? Optional.empty()
        : Optional.of(
            post.to(
                    State.HELD,
                    "It costs "
                        + post.cost()
                        + ", and the budget is "
                        + budget
                        + " a month. Raise it and send the post, or cancel it.")
                .with(Key.DUE, null));
  }

  private static PostRecord tooLate(PostRecord post, ZoneId zone) {
    Instant wanted = post.time(Key.SCHEDULED).orElse(Instant.EPOCH);
    return post.to(
            State.HELD,
            "Its time was "
                + shown(wanted, zone)
                + ", and it is too late for it to go by itself. Send it, or cancel it.")
        .with(Key.DUE, null);
  }

  /** Why a connection posts no more, and from which day on it does. */
  private record Full(LocalDate until, String reason) {}

  private Optional<Full> full(PostRecord post, Rhythm rhythm, LocalDate today) {
    String connection = post.text(Key.CONNECTION);
    // What stands in the place of one that is gone is no more than that was.
    int cap = post.replaces() ? 0 : rhythm.dailyCap();
    if (cap > 0 && ledger.sent().number(connection, today) >= cap) {
      return Optional.of(
          new Full(today.plusDays(1), "The cap of " + cap + " posts a day is reached."));
    }
    return rhythm
        .budget()
        .filter(budget -> isSpent(budget, post, today))
        .map(
            budget ->
                new Full(
                    today.withDayOfMonth(1).plusMonths(1),
                    "The budget of " + budget + " a month is spent."));
  }

  private boolean isSpent(Budget budget, PostRecord post, LocalDate today) {
    BigDecimal all = budget.of(post.cost());
    if (all.signum() == 0) {
      return false;
    }
    LocalDate first = today.withDayOfMonth(1);
    List<LocalDate> days = first.datesUntil(first.plusMonths(1)).toList();
    for (Map.Entry<String, Integer> sent :
        ledger.sent().prices(post.text(Key.CONNECTION), days).entrySet()) {
      all = all.add(budget.of(sent.getKey()).multiply(BigDecimal.valueOf(sent.getValue())));
    }
    return all.compareTo(budget.most()) > 0;
  }

  /** One that takes slots takes one of that day or later. */
  private PostRecord nextDay(PostRecord post, Instant at, String reason) {
    if (!post.takesSlot()) {
      return later(post, at, reason);
    }
    PostRecord moved = post.inSlotFrom(at);
    return later(moved, moved.time(Key.SCHEDULED).orElseThrow(), reason);
  }

  /** What has to wait is not late for that. */
  private PostRecord later(PostRecord post, Instant at, String reason) {
    Duration waits = Duration.between(times.now(), at);
    return post.to(State.SCHEDULED, reason)
        .with(Key.DUE, at)
        .with(Key.LATEST, post.time(Key.LATEST).map(end -> end.plus(waits)).orElse(null));
  }

  static String shown(Instant at, ZoneId zone) {
    return When.WRITTEN.format(at.atZone(zone)) + " (" + zone.getId() + ")";
  }
}
