// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/**
 * Clicks since the last minute's end, in memory. Bounded, because anybody can send them: of one
 * page and network, and of different pages and networks, only so many a minute are counted.
 */
@Component(service = ClickCounter.class)
public class ClickCounter {
  /** Clicks of one page and network that are counted in one minute: a thousand a second. */
  static final int OF_ONE = 60_000;

  /** Different pages and networks that are counted in one minute. */
  static final int DIFFERENT = 5_000;

  private Map<Click, Long> counts = new HashMap<>();

  /** Whether a click like this was counted in this minute, so that it needs no second look. */
  public synchronized boolean knows(Click click) {
    return counts.containsKey(click);
  }

  /** Counts a click; what is too much is forgotten. */
  public synchronized void add(Click click) {
    long before = counts.getOrDefault(click, 0L);
    if (before < OF_ONE && (before > 0 || counts.size() < DIFFERENT)) {
      counts.put(click, before + 1);
    }
  }

  /** All counts, which then begin at nothing again. */
  synchronized Map<Click, Long> take() {
    Map<Click, Long> taken = counts;
    counts = new HashMap<>();
    return taken;
  }

  /** Puts counts back that could not be written. */
  synchronized void giveBack(Map<Click, Long> taken) {
    taken.forEach((click, count) -> counts.merge(click, count, Long::sum));
  }
}
