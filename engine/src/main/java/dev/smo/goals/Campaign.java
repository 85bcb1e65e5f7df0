// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.goals;

import dev.smo.engagement.PostFacts;
import dev.smo.results.Measured;
import java.util.List;

/**
 * A campaign: posts, over pages and languages, that belong together. A post belongs to it whose
 * page, or the configuration of its site, names it, or whose page has one of its tags.
 */
record Campaign(Plan plan) {
  String title() {
    return plan.text("title");
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
