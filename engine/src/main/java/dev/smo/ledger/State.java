// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a post stands on its way, and where it may go from there; ARCHITECTURE.md has the same
 * table, and {@code StateTest} holds both against each other.
 */
public enum State {
  /** Known to be wanted, not yet complete: its words or its connector are missing. */
  PLANNED,
  /** Waits for a person to approve it. */
  AWAITING_APPROVAL,
  /** A person said no. */
  REJECTED,
  /** Goes out at its time. */
  SCHEDULED,
  /** Stopped before it went out, until a person decides: a burst, a closed gate. */
  HELD,
  /** Called off before it went out. */
  CANCELLED,
  /** Does not go out, for the reason that it states. */
  SKIPPED,
  /** Its account, page and pictures are being looked at, by whoever works on its lane. */
  QUEUED,
  /** The network is being called; committed before the call. */
  SENDING,
  /** Out. */
  SENT,
  /** May or may not be out: the answer was lost. */
  UNKNOWN,
  /** Certainly not out, or of a thread not all of it, and will not go by itself. */
  FAILED,
  /** Nobody but a person can say whether it is out. */
  NEEDS_ATTENTION,
  /** Was out, or parts of it were, and was taken back. */
  RETRACTED;

  private static final Map<State, Set<State>> NEXT =
      Map.ofEntries(
          // SENT from what was not sent yet: an answer came when the post was already to be
          // repeated, or its page had changed or gone.
          Map.entry(
              PLANNED,
              EnumSet.of(AWAITING_APPROVAL, SCHEDULED, SKIPPED, HELD, FAILED, CANCELLED, SENT)),
          // Back to PLANNED: somebody asked for other words while the connector is away.
          Map.entry(
              AWAITING_APPROVAL,
              // HELD: nobody approved it in time.
              EnumSet.of(PLANNED, SCHEDULED, REJECTED, CANCELLED, SKIPPED, SENT, HELD)),
          Map.entry(
              SCHEDULED,
              EnumSet.of(
                  PLANNED, QUEUED, HELD, FAILED, CANCELLED, SKIPPED, AWAITING_APPROVAL, SENT)),
          // RETRACTED from here: parts of a thread may be out that did not go out as a whole.
          Map.entry(
              HELD,
              EnumSet.of(
                  PLANNED, SCHEDULED, AWAITING_APPROVAL, CANCELLED, SENT, SKIPPED, RETRACTED)),
          Map.entry(
              SKIPPED, EnumSet.of(PLANNED, SCHEDULED, AWAITING_APPROVAL, FAILED, SENT, RETRACTED)),
          // UNKNOWN: the disk remembers an attempt that a kill made the repository forget.
          Map.entry(
              QUEUED,
              EnumSet.of(
                  SENDING,
                  UNKNOWN,
                  SCHEDULED,
                  AWAITING_APPROVAL,
                  HELD,
                  FAILED,
                  SKIPPED,
                  CANCELLED,
                  SENT)),
          Map.entry(SENDING, EnumSet.of(SENT, SCHEDULED, QUEUED, FAILED, UNKNOWN, NEEDS_ATTENTION)),
          Map.entry(UNKNOWN, EnumSet.of(SENT, SCHEDULED, NEEDS_ATTENTION)),
          // PLANNED, SKIPPED: one that failed before its words were made is planned as a new one.
          Map.entry(
              FAILED,
              EnumSet.of(
                  PLANNED, AWAITING_APPROVAL, SCHEDULED, SKIPPED, CANCELLED, SENT, RETRACTED)),
          Map.entry(
              NEEDS_ATTENTION,
              EnumSet.of(AWAITING_APPROVAL, SCHEDULED, CANCELLED, SENT, RETRACTED)),
          Map.entry(SENT, EnumSet.of(RETRACTED)),
          Map.entry(REJECTED, EnumSet.of(RETRACTED)),
          Map.entry(CANCELLED, EnumSet.of(RETRACTED)),
          Map.entry(RETRACTED, EnumSet.noneOf(State.class)));

  /** Whether the ledger lets a post go from this state to that; staying is always allowed. */
  public boolean mayBecome(State next) {
    return this == next || NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether nothing will happen before a person decides. */
  public boolean needsPerson() {
    return this == AWAITING_APPROVAL || this == HELD || this == FAILED || this == NEEDS_ATTENTION;
  }

  /** Whether a person may say that it is out, because nobody else can. */
  public boolean mayBeMarkedPosted() {
    return this == HELD || this == FAILED || this == UNKNOWN || this == NEEDS_ATTENTION;
  }

  /** Whether nothing has been sent yet and the words may still change. */
  public boolean open() {
    return this == PLANNED || this == AWAITING_APPROVAL || this == SCHEDULED || this == HELD;
  }
}
