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
 * Writes the clicks of a minute in one commit, on every instance; so a click never costs one. A
 * crash loses at most that minute: the repository may need some seconds more to have it on the
 * disk, so it is written a little more often.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-clicks",
      "scheduler.period:Long=50",
      "scheduler.concurrent:Boolean=false"
    })
public class ClickFlush implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ClickFlush.class);

  private final ClickCounter tally;
  private final ClickNodes nodes;
  private final Clock clock;
  private final AtStop atStop = new AtStop(this);

  @Activate
  public ClickFlush(
      BundleContext context,
      @Reference ClickCounter tally,
      @Reference ClickNodes nodes,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(tally, nodes, clock);
    context.addBundleListener(atStop);
  }

  /** One that is told when to write. */
  public ClickFlush(ClickCounter tally, ClickNodes nodes, Clock clock) {
    this.tally = tally;
    this.nodes = nodes;
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
    Map<Click, Long> counts = tally.take();
    if (counts.isEmpty()) {
      return;
    }
    try {
      nodes.add(counts, LocalDate.now(clock));
    } catch (IllegalStateException e) {
      // As it happens while the CMS starts or stops; the next minute tries again.
      tally.giveBack(counts);
      LOG.warn("Writing the clicks of share bars failed, will try again: {}", e.getMessage());
    }
  }
}
