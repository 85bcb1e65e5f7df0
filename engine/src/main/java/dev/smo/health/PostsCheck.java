// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.health;

import dev.smo.lanes.Lanes;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether posts that are due are worked on, and whether any waits for a person. */
@Component(property = {HealthCheck.NAME + "=SMO posts", HealthCheck.TAGS + "=smo"})
public final class PostsCheck implements HealthCheck {
  /** Longer than any job takes to begin, and than a lane is held by one that died. */
  static final Duration LATE = Duration.ofMinutes(15);

  private static final int MOST = 100;

  private final Ledger ledger;
  private final Lanes lanes;

  @Activate
  public PostsCheck(@Reference Ledger ledger, @Reference Lanes lanes) {
    this.ledger = ledger;
    this.lanes = lanes;
  }

  @Override
  public Result execute() {
    if (lanes.environment().obstacle().isPresent()) {
      return new Result(Result.Status.OK, "Nothing is sent from here, so no post can be late.");
    }
    FormattingResultLog log = new FormattingResultLog();
    Instant late = lanes.now().minus(LATE);
    List<String> due = ledger.agenda().due(late, MOST);
    if (!due.isEmpty()) {
      log.critical(
          "{} posts are due for more than {} minutes and nobody looks at them, such as {}."
              + " Is the scheduler of this or another node running?",
          due.size() < MOST ? due.size() : MOST + " or more",
          LATE.toMinutes(),
          due.get(0));
    }
    for (String lane : ledger.agenda().lanes(late)) {
      int waiting = ledger.agenda().lane(lane, late, MOST).size();
      // What is held up with a reason is said of its connection.
      if (waiting > 0 && lanes.obstacle(lane).isEmpty()) {
        log.critical(
            "{} posts of {} wait for more than {} minutes though nothing holds them up."
                + " Do jobs run? See the queue smo-deliver-{} of Sling's jobs.",
            waiting < MOST ? waiting : MOST + " or more",
            lane,
            LATE.toMinutes(),
            lane);
      }
    }
    attention(log);
    return new Result(log);
  }

  private void attention(FormattingResultLog log) {
    Map<State, Integer> waiting = ledger.waiting();
    int unsure = waiting.getOrDefault(State.NEEDS_ATTENTION, 0);
    if (unsure > 0) {
      log.warn("{} posts may be out or not, and a person must look, in the console.", unsure);
    }
    log.info(
        "{} posts wait for a person in the console.",
        waiting.values().stream().mapToInt(Integer::intValue).sum());
  }
}
