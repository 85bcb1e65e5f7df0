// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import java.util.HashMap;
import java.util.Map;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.JobManager.QueryType;

/**
 * The notices that wait for their source to be looked at: each once, few of one sender, and bounded
 * in all, because they come faster than sources answer.
 */
final class Backlog {
  /** Most that wait on one topic, of which there are a few. */
  static final int MOST = 60;

  /** Most of one sender. */
  static final int MOST_OF_A_SENDER = 20;

  private final JobManager jobs;

  Backlog(JobManager jobs) {
    this.jobs = jobs;
  }

  /** What becomes of a notice. */
  enum Answer {
    KEPT,
    /** Too many wait already; later there may be room. */
    FULL,
    /** The queue does not take it. */
    BROKEN
  }

  /** Keeps a notice, unless the same one waits already, which then counts for both. */
  Answer keep(String base, Notice notice) {
    String topic = notice.topic(base);
    Map<String, Object> same =
        Map.of(
            Notice.SOURCE, notice.source().toString(),
            Notice.TARGET, notice.target().toString());
    if (waiting(topic, 1, same) > 0) {
      return Answer.KEPT;
    }
    Map<String, Object> job = new HashMap<>(same);
    job.put(Notice.SENDER, notice.sender());
    if (waiting(topic, MOST, Map.of()) >= MOST
        || waiting(topic, MOST_OF_A_SENDER, Map.of(Notice.SENDER, notice.sender()))
            >= MOST_OF_A_SENDER) {
      return Answer.FULL;
    }
    return jobs.addJob(topic, job) == null ? Answer.BROKEN : Answer.KEPT;
  }

  private int waiting(String topic, int most, Map<String, Object> like) {
    return jobs.findJobs(QueryType.ALL, topic, most, like).size();
  }
}
