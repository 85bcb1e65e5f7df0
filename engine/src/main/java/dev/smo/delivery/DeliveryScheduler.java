// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connections;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.BurstLimit;
import dev.smo.syndication.Planner;
import java.io.UncheckedIOException;
import java.time.Clock;
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
    configurationPid = "dev.smo.delivery.PostSender",
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
  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final Ledger ledger;
  private final Planner planner;
  private final BurstLimit bursts;
  private final Connections connections;
  private final JobManager jobs;
  private final Journal journal;
  private final EngineInstance instance;
  private final DeliverySettings settings;
  private final Transitions returns;
  private final Clock clock;
  private boolean recovered;
  private Instant swept = Instant.EPOCH;

  @Activate
  public DeliveryScheduler(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference BurstLimit bursts,
      @Reference Connections connections,
      @Reference JobManager jobs,
      @Reference Journal journal,
      @Reference EngineInstance instance,
      DeliverySettings settings) {
    this(
        ledger, planner, bursts, connections, jobs, journal, instance, settings, Clock.systemUTC());
  }

  public DeliveryScheduler(
      Ledger ledger,
      Planner planner,
      BurstLimit bursts,
      Connections connections,
      JobManager jobs,
      Journal journal,
      EngineInstance instance,
      DeliverySettings settings,
      Clock clock) {
    this.ledger = ledger;
    this.planner = planner;
    this.bursts = bursts;
    this.connections = connections;
    this.jobs = jobs;
    this.journal = journal;
    this.instance = instance;
    this.settings = settings;
    this.returns = new Transitions(settings, clock);
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      guarded(connections::noteConfigured);
      guarded(this::recover);
      guarded(() -> ledger.due(Instant.now(clock), AT_A_TIME).forEach(this::advance));
      guarded(this::sweep);
    } catch (IllegalStateException | UncheckedIOException e) {
      // The repository refused, as it does while the CMS starts or stops; the next tick tries
      // again.
      LOG.warn("Looking at due posts failed, will try again: {}", e.getMessage());
      LOG.debug("the failure", e);
    }
  }

  /** Posts go their way whatever is the matter with the rest, unless the repository refuses. */
  private static void guarded(Runnable work) {
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
    Instant again = Instant.now(clock).plus(AFTER_FAULT);
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
    Instant now = Instant.now(clock);
    if (post.time(Key.DUE).filter(due -> !due.isAfter(now)).isEmpty()) {
      return null;
    }
    Instant again = now.plusSeconds(settings.offerAgainSeconds());
    return switch (post.state()) {
      case SCHEDULED ->
          bursts
              .over(post, now)
              .map(reason -> post.to(State.HELD, reason).with(Key.DUE, null))
              .orElseGet(() -> post.to(State.QUEUED, "").with(Key.DUE, again));
      case SENDING ->
          returns.unknown(post, "The network did not answer in time.").with(Key.DUE, again);
      case QUEUED, UNKNOWN, SENT -> post.with(Key.DUE, again);
      default -> post.with(Key.DUE, null);
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

  /** Finds posts that an earlier run of this instance was sending when it ended. */
  private void recover() {
    if (recovered) {
      return;
    }
    Instant horizon = Instant.now(clock).plusSeconds(settings.sendTimeoutSeconds() + 60L);
    for (String id : ledger.due(horizon, Integer.MAX_VALUE)) {
      guarded(
          () ->
              ledger
                  .update(
                      id,
                      post ->
                          orphan(post)
                              ? returns.unknown(post, "The CMS ended while sending.")
                              : null)
                  .ifPresent(post -> LOG.warn("{} was being sent when the CMS ended", post)));
    }
    // One that could not be looked at is found by its time-out.
    recovered = true;
  }

  private boolean orphan(PostRecord post) {
    return post.state() == State.SENDING
        && post.text(Key.INSTANCE).equals(instance.id())
        && !post.text(Key.BOOT).equals(instance.boot());
  }

  private void sweep() {
    Instant now = Instant.now(clock);
    if (swept.plus(SWEEP).isBefore(now)) {
      ledger.sweepDue(now.minus(SWEEP));
      ledger.sweepBursts(now.minus(Duration.ofDays(1)));
      journal.sweep(now.minus(Duration.ofDays(7)));
      swept = now;
    }
  }
}
