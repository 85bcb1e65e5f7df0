package dev.smo.syndication;

import dev.smo.page.Page;
import dev.smo.wording.Tracking;

/**
 * A page to be posted, and what was decided about it.
 *
 * @param page its facts, with the author's own title and description where there are some
 */
record Subject(Page page, Choices choices, SyndicationPolicy policy, Tracking tracking) {
  static Subject of(Page facts, Choices choices, SyndicationPolicy policy, Tracking tracking) {
    Page page =
        facts.toBuilder()
            .title(choices.titleOf(facts))
            .description(choices.descriptionOf(facts))
            .build();
    return new Subject(page, choices, policy, tracking);
  }
}
