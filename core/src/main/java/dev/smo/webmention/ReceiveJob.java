package dev.smo.webmention;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Sling job that verifies one webmention; it outlives a crash. */
@Component(
    service = JobConsumer.class,
    property = JobConsumer.PROPERTY_TOPICS + "=" + ReceiveJob.TOPIC)
public final class ReceiveJob implements JobConsumer {
  /** Topic of the job; internal. */
  static final String TOPIC = "dev/smo/webmention/receive";

  static final String SOURCE = "source";
  static final String TARGET = "target";

  private static final Logger LOG = LoggerFactory.getLogger(ReceiveJob.class);

  private final Receiver receiver;

  @Activate
  public ReceiveJob(@Reference Receiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public JobResult process(Job job) {
    Notice notice;
    try {
      notice = Notice.of(job.getProperty(SOURCE, ""), job.getProperty(TARGET, ""));
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
