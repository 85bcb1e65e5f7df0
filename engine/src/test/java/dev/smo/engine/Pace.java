// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import dev.smo.connections.Account;
import dev.smo.connector.Delivery;
import dev.smo.connector.Network;
import dev.smo.connector.Price;
import dev.smo.connector.Shape;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.QuietHours;
import dev.smo.schedule.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When and how much the connection of a {@link LifeOfAPage} may post, and whether a call keeps to
 * that, counted by what the network got. Whatever was planned or promised before, a rule holds from
 * the moment at which it is made. It says nothing where clocks that differ, or a call under way,
 * may be why.
 */
final class Pace {
  /** A budget has enough for one post a month, and not for two. */
  static final Network PRICED =
      Network.builder("toy", "Toy")
          .price(Shape.TEXT, Price.of("0.20", "USD"))
          .price(Shape.LINK, Price.of("0.20", "USD"))
          .build();

  private static final String BUDGET_OF_ONE = "0.30 USD";

  /** No month has enough for a post. */
  private static final String BUDGET_OF_NONE = "0.10 USD";

  /** From each full hour on. */
  private static final int QUIET_HOURS = 3;

  private static final String HOURLY =
      "daily "
          + IntStream.range(0, 24).mapToObj(hour -> hour + ":10").collect(Collectors.joining(", "));

  /** No call takes longer, and no two clocks differ by more. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(5);

  /** By no more clocks are set back in one life. */
  private static final Duration SET_BACK = Duration.ofMinutes(20);

  private final Supplier<Installation> smo;
  private final CountingNetwork network;
  private final Map<String, String> rule = new HashMap<>();
  private final Map<Instant, String> slots = new HashMap<>();
  private boolean forgotten;

  Pace(Supplier<Installation> smo, CountingNetwork network, boolean inSlots) {
    this.smo = smo;
    this.network = network;
    network.described = PRICED;
    if (inSlots) {
      rule.put(Rhythm.SLOTS, HOURLY);
    }
    save();
  }

  void cap(int posts) {
    rule.put(Rhythm.DAILY_CAP, String.valueOf(posts));
    save();
  }

  void budgetForOne() {
    rule.put(Rhythm.MONTHLY_BUDGET, BUDGET_OF_ONE);
    save();
  }

  void budgetForNone() {
    rule.put(Rhythm.MONTHLY_BUDGET, BUDGET_OF_NONE);
    save();
  }

  void quiet() {
    int hour = now().atZone(ZoneOffset.UTC).getHour();
    rule.put(Rhythm.QUIET_HOURS, hour + ":00-" + (hour + QUIET_HOURS) % 24 + ":00");
    save();
  }

  /** As much as it likes, at any time. */
  void free() {
    rule.keySet().retainAll(Set.of(Rhythm.SLOTS));
    save();
  }

  private void save() {
    smo.get()
        .connections
        .save(
            new Account.Form(
                "toy", "toy", "", "", Map.of(), Map.of(), Optional.of(Rhythm.of(rule))));
  }

  /** A kill took the last commits, and maybe a post that counts with them. */
  void forget() {
    forgotten = true;
  }

  /** Whether no kill, nor a commit that failed, took the rule. */
  private boolean isInForce() {
    return smo.get()
        .connections
        .find("toy")
        .filter(account -> account.rhythm().texts().equals(Rhythm.of(rule).texts()))
        .isPresent();
  }

  /** The disk has put back what counts. */
  void recollect() {
    smo.get().recall();
    forgotten = false;
  }

  private Instant now() {
    return smo.get().clock.instant();
  }

  /** What a call breaks, if anything. */
  Optional<String> broken(Delivery delivery) {
    if (!isInForce()) {
      return Optional.empty();
    }
    Optional<PostRecord> post = smo.get().ledger.find(delivery.id());
    return early(post.map(there -> there.text(Key.QUIET)).orElse(""))
        .or(() -> early(rule.getOrDefault(Rhythm.QUIET_HOURS, "")))
        .or(() -> forgotten ? Optional.empty() : tooMany(delivery.id(), post))
        .or(() -> post.flatMap(this::secondOfItsSlot));
  }

  private Optional<String> early(String quietHours) {
    QuietHours quiet = QuietHours.parse(quietHours);
    boolean early =
        Stream.of(now().minus(UNDER_WAY), now(), now().plus(UNDER_WAY))
            .allMatch(at -> quiet.covers(at, ZoneOffset.UTC));
    return early ? Optional.of("sent in the quiet hours " + quiet) : Optional.empty();
  }

  private Optional<String> tooMany(String id, Optional<PostRecord> post) {
    String cap = rule.getOrDefault(Rhythm.DAILY_CAP, "");
    // What stands in the place of another is no more than that was.
    boolean capped = !cap.isEmpty() && post.filter(PostRecord::replaces).isEmpty();
    if (capped && others(id, LocalDate::from) >= Integer.parseInt(cap)) {
      return Optional.of("sent over the cap of " + cap + " a day");
    }
    String budget = rule.getOrDefault(Rhythm.MONTHLY_BUDGET, "");
    boolean dear = budget.equals(BUDGET_OF_ONE) && others(id, YearMonth::from) > 0;
    return dear || budget.equals(BUDGET_OF_NONE)
        ? Optional.of("sent over the budget of " + budget + " a month")
        : Optional.empty();
  }

  /** How many others the network certainly got in the same span of time. */
  private long others(String id, Function<ZonedDateTime, Object> span) {
    Object today = span.apply(now().atZone(ZoneOffset.UTC));
    return isWithin(now(), today, span)
        ? network.times(id).stream().filter(at -> isWithin(at, today, span)).count()
        : 0;
  }

  private static boolean isWithin(Instant at, Object wanted, Function<ZonedDateTime, Object> span) {
    return Stream.of(at.minus(SET_BACK), at.plus(SET_BACK))
        .allMatch(edge -> span.apply(edge.atZone(ZoneOffset.UTC)).equals(wanted));
  }

  /** What a post waits for in vain, if it does. */
  static Optional<String> inVain(PostRecord post) {
    return post.state() == State.SCHEDULED && post.text(Key.REASON).contains(BUDGET_OF_NONE)
        ? Optional.of("it waits for a month that has enough, and none has: " + post)
        : Optional.empty();
  }

  private Optional<String> secondOfItsSlot(PostRecord post) {
    Optional<Instant> slot = post.time(Key.SLOT);
    Optional<String> before = slot.map(at -> slots.putIfAbsent(at, post.id()));
    return before
        .filter(other -> !other.equals(post.id()) && !network.executed(other).isEmpty())
        .map(other -> "the slot of " + slot + " is taken by " + other);
  }
}
