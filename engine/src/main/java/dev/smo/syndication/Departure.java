// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.util.List;
import java.util.stream.Stream;

/**
 * What would become of the posts of a page that went away now. Answers to people count as what they
 * are, which is no post about the page.
 *
 * @param onUnpublish what the policy says of those that are out, such as {@code keep}
 * @param onRemove the same where the page is deleted
 * @param out how many are out and can be reached there
 * @param byHand how many are out and not known by name, so that only a person can delete them
 * @param waiting how many have not gone out, and then will not
 */
public record Departure(String onUnpublish, String onRemove, int out, int byHand, int waiting) {
  static Departure of(SyndicationPolicy policy, List<PostRecord> posts) {
    List<PostRecord> about = posts.stream().filter(PostRecord::isAboutPage).toList();
    return new Departure(
        policy.onUnpublish(),
        policy.onRemove(),
        count(about.stream().filter(Departure::reachable)),
        count(about.stream().filter(post -> isOut(post) && !post.retractable())),
        count(about.stream().filter(Departure::waits)));
  }

  private static boolean isOut(PostRecord post) {
    return post.state() == State.SENT && !post.flag(Key.RETRACT);
  }

  /** Also a thread of which only parts are out. */
  private static boolean reachable(PostRecord post) {
    return post.retractable() && !post.flag(Key.RETRACT);
  }

  private static boolean waits(PostRecord post) {
    return post.state().open() && !post.retractable() || post.state() == State.QUEUED;
  }

  private static int count(Stream<PostRecord> posts) {
    return Math.toIntExact(posts.count());
  }
}
