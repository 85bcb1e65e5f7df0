// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import dev.smo.repository.SystemClock;
import java.time.Clock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

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
  private final CountFlush<Click> flush;

  @Activate
  public ClickFlush(
      BundleContext context,
      @Reference ClickCounter tally,
      @Reference ClickNodes nodes,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(tally, nodes, clock);
    flush.join(context);
  }

  /** One that is told when to write. */
  public ClickFlush(ClickCounter tally, ClickNodes nodes, Clock clock) {
    this.flush =
        new CountFlush<>(
            "the clicks of share bars", tally::take, tally::giveBack, nodes::add, clock);
  }

  @Deactivate
  void leave(BundleContext context) {
    flush.leave(context);
  }

  @Override
  public void run() {
    flush.run();
  }
}
