// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.environment.Environment;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Sling job that tells other sites of one page; it comes again until all is told. */
@Component(
    service = JobConsumer.class,
    property = JobConsumer.PROPERTY_TOPICS + "=" + SendJob.TOPIC)
public final class SendJob implements JobConsumer {
  /** Topic of the job; internal. */
  static final String TOPIC = "dev/smo/webmention/send";

  static final String PATH = "path";

  private static final Logger LOG = LoggerFactory.getLogger(SendJob.class);

  private final WebmentionSender sender;
  private final Environment environment;

  @Activate
  public SendJob(@Reference WebmentionSender sender, @Reference Environment environment) {
    this.sender = sender;
    this.environment = environment;
  }

  @Override
  public JobResult process(Job job) {
    String path = job.getProperty(PATH, "");
    try {
      if (environment.obstacle().isPresent()) {
        LOG.info("Nobody is told of {}: {}", path, environment.obstacle().orElse(""));
        return JobResult.FAILED;
      }
      return sender.tell(path) ? JobResult.OK : JobResult.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JobResult.FAILED;
    } catch (RuntimeException | Error e) {
      // Sling drops a job that throws.
      LOG.warn("Webmentions of {} failed, will try again", path, e);
      return JobResult.FAILED;
    }
  }
}
