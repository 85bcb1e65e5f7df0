// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connections;
import dev.smo.lanes.LaneClaims;
import dev.smo.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What delivery needs once after a start, and what it leaves behind and no longer needs. */
@Component(service = DeliveryUpkeep.class)
public final class DeliveryUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryUpkeep.class);
  private static final Duration SWEEP = Duration.ofMinutes(10);

  /** So long the list of all decisions goes back; records keep theirs as long as they are there. */
  private static final Duration DECISIONS = Duration.ofDays(731);

  private final Ledger ledger;
  private final Connections connections;
  private final Attempts attempts;
  private final Transitions returns;
  private final Digests digests;
  private boolean recovered;
  private Instant swept = Instant.EPOCH;

  @Activate
  public DeliveryUpkeep(
      @Reference Ledger ledger,
      @Reference Connections connections,
      @Reference Attempts attempts,
      @Reference Transitions transitions,
      @Reference Digests digests) {
    this.ledger = ledger;
    this.connections = connections;
    this.attempts = attempts;
    this.returns = transitions;
    this.digests = digests;
  }

  /** Before the first post is looked at; at every tick, as the repository may have refused. */
  void begin() {
    DeliveryScheduler.guarded(connections::noteConfigured);
    DeliveryScheduler.guarded(this::recover);
  }

  /** Finds posts that an earlier run of this instance was sending when it ended. */
  private void recover() {
    if (recovered) {
      return;
    }
    ledger.recall();
    Instant horizon = returns.now().plus(returns.sendTimeout()).plusSeconds(60);
    for (String id : ledger.agenda().due(horizon, Integer.MAX_VALUE)) {
      DeliveryScheduler.guarded(
          () ->
              ledger
                  .update(
                      id,
                      post ->
                          attempts.orphaned(post)
                              ? returns.unknown(post, "The CMS ended while sending.")
                              : null)
                  .ifPresent(post -> LOG.warn("{} was being sent when the CMS ended", post)));
    }
    // One that could not be looked at is found by its time-out.
    recovered = true;
  }

  /** This run of this instance. */
  LaneClaims.Worker worker() {
    return attempts.worker();
  }

  void sweep() {
    Instant now = returns.now();
    if (swept.plus(SWEEP).isBefore(now)) {
      DeliveryScheduler.guarded(digests::byPolicy);
      ledger.agenda().sweep(now.minus(SWEEP));
      ledger.bursts().sweep(now.minus(Duration.ofDays(1)));
      ledger.decisions().sweep(now.minus(DECISIONS));
      swept = now;
    }
  }
}
