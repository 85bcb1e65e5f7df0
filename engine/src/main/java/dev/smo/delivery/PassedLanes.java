// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.lanes.Lanes;
import dev.smo.ledger.Ledger;
import java.io.UncheckedIOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on lanes that another node of the cluster was asked to work on and cannot, because it lacks
 * the key of the connection. It runs on every node, as the job queue knows nothing of keys and may
 * ask the same node again; the claim lets one of them have the lane.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-passed-lanes",
      "scheduler.period:Long=5",
      "scheduler.concurrent:Boolean=false"
    })
public final class PassedLanes implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(PassedLanes.class);

  private final Ledger ledger;
  private final Lanes lanes;
  private final LaneWorker worker;
  private final Carriers carriers;

  @Activate
  public PassedLanes(
      @Reference Ledger ledger,
      @Reference Lanes lanes,
      @Reference LaneWorker worker,
      @Reference Carriers carriers) {
    this.ledger = ledger;
    this.lanes = lanes;
    this.worker = worker;
    this.carriers = carriers;
  }

  @Override
  public void run() {
    try {
      if (lanes.environment().obstacle().isPresent()) {
        return; // the console says why
      }
      for (String lane : ledger.agenda().lanes(carriers.times().now())) {
        if (lanes.claims().isPassed(lane) && carriers.departure().locked(lane).isEmpty()) {
          worker.work(lane);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException | UncheckedIOException e) {
      LOG.warn("Looking at lanes of other nodes failed, will try again: {}", e.getMessage());
      LOG.debug("the failure", e);
    }
  }
}
