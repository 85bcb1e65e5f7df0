// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.engagement.PostFacts;
import dev.smo.results.Measured;
import java.time.LocalDate;
import java.util.List;

/**
 * A campaign: posts, over pages and languages, that belong together. A post belongs to it whose
 * page, or the configuration of its site, names it, or whose page has one of its tags.
 */
record Campaign(Plan plan) {
  String title() {
    return plan.text("title");
  }

  /**
   * Reads all of it.
   *
   * @throws java.time.DateTimeException a day or the zone is none
   */
  void mustMakeSense() {
    plan.from();
    plan.to();
    plan.zone();
  }

  /** Whether a post belongs to it and went out in its days. */
  boolean counts(Measured post) {
    LocalDate day = plan.day(post);
    return has(post) && !day.isBefore(plan.from()) && !day.isAfter(plan.to());
  }

  List<String> tags() {
    return plan.text("tags").lines().toList();
  }

  boolean has(PostFacts post) {
    return post.campaign().equals(plan.id()) || post.tags().stream().anyMatch(tags()::contains);
  }

  boolean has(Measured post) {
    return has(post.facts());
  }
}
