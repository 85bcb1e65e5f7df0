// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.webmention.Notice;
import dev.smo.webmention.WebmentionInbox;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Sling job that verifies one webmention; it outlives a crash. */
@Component(
    service = {JobConsumer.class, WebmentionInbox.class},
    property = JobConsumer.PROPERTY_TOPICS + "=" + Notice.TOPIC + "/*")
public final class ReceiveJob implements JobConsumer, WebmentionInbox {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiveJob.class);

  private final WebmentionReceiver receiver;

  @Activate
  public ReceiveJob(@Reference WebmentionReceiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public String topic() {
    return Notice.TOPIC;
  }

  @Override
  public JobResult process(Job job) {
    Notice notice;
    try {
      notice = Notice.of(job.getProperty(Notice.SOURCE, ""), job.getProperty(Notice.TARGET, ""));
    } catch (IllegalArgumentException e) {
      LOG.error("The job {} cannot be done: {}", job.getId(), e.getMessage());
      return JobResult.CANCEL;
    }
    try {
      return receiver.receive(notice) ? JobResult.OK : JobResult.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JobResult.FAILED;
    } catch (RuntimeException | Error e) {
      // Sling drops a job that throws.
      LOG.warn("A webmention of {} failed, will try again", notice.target(), e);
      return JobResult.FAILED;
    }
  }
}
