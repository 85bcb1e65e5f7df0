// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Has a post taken back whose place another takes that had to be approved first. It stays until
 * nothing else keeps the other from going out, and is certainly gone when that goes: both are never
 * out together. Until a person has to see to the other, or moves it, no hours, bursts and caps hold
 * it, or nothing would be out for a night. What a crash leaves between is asked for again, as
 * taking back twice is harmless.
 */
final class TakenPlace {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Transitions times;

  TakenPlace(Ledger ledger, Transitions times) {
    this.ledger = ledger;
    this.times = times;
  }

  /** What becomes of a post whose place is being freed for it; empty for any other. */
  Optional<PostRecord> waits(PostRecord post) {
    return before(post).filter(old -> old.flag(Key.RETRACT)).map(old -> waiting(old).apply(post));
  }

  /** Whether a place was freed for a post that nothing kept from going out. */
  boolean isFreed(PostRecord post) {
    return post.time(Key.PLACE_ASKED).isPresent() && before(post).isEmpty();
  }

  /**
   * Asks for taking back what is still in the place of a post that would go out now.
   *
   * @param post which is queued
   * @return what becomes of it meanwhile; empty where its place is free
   */
  Optional<UnaryOperator<PostRecord>> free(PostRecord post) {
    Optional<PostRecord> before = before(post);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    PostRecord old = before.get();
    if (!old.flag(Key.RETRACT) && (!old.retractable() || isRefused(old, post))) {
      return Optional.of(TakenPlace::refused);
    }
    Instant now = times.now();
    // First that it asks, so that nothing is taken back for what was called off meanwhile.
    Optional<PostRecord> asking =
        ledger.update(
            post.id(),
            State.QUEUED,
            record ->
                record.content().equals(post.content()) && !record.lacksApproval()
                    ? record.with(Key.PLACE_ASKED, now)
                    : null);
    if (asking.isEmpty()) {
      return Optional.of(UnaryOperator.identity());
    }
    ledger.update(
        old.id(),
        record ->
            record.flag(Key.RETRACT) || !record.retractable()
                ? null
                : goes(record, asking.get().text(Key.DECIDED_BY), now));
    return Optional.of(waiting(old));
  }

  /** What still stands where a post is to stand. */
  private Optional<PostRecord> before(PostRecord post) {
    String id = post.text(Key.REPLACES);
    return id.isEmpty()
        ? Optional.empty()
        : ledger.find(id).filter(old -> old.state() != State.RETRACTED);
  }

  /** Whether it was asked for, and a person has to see to it. */
  private static boolean isRefused(PostRecord old, PostRecord post) {
    return post.time(Key.PLACE_ASKED)
        .filter(
            asked ->
                old.history().stream()
                    .anyMatch(one -> one.what().equals("retract") && !one.at().isBefore(asked)))
        .isPresent();
  }

  private static PostRecord goes(PostRecord old, String user, Instant now) {
    return old.decided(now, user, "retract")
        .toBeRetracted(now)
        .with(Key.ATTENTION, null)
        .with(Key.AWAY, PageAway.withoutWithdrawal(old))
        .with(Key.DECIDED_BY, user)
        .with(Key.REASON, "to be taken back for other words, which are approved");
  }

  private UnaryOperator<PostRecord> waiting(PostRecord old) {
    Instant soon = times.now().plus(SOON);
    Instant due = old.time(Key.DUE).filter(soon::isBefore).orElse(soon);
    return post ->
        post.to(State.SCHEDULED, "Waits until the post is taken back whose place it takes.")
            .with(Key.DUE, due);
  }

  private static PostRecord refused(PostRecord post) {
    return post.to(
            State.HELD,
            "The post whose place it takes could not be taken back. Take that back or delete it by"
                + " hand, then send this one.")
        .with(Key.DUE, null);
  }
}
