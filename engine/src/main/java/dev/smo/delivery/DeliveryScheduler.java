// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.lanes.Lane;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.apache.sling.event.jobs.JobManager;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second at what is due: has a job work on each lane that has something, and finds
 * posts whose sending has taken too long. It runs on the leader; two at once would do no harm,
 * because a lane has one claim and the ledger lets only one take a step. Every post that is not at
 * rest has a time in a due tree, so none is forgotten, whoever dies.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-clockwork",
      "scheduler.period:Long=1",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
public class DeliveryScheduler implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryScheduler.class);
  private static final int AT_A_TIME = 200;

  private final Ledger ledger;
  private final Lanes lanes;
  private final JobManager jobs;
  private final DeliveryUpkeep upkeep;
  private final Transitions returns;

  @Activate
  public DeliveryScheduler(
      @Reference Ledger ledger,
      @Reference Lanes lanes,
      @Reference JobManager jobs,
      @Reference DeliveryUpkeep upkeep,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.lanes = lanes;
    this.jobs = jobs;
    this.upkeep = upkeep;
    this.returns = transitions;
  }

  @Override
  public void run() {
    try {
      if (lanes.environment().obstacle().isPresent()) {
        return; // the console says why
      }
      upkeep.begin();
      ledger.agenda().due(returns.now(), AT_A_TIME).forEach(id -> guarded(() -> timeOut(id)));
      ledger.agenda().lanes(returns.now()).forEach(lane -> guarded(() -> offer(lane)));
      guarded(upkeep::sweep);
    } catch (IllegalStateException | UncheckedIOException e) {
      // The repository refused, as it does while the CMS starts or stops; the next tick tries
      // again.
      LOG.warn("Looking at due posts failed, will try again: {}", e.getMessage());
      LOG.debug("the failure", e);
    }
  }

  /** Posts go their way whatever is the matter with the rest, unless the repository refuses. */
  static void guarded(Runnable work) {
    try {
      work.run();
    } catch (IllegalStateException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      LOG.error("Part of the clockwork failed, will try again", e);
    }
  }

  private void timeOut(String id) {
    Instant now = returns.now();
    ledger.update(
        id,
        post ->
            post.time(Key.DUE).filter(due -> !due.isAfter(now)).isPresent()
                ? timedOut(post)
                : null);
  }

  private @Nullable PostRecord timedOut(PostRecord post) {
    return switch (post.state()) {
      case SENDING -> returns.unknown(post, "The network did not answer in time.");
      case AWAITING_APPROVAL -> returns.unapproved(post);
      default -> null;
    };
  }

  /** A job that got lost is missed when its time is over; one that waits is enough. */
  private void offer(String lane) {
    String topic = DeliveryJob.TOPICS + lane;
    Lane.Use use =
        ledger.agenda().retractions(lane, returns.now(), 1).isEmpty()
            ? Lane.Use.SEND
            : Lane.Use.RETRACT;
    if (!lanes
        .claims()
        .offer(lane, use, upkeep.worker(), returns.offerAgain(), () -> waits(topic))) {
      return;
    }
    if (jobs.addJob(topic, Map.of()) == null) {
      LOG.error("The job queue did not take the lane {}, will be asked again", lane);
      lanes.claims().notOffered(lane);
    }
  }

  @SuppressWarnings("unchecked")
  private boolean waits(String topic) {
    return !jobs.findJobs(JobManager.QueryType.ALL, topic, 1).isEmpty();
  }
}
