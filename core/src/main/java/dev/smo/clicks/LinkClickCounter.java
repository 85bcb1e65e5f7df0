// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.clicks;

import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/**
 * How often short links were followed since the last minute's end, in memory. Only posts of the
 * ledger are counted, so it holds no more than there are links, and each click counts.
 */
@Component(service = LinkClickCounter.class)
public class LinkClickCounter {
  private Map<String, Long> counts = new HashMap<>();

  /**
   * Counts one click.
   *
   * @param post id of the post that carries the link
   */
  public synchronized void add(String post) {
    counts.merge(post, 1L, Long::sum);
  }

  /** All counts, which then begin at nothing again. */
  synchronized Map<String, Long> take() {
    Map<String, Long> taken = counts;
    counts = new HashMap<>();
    return taken;
  }

  /** Puts counts back that could not be written. */
  synchronized void giveBack(Map<String, Long> taken) {
    taken.forEach((post, count) -> counts.merge(post, count, Long::sum));
  }
}
