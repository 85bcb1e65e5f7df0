// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.health;

import dev.smo.connections.NetworkCalls;
import dev.smo.environment.NodeClocks;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the clock of this node goes as those of the networks and of the other nodes. */
@Component(property = {HealthCheck.NAME + "=SMO clock", HealthCheck.TAGS + "=smo"})
public final class ClockCheck implements HealthCheck {
  /** The engine reckons with clocks that are so far apart, and with no more. */
  static final Duration FAR = Duration.ofSeconds(60);

  private final NetworkCalls calls;
  private final NodeClocks nodes;

  @Activate
  public ClockCheck(@Reference NetworkCalls calls, @Reference NodeClocks nodes) {
    this.calls = calls;
    this.nodes = nodes;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    compare(log, "the networks", calls.clockAhead());
    compare(
        log,
        "another node",
        nodes.ahead().values().stream().max(Comparator.comparing(Duration::abs)));
    return new Result(log);
  }

  private static void compare(
      FormattingResultLog log, String others, Optional<Duration> difference) {
    if (difference.isEmpty()) {
      log.info("The clock of {} is not known as yet.", others);
      return;
    }
    Duration ahead = difference.get();
    if (ahead.abs().compareTo(FAR) < 0) {
      log.info("The clock goes as that of {}.", others);
      return;
    }
    log.warn(
        "The clock of this node is {} s {} that of {}. Posts go at the wrong time, and what a"
            + " network lists late may be taken for lost. Let all nodes take the time from one"
            + " server (NTP).",
        ahead.abs().toSeconds(),
        ahead.isNegative() ? "behind" : "ahead of",
        others);
  }
}
