// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * The call that creates a post, on networks without an idempotency key. Kept as progress from just
 * before it until it is certain that it was not executed: so a later attempt, and whoever looks for
 * the post, knows that a call is open.
 */
public final class OpenCall {
  private static final String STEP = "create";
  private static final String OPEN = "open";
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  private final Delivery delivery;
  private final String step;
  private final boolean before;

  private OpenCall(Delivery delivery, String step) {
    this.delivery = delivery;
    this.step = step;
    before = delivery.progress().of(step).filter(kept -> !kept.isEmpty()).isPresent();
  }

  /** The call of an attempt that has not begun yet. */
  public static OpenCall of(Delivery delivery) {
    return new OpenCall(delivery, STEP);
  }

  /** The same of a part of a thread. */
  public static OpenCall of(Delivery delivery, Part part) {
    return new OpenCall(delivery, STEP + "-" + part.number());
  }

  /** Whether an earlier attempt's call may have been executed. */
  public boolean before() {
    return before;
  }

  /** Makes the call; progress that cannot be kept is an IOException, and nothing is sent. */
  public Answer send(Request request, Outbound outbound) throws IOException, InterruptedException {
    delivery.progress().done(step, OPEN);
    try {
      return outbound.send(request);
    } catch (NotSentException e) {
      close();
      throw e;
    }
  }

  /** The outcome of the call, after it is kept whether that leaves it open. */
  public Outcome ended(Outcome outcome) throws IOException {
    if (postedNothing(outcome)) {
      close();
    }
    return outcome;
  }

  /** Whether an outcome says that the call it speaks of was certainly not executed. */
  public static boolean postedNothing(Outcome outcome) {
    return outcome instanceof Outcome.Deferred
        || outcome instanceof Outcome.Rejected
        || outcome instanceof Outcome.Taken
        || outcome instanceof Outcome.Unauthorised;
  }

  private void close() throws IOException {
    if (!before) {
      delivery.progress().done(step, "");
    }
  }

  /** Since when a post of a delivery may exist, by the clock of its network. */
  public static Instant earliest(Delivery delivery) {
    return delivery.started().minus(CLOCKS_DIFFER);
  }
}
