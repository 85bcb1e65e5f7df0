// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.health;

import dev.smo.connections.Account;
import dev.smo.connections.ConnectionTest;
import dev.smo.connections.Connections;
import dev.smo.lanes.Lane;
import dev.smo.lanes.Lanes;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether posts go out over each connection. */
@Component(property = {HealthCheck.NAME + "=SMO connections", HealthCheck.TAGS + "=smo"})
public final class ConnectionsCheck implements HealthCheck {
  private final Connections connections;
  private final ConnectionTest trial;
  private final Lanes lanes;

  @Activate
  public ConnectionsCheck(
      @Reference Connections connections, @Reference ConnectionTest trial, @Reference Lanes lanes) {
    this.connections = connections;
    this.trial = trial;
    this.lanes = lanes;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    for (Account account : connections.all()) {
      Lane lane = lanes.find(account.id());
      connections
          .locked(account.id())
          .ifPresent(why -> log.critical("{} posts nothing from this node: {}", account.id(), why));
      trial
          .last(account.id())
          .flatMap(check -> check.endsSoon(lanes.now()))
          .ifPresent(
              end ->
                  log.warn(
                      "The access of {} ends on {}. Sign in again, or enter a new token.",
                      account.id(),
                      end));
      switch (lane.standing(lanes.now())) {
        case STOPPED ->
            log.critical(
                "{} is stopped: {} Set it right, then press Let posts go in the console.",
                account.id(),
                lane.stopped());
        case FAILING ->
            log.warn(
                "{} is not reached since {}. It is tried again by itself: {}",
                account.id(),
                lane.failingSince().map(Object::toString).orElse("a while"),
                lane.paused());
        case PAUSED -> pauses(log, account, lane);
        case OPEN -> log.info("{} posts.", account.id());
      }
    }
    return new Result(log);
  }

  private void pauses(FormattingResultLog log, Account account, Lane lane) {
    String end = lane.pausedUntil().map(Object::toString).orElse("later");
    if (lane.pausesLong(lanes.now())) {
      log.warn(
          "{} pauses for a day or longer, for now until {}. Ask the network why, or press Let posts"
              + " go in the console: {}",
          account.id(),
          end,
          lane.paused());
    } else {
      log.info("{} pauses until {}: {}", account.id(), end, lane.paused());
    }
  }
}
