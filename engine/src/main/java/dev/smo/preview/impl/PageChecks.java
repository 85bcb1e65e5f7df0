// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import static dev.smo.preview.Finding.error;
import static dev.smo.preview.Finding.hint;
import static dev.smo.preview.Finding.warning;

import dev.smo.page.Page;
import dev.smo.preview.Finding;
import dev.smo.prose.WrittenDate;
import dev.smo.syndication.PostPreviews.Plan;
import dev.smo.syndication.PostPreviews.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What is to be said about a page itself, and whether it will be shared at all. */
record PageChecks(Page page, Plan plan) {
  private static final Duration SOON = Duration.ofDays(1);

  /**
   * All findings.
   *
   * @param strangersSeeIt whether the repository shows the page to everybody
   */
  List<Finding> all(boolean strangersSeeIt, boolean doNotShare) {
    Instant now = plan.asOf();
    List<Finding> found = new ArrayList<>();
    if (!strangersSeeIt || page.closed()) {
      found.add(error("not-public", ""));
    }
    if (page.noindex()) {
      found.add(warning("noindex", ""));
    }
    if (!page.canonical().equals(page.url())) {
      found.add(warning("canonical", "", page.canonical().toString()));
    }
    page.expires()
        .filter(end -> end.isBefore(now.plus(SOON)))
        .ifPresent(
            end -> found.add(warning("expires", "", "" + end.truncatedTo(ChronoUnit.MINUTES))));
    page.published()
        .filter(on -> on.isAfter(now) || !WrittenDate.isPossible(on))
        .ifPresent(
            on ->
                found.add(
                    WrittenDate.isPossible(on)
                        ? hint("date-future", "", "" + on.truncatedTo(ChronoUnit.MINUTES))
                        : error("date-impossible", "")));
    if (doNotShare) {
      found.add(hint("do-not-share", "doNotShare"));
    } else if (plan.verdict() == Verdict.OFF) {
      found.add(hint("policy-off", ""));
    }
    if (!plan.lostTags().isEmpty()) {
      found.add(warning("tags-lost", "", String.join(", ", plan.lostTags())));
    }
    if (!page.live()) {
      found.add(hint("not-published", ""));
    }
    return found;
  }
}
