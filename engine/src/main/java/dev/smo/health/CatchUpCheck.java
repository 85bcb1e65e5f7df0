// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.health;

import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.syndication.CatchUp;
import dev.smo.syndication.PostRounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether pages whose events were lost are still looked for, and found soon. */
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
    Instant now = Instant.now(clock);
    FormattingResultLog log = new FormattingResultLog();
    Optional<Instant> looked = CatchUp.lookedAt(repository);
    if (looked.filter(at -> at.plus(LATE).isAfter(now)).isEmpty()) {
      log.warn(
          "Nobody has looked for pages whose events were lost since {}."
              + " Is there a leader among the nodes, and does its log say why not?",
          looked.map(Object::toString).orElse("the first start"));
    } else {
      log.info("Last looked at {}.", looked.orElseThrow());
    }
    round(log, "all pages", CatchUp.round(repository, now), "dev.smo.syndication.CatchUp");
    round(log, "all posts", PostRounds.round(repository, now), "dev.smo.syndication.PostRounds");
    return new Result(log);
  }

  /** What was missed is found within two rounds. */
  private static void round(
      FormattingResultLog log, String what, Optional<Duration> time, String configuration) {
    Optional<Long> minutes = time.map(Duration::toMinutes);
    if (time.filter(round -> round.compareTo(LATE) > 0).isPresent()) {
      log.warn(
          "To look at {} takes {} minutes or more, and what nobody told of waits for so long."
              + " Give it more seconds of each look, or shorter pauses between them: {}.",
          what,
          minutes.orElseThrow(),
          configuration);
    } else {
      log.info("To look at {} took {} minutes.", what, minutes.orElse(0L));
    }
  }
}
