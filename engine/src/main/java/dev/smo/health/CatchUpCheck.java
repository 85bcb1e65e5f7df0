// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.health;

import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.syndication.CatchUp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether pages whose events were lost are still looked for. */
@Component(property = {HealthCheck.NAME + "=SMO catch-up", HealthCheck.TAGS + "=smo"})
public final class CatchUpCheck implements HealthCheck {
  static final Duration LATE = CatchUp.LATE;

  private final Repository repository;
  private final Clock clock;

  @Activate
  public CatchUpCheck(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public Result execute() {
    Optional<Instant> looked = CatchUp.lookedAt(repository);
    boolean late = looked.filter(at -> at.plus(LATE).isAfter(Instant.now(clock))).isEmpty();
    return late
        ? new Result(
            Result.Status.WARN,
            "Nobody has looked for pages whose events were lost since "
                + looked.map(Object::toString).orElse("the first start")
                + ". Is there a leader among the nodes, and does its log say why not?")
        : new Result(Result.Status.OK, "Last looked at " + looked.orElseThrow() + ".");
  }
}
