// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how often short links were followed within a minute in one commit, on every instance, and
 * what is left when the instance stops. A crash loses at most that minute: the repository may need
 * some seconds more to have it on the disk, so it is written a little more often.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-link-clicks",
      "scheduler.period:Long=50",
      "scheduler.concurrent:Boolean=false"
    })
public class LinkClickFlush implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkClickFlush.class);

  private final LinkClickCounter counter;
  private final LinkClicks clicks;
  private final Clock clock;
  private final AtStop atStop = new AtStop(this);

  @Activate
  public LinkClickFlush(
      BundleContext context,
      @Reference LinkClickCounter counter,
      @Reference LinkClicks clicks,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(counter, clicks, clock);
    context.addBundleListener(atStop);
  }

  /** One that is told when to write. */
  public LinkClickFlush(LinkClickCounter counter, LinkClicks clicks, Clock clock) {
    this.counter = counter;
    this.clicks = clicks;
    this.clock = clock;
  }

  @Deactivate
  void leave(BundleContext context) {
    context.removeBundleListener(atStop);
    run();
  }

  /** Whoever stops waits for what is being written. */
  @Override
  public synchronized void run() {
    Map<String, Long> counts = counter.take();
    if (counts.isEmpty()) {
      return;
    }
    try {
      clicks.add(counts, LocalDate.now(clock));
    } catch (IllegalStateException e) {
      // As it happens while the CMS starts or stops; the next minute tries again.
      counter.giveBack(counts);
      LOG.warn("Writing the clicks of short links failed, will try again: {}", e.getMessage());
    }
  }
}
