// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.lanes.Lane;
import dev.smo.lanes.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests each connection once a day, so that people hear of one that ends or was taken away before
 * the next post fails, and so that a session that must be used now and then is used. One that its
 * network refuses twice, an hour apart, is stopped: its posts wait for a person.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-checks",
      "scheduler.period:Long=1800",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
public final class DailyChecks implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DailyChecks.class);
  private static final Duration DAY = Duration.ofDays(1);

  /** A network that refuses may have a bad minute: it is asked again before its posts wait. */
  private static final Duration AGAIN = Duration.ofHours(1);

  private static final int REFUSALS = 2;

  private final Connections connections;
  private final ConnectionTest trial;
  private final Lanes lanes;

  @Activate
  public DailyChecks(
      @Reference Connections connections, @Reference ConnectionTest trial, @Reference Lanes lanes) {
    this.connections = connections;
    this.trial = trial;
    this.lanes = lanes;
  }

  @Override
  public void run() {
    for (Account account : connections.all()) {
      if (lanes.environment().obstacle().isPresent() || Thread.currentThread().isInterrupted()) {
        return;
      }
      if (isDue(account)) {
        check(account);
      }
    }
  }

  /** What a person stopped, or nobody here can open, is left alone. */
  private boolean isDue(Account account) {
    boolean usable =
        account.enabled()
            && account.problem().isEmpty()
            && connections.locked(account.id()).isEmpty()
            && lanes.find(account.id()).standing(lanes.now()) != Lane.Standing.STOPPED;
    return usable && isOld(trial.last(account.id()), lanes.now());
  }

  private static boolean isOld(Optional<ConnectionChecks.Check> last, Instant now) {
    return last.map(check -> !check.at().plus(check.refusals() > 0 ? AGAIN : DAY).isAfter(now))
        .orElse(true);
  }

  private void check(Account account) {
    ConnectionChecks.Check check = trial.check(account);
    // One that could not be made says nothing of the account, whatever others said before.
    if (check.result().is("invalid") && check.refusals() >= REFUSALS) {
      lanes.stop(
          account.id(),
          "The network refuses the account: "
              + check.result().reason()
              + " Sign in again, or enter a new token.");
    } else {
      check
          .endsSoon(lanes.now())
          .ifPresent(end -> LOG.warn("The access of {} ends on {}.", account.id(), end));
    }
  }
}
