// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.memory.Bounded;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what is wrong with the card of a page once, and not at every view of the page. */
final class CardWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(CardWarnings.class);
  private static final int REMEMBERED = 1_000;

  /** The last ones told; the least seen go first. */
  private final Map<String, Boolean> told = Collections.synchronizedMap(new Bounded<>(REMEMBERED));

  void tell(String page, List<String> problems) {
    if (problems.isEmpty()) {
      return;
    }
    String all = String.join("; ", problems);
    if (told.put(page + ' ' + all, true) == null) {
      LOG.warn("The card of {} does without: {}", page, all);
    }
  }
}
