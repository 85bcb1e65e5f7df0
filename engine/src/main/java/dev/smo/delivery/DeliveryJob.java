// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import java.util.Optional;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Sling job that carries one post. What is to be done stands in the ledger, not in the job: a
 * job that comes twice, or late, finds its work done.
 */
@Component(
    service = JobConsumer.class,
    property = JobConsumer.PROPERTY_TOPICS + "=" + DeliveryJob.TOPIC)
public class DeliveryJob implements JobConsumer {
  /** Topic of the job; internal. */
  static final String TOPIC = "dev/smo/deliver";

  /** Job property: id of the post. */
  static final String ID = "post";

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryJob.class);

  private final Ledger ledger;
  private final PostSender courier;
  private final PostReconciler inquiry;
  private final PostRetractor withdrawal;

  @Activate
  public DeliveryJob(
      @Reference Ledger ledger,
      @Reference PostSender courier,
      @Reference PostReconciler inquiry,
      @Reference PostRetractor withdrawal) {
    this.ledger = ledger;
    this.courier = courier;
    this.inquiry = inquiry;
    this.withdrawal = withdrawal;
  }

  @Override
  public JobResult process(Job job) {
    String id = job.getProperty(ID, "");
    try {
      Optional<PostRecord> post = ledger.find(id);
      if (post.isEmpty()) {
        LOG.error("A delivery job names the post '{}', which is not in the ledger", id);
        return JobResult.CANCEL;
      }
      switch (post.get().state()) {
        case QUEUED -> courier.carry(id);
        case UNKNOWN -> inquiry.inquire(id);
        default -> withdrawal.withdraw(id);
      }
      return JobResult.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JobResult.FAILED;
    } catch (RuntimeException | Error e) {
      // Sling drops a job that throws. The post has its time in the due tree, and is offered again.
      LOG.error("Post {} could not be worked on, will try again", id, e);
      return JobResult.FAILED;
    }
  }
}
