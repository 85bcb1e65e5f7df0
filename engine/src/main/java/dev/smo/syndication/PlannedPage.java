// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.page.Page;
import dev.smo.tracking.Tracking;

/**
 * A page to be posted, and what was decided about it.
 *
 * @param page its facts, with the author's own title and description where there are some
 */
record PlannedPage(Page page, PostOptions choices, SyndicationPolicy policy, Tracking tracking) {
  static PlannedPage of(
      Page facts, PostOptions choices, SyndicationPolicy policy, Tracking tracking) {
    Page page =
        facts.toBuilder()
            .title(choices.titleOf(facts))
            .description(choices.descriptionOf(facts))
            .build();
    return new PlannedPage(page, choices, policy, tracking);
  }
}
