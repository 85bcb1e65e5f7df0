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
  private final CountFlush<String> flush;

  @Activate
  public LinkClickFlush(
      BundleContext context,
      @Reference LinkClickCounter counter,
      @Reference LinkClicks clicks,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(counter, clicks, clock);
    flush.join(context);
  }

  /** One that is told when to write. */
  public LinkClickFlush(LinkClickCounter counter, LinkClicks clicks, Clock clock) {
    this.flush =
        new CountFlush<>(
            "the clicks of short links", counter::take, counter::giveBack, clicks::add, clock);
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
