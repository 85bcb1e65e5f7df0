// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageEvent;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does jobs about pages that Sling keeps and nobody begins, as some that stay unassigned on a node
 * that has just joined, or behind a queue that stands. The catch-up finds pages only; what somebody
 * wishes of one is in its job alone.
 *
 * <p>It runs on the leader. A job that is begun at the same time is done twice, which is harmless.
 */
@Component(
    service = {Runnable.class, StandingJobs.class},
    property = {
      "scheduler.name=smo-standing-jobs",
      "scheduler.period:Long=300",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
public final class StandingJobs implements Runnable {
  /** Longer than a job waits while its queue goes. */
  public static final Duration LATE = Duration.ofMinutes(15);

  /** So many are looked at a time. */
  public static final int MOST = 100;

  private static final Logger LOG = LoggerFactory.getLogger(StandingJobs.class);

  private final JobManager jobs;
  private final JobConsumer consumer;
  private final Clock clock;

  @Activate
  public StandingJobs(
      @Reference JobManager jobs,
      @Reference(target = "(" + JobConsumer.PROPERTY_TOPICS + "=" + PageEvent.TOPIC + ")")
          JobConsumer consumer,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.jobs = jobs;
    this.consumer = consumer;
    this.clock = clock;
  }

  /** Those that nobody has begun for long; {@link #MOST} at most. */
  public List<Job> all() {
    Instant late = Instant.now(clock).minus(LATE);
    @Nullable
    Collection<Job> queued = jobs.findJobs(JobManager.QueryType.QUEUED, PageEvent.TOPIC, MOST);
    return queued == null
        ? List.of()
        : queued.stream().filter(job -> isStanding(job, late)).toList();
  }

  /** One that was tried waits for its next try. */
  private static boolean isStanding(Job job, Instant late) {
    return job.getRetryCount() == 0
        && job.getProcessingStarted() == null
        && job.getCreated() != null
        && job.getCreated().toInstant().isBefore(late);
  }

  @Override
  public void run() {
    try {
      for (Job job : all()) {
        if (consumer.process(job) == JobConsumer.JobResult.OK) {
          LOG.warn(
              "The job {} waited for {} minutes and was done past its queue",
              job.getId(),
              LATE.toMinutes());
          jobs.removeJobById(job.getId());
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.warn("Looking for jobs that nobody begins failed, will try again", e);
    }
  }
}
