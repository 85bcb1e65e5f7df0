// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.lanes.Lanes;
import dev.smo.ledger.Journal;
import dev.smo.ledger.Ledger;
import java.io.UncheckedIOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts back what a kill made the repository forget of posts and stops, and lets go what the disk
 * has kept for long. It runs on every node, as each has a disk of its own.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-recollection",
      "scheduler.period:Long=10",
      "scheduler.concurrent:Boolean=false"
    })
public final class Recollection implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);

  private final Ledger ledger;
  private final Journal journal;
  private final Lanes lanes;

  @Activate
  public Recollection(
      @Reference Ledger ledger, @Reference Journal journal, @Reference Lanes lanes) {
    this.ledger = ledger;
    this.journal = journal;
    this.lanes = lanes;
  }

  @Override
  public void run() {
    try {
      // The disk of a copy says nothing about the posts of where it is now.
      if (lanes.environment().obstacle().isEmpty()) {
        lanes.recall();
        ledger.recall();
        journal.sweep();
        lanes.sweepStops();
        journal.mark();
      }
    } catch (IllegalStateException | UncheckedIOException e) {
      LOG.warn("What the disk knows of posts is not put back, will try again: {}", e.getMessage());
      LOG.debug("the failure", e);
    }
  }
}
