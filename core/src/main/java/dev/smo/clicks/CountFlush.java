// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was counted in memory in one commit, whenever it is run, and what is left when the
 * instance stops. What cannot be written is counted on.
 */
final class CountFlush<K> implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CountFlush.class);

  private final String what;
  private final Supplier<Map<K, Long>> taken;
  private final Consumer<Map<K, Long>> givenBack;
  private final Counts<K> written;
  private final Clock clock;
  private final AtStop atStop = new AtStop(this);

  /** Where counts are kept. */
  interface Counts<K> {
    /**
     * Adds them to those of a day.
     *
     * @throws IllegalStateException nothing is written
     */
    void add(Map<K, Long> counts, LocalDate day);
  }

  /**
   * One that is told when to write.
   *
   * @param what is counted, for the log
   * @param taken gives all counts, which then begin at nothing again
   * @param givenBack takes back those that could not be written
   */
  CountFlush(
      String what,
      Supplier<Map<K, Long>> taken,
      Consumer<Map<K, Long>> givenBack,
      Counts<K> written,
      Clock clock) {
    this.what = what;
    this.taken = taken;
    this.givenBack = givenBack;
    this.written = written;
    this.clock = clock;
  }

  /** Begins to hear that the instance stops. */
  void join(BundleContext context) {
    context.addBundleListener(atStop);
  }

  /** Writes for the last time. */
  void leave(BundleContext context) {
    context.removeBundleListener(atStop);
    run();
  }

  /** Whoever stops waits for what is being written. */
  @Override
  public synchronized void run() {
    Map<K, Long> counts = taken.get();
    if (counts.isEmpty()) {
      return;
    }
    try {
      written.add(counts, LocalDate.now(clock));
    } catch (IllegalStateException e) {
      // As it happens while the CMS starts or stops; the next minute tries again.
      givenBack.accept(counts);
      LOG.warn("Writing {} failed, will try again: {}", what, e.getMessage());
    }
  }
}
