// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.BurstLimit;
import dev.smo.syndication.Planner;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.event.jobs.JobManager;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second at the posts whose time has come, and gives each the step that its state asks
 * for. It runs on the leader; two at once would do no harm, because the ledger lets only one take a
 * step. Every post that is not at rest has a time in the due tree, so none is forgotten, whoever
 * dies.
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
  private static final Duration AFTER_FAULT = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final Planner planner;
  private final BurstLimit bursts;
  private final JobManager jobs;
  private final DeliveryUpkeep upkeep;
  private final Transitions returns;

  @Activate
  public DeliveryScheduler(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference JobManager jobs,
      @Reference DeliveryUpkeep upkeep,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.planner = planner;
    this.bursts = new BurstLimit(ledger);
    this.jobs = jobs;
    this.upkeep = upkeep;
    this.returns = transitions;
  }

  @Override
  public void run() {
    try {
      upkeep.begin();
      guarded(() -> ledger.due(returns.now(), AT_A_TIME).forEach(this::advance));
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

  /** Gives one due post its next step. */
  private void advance(String id) {
    try {
      Optional<PostRecord> post = ledger.find(id);
      if (post.isEmpty()) {
        return;
      }
      if (post.get().state() == State.PLANNED || !post.get().worded()) {
        planner.complete(post.get());
        return;
      }
      ledger.update(id, this::step).ifPresent(this::handOver);
    } catch (RuntimeException | Error e) {
      LOG.error("Post {} cannot be advanced, will try again", id, e);
      putOff(id, e);
    }
  }

  /** Lets others pass a post that cannot be advanced, and says on it why it waits. */
  private void putOff(String id, Throwable fault) {
    Instant again = returns.now().plus(AFTER_FAULT);
    try {
      ledger.update(
          id,
          post ->
              (post.state().open() ? post.with(Key.REASON, "A fault, tried again: " + fault) : post)
                  .with(Key.DUE, again));
    } catch (RuntimeException | Error e) {
      LOG.error("Post {} cannot be put off", id, e);
    }
  }

  private @Nullable PostRecord step(PostRecord post) {
    Instant now = returns.now();
    if (post.time(Key.DUE).filter(due -> !due.isAfter(now)).isEmpty()) {
      return null;
    }
    Instant again = returns.offerAgain();
    return switch (post.state()) {
      case SCHEDULED ->
          bursts
              .over(post, now)
              .map(reason -> post.to(State.HELD, reason).with(Key.DUE, null))
              .orElseGet(() -> post.to(State.QUEUED, "").with(Key.DUE, again));
      case SENDING ->
          returns.unknown(post, "The network did not answer in time.").with(Key.DUE, again);
      case QUEUED, UNKNOWN, SENT -> post.with(Key.DUE, again);
      default -> post.with(Key.DUE, PostRetractor.isWanted(post) ? again : null);
    };
  }

  private void handOver(PostRecord post) {
    boolean forJob =
        post.state() == State.QUEUED
            || post.state() == State.UNKNOWN
            || PostRetractor.isWanted(post);
    if (forJob && jobs.addJob(DeliveryJob.TOPIC, Map.of(DeliveryJob.ID, post.id())) == null) {
      LOG.error("{} was not taken by the job queue, will be offered again", post);
    }
  }
}
