// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import dev.smo.outbound.http.RegistrableDomain;
import dev.smo.web.WebAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.JobManager.QueryType;

/**
 * The notices that wait for their source to be looked at: each once, few of one sender, and bounded
 * in all, because they come faster than sources answer. Nothing proves who a sender is before its
 * source was looked at, so where it is full, what comes is not simply sent away: what failed once
 * gives way to it, and so does whoever has most.
 */
final class Backlog {
  /** Most that wait on one topic, of which there are a few. */
  static final int MOST = 60;

  /** Most of one sender. */
  static final int MOST_OF_A_SENDER = 20;

  private static final Comparator<Job> AGE =
      Comparator.comparing(Job::getCreated).thenComparing(Job::getId);

  /** Longest that somebody looks at one source: 20 s to load it, 5 to parse, 5 for its links. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final JobManager jobs;
  private final Clock clock;

  Backlog(JobManager jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  /** What becomes of a notice. */
  enum Answer {
    KEPT,
    /** Too many wait already; later there may be room. */
    FULL,
    /** The queue does not take it. */
    BROKEN
  }

  /**
   * Keeps a notice, unless the same one waits already, which then counts for both. One at whose
   * source somebody looks just now does not: what this notice tells of may be newer.
   */
  Answer keep(String base, Notice notice) {
    String topic = notice.topic(base);
    String source = notice.source().toString();
    String target = notice.target().toString();
    // More than that are there only where nodes kept some at the same time.
    Collection<Job> waiting = jobs.findJobs(QueryType.ALL, topic, 2L * MOST, Map.of());
    if (waiting.stream()
        .filter(job -> !isLookedAt(job))
        .anyMatch(job -> has(job, Notice.SOURCE, source) && has(job, Notice.TARGET, target))) {
      return Answer.KEPT;
    }
    String sender = notice.sender();
    long own = waiting.stream().filter(job -> sender.equals(sender(job))).count();
    if (own >= MOST_OF_A_SENDER || (waiting.size() >= MOST && !makesRoom(waiting, own))) {
      return Answer.FULL;
    }
    return jobs.addJob(topic, Map.of(Notice.SOURCE, source, Notice.TARGET, target)) == null
        ? Answer.BROKEN
        : Answer.KEPT;
  }

  /** Takes one away for a sender that has so many; none at whose source somebody may look. */
  private boolean makesRoom(Collection<Job> waiting, long own) {
    List<Job> idle = waiting.stream().filter(job -> !isLookedAt(job)).toList();
    return idle.stream()
        .filter(Backlog::hasFailed)
        .max(AGE)
        .or(() -> newestOfMost(idle, own))
        .filter(job -> jobs.removeJobById(job.getId()))
        .isPresent();
  }

  /**
   * Sling keeps the start of a job that failed until its pause is over, and then counts the try.
   */
  private boolean isLookedAt(Job job) {
    Calendar start = job.getProcessingStarted();
    return start != null && start.toInstant().isAfter(Instant.now(clock).minus(LOOK));
  }

  /** Of one at which nobody looks just now. */
  private static boolean hasFailed(Job job) {
    return job.getProcessingStarted() != null || job.getRetryCount() > 0;
  }

  /** Of whoever has most, unless that is no more than the sender would have. */
  private static Optional<Job> newestOfMost(List<Job> idle, long own) {
    return idle.stream().collect(Collectors.groupingBy(Backlog::sender)).values().stream()
        .max(Comparator.comparing(List::size))
        .filter(most -> most.size() > own + 1)
        .flatMap(most -> most.stream().max(AGE));
  }

  private static String sender(Job job) {
    return WebAddress.of(job.getProperty(Notice.SOURCE, ""))
        .map(source -> RegistrableDomain.of(source.host()))
        .orElse("");
  }

  private static boolean has(Job job, String property, String value) {
    return value.equals(job.getProperty(property, String.class));
  }
}
