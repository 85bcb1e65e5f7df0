// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Sling job that works on one lane; its topic ends with the lane's name, so that each has a
 * queue and a thread of its own. What is to be done stands in the ledger, not in the job: a job
 * that comes twice, or late, finds its work done.
 */
@Component(
    service = JobConsumer.class,
    property = JobConsumer.PROPERTY_TOPICS + "=" + DeliveryJob.TOPICS + "*")
public class DeliveryJob implements JobConsumer {
  /** How the topics of the jobs begin; internal. */
  static final String TOPICS = "dev/smo/deliver/";

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryJob.class);

  private final LaneWorker worker;

  @Activate
  public DeliveryJob(@Reference LaneWorker worker) {
    this.worker = worker;
  }

  @Override
  public JobResult process(Job job) {
    String lane = job.getTopic().substring(TOPICS.length());
    try {
      worker.work(lane);
      return JobResult.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JobResult.FAILED;
    } catch (RuntimeException | Error e) {
      // Sling drops a job that throws.
      LOG.error("The lane {} could not be worked on, will try again", lane, e);
      return JobResult.FAILED;
    }
  }
}
