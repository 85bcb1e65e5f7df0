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
import dev.smo.schedule.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When and how much the connection of a {@link LifeOfAPage} may post, and whether a call keeps to
 * that, counted by what the network got. It says nothing where clocks that differ, or a call under
 * way, may be why.
 */
final class Pace {
  /** A budget has enough for one post a month, and not for two. */
  static final Network PRICED =
      Network.builder("toy", "Toy")
          .price(Shape.TEXT, Price.of("0.20", "USD"))
          .price(Shape.LINK, Price.of("0.20", "USD"))
          .build();

  private static final String BUDGET_OF_ONE = "0.30 USD";

  /** From each full hour on. */
  private static final int QUIET_HOURS = 3;

  private static final String HOURLY =
      "daily "
          + IntStream.range(0, 24).mapToObj(hour -> hour + ":10").collect(Collectors.joining(", "));

  /** Clocks are set back, and no call takes longer. */
  private static final Duration UNCLEAR = Duration.ofMinutes(30);

  private final Supplier<Installation> smo;
  private final CountingNetwork network;
  private final Map<String, String> rule = new HashMap<>();
  private final Set<String> called = new HashSet<>();
  private final Map<Instant, String> slots = new HashMap<>();
  private Instant since = Instant.EPOCH;
  private Optional<Integer> quietFrom = Optional.empty();
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

  void budget() {
    rule.put(Rhythm.MONTHLY_BUDGET, BUDGET_OF_ONE);
    save();
  }

  void quiet() {
    int hour = now().atZone(ZoneOffset.UTC).getHour();
    quietFrom = Optional.of(hour);
    rule.put(Rhythm.QUIET_HOURS, hour + ":00-" + (hour + QUIET_HOURS) % 24 + ":00");
    save();
  }

  /** As much as it likes, at any time. */
  void free() {
    quietFrom = Optional.empty();
    rule.keySet().retainAll(Set.of(Rhythm.SLOTS));
    save();
  }

  private void save() {
    since = now();
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
        .filter(account -> account.rhythm().equals(Rhythm.of(rule)))
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
    Optional<PostRecord> post = smo.get().ledger.find(delivery.id());
    boolean first = called.add(delivery.id());
    boolean clear = since.plus(UNCLEAR).isBefore(now()) && !forgotten && isInForce();
    // What stands in the place of another is no more than that was, and keeps to quiet hours only.
    boolean replaces = post.filter(PostRecord::replaces).isPresent();
    if (!first || !clear) {
      return Optional.empty();
    }
    Optional<String> early = isQuiet() ? Optional.of("sent in quiet hours") : Optional.empty();
    return early
        .or(() -> replaces ? Optional.empty() : tooMany(delivery.id()))
        .or(() -> post.flatMap(this::secondOfItsSlot));
  }

  private boolean isQuiet() {
    return quietFrom.isPresent() && isQuiet(now()) && isQuiet(now().minus(UNCLEAR));
  }

  private boolean isQuiet(Instant at) {
    int hour = at.atZone(ZoneOffset.UTC).getHour();
    return (hour - quietFrom.orElseThrow() + 24) % 24 < QUIET_HOURS;
  }

  private Optional<String> tooMany(String id) {
    String cap = rule.getOrDefault(Rhythm.DAILY_CAP, "");
    if (!cap.isEmpty() && others(id, LocalDate::from) >= Integer.parseInt(cap)) {
      return Optional.of("sent over the cap of " + cap + " a day");
    }
    boolean dear = rule.containsKey(Rhythm.MONTHLY_BUDGET) && others(id, YearMonth::from) >= 1;
    return dear ? Optional.of("sent over the budget of the month") : Optional.empty();
  }

  /** How many others the network certainly got in the same span of time. */
  private long others(String id, Function<ZonedDateTime, Object> span) {
    Object now = span.apply(now().atZone(ZoneOffset.UTC));
    return network.times(id).stream()
        .filter(
            at ->
                span.apply(at.minus(UNCLEAR).atZone(ZoneOffset.UTC)).equals(now)
                    && span.apply(at.plus(UNCLEAR).atZone(ZoneOffset.UTC)).equals(now))
        .count();
  }

  private Optional<String> secondOfItsSlot(PostRecord post) {
    Optional<Instant> slot = post.time(Key.SLOT);
    Optional<String> before = slot.map(at -> slots.putIfAbsent(at, post.id()));
    return before
        .filter(other -> !other.equals(post.id()) && !network.executed(other).isEmpty())
        .map(other -> "the slot of " + slot + " is taken by " + other);
  }
}
