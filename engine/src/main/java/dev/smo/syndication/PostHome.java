// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who decides about a post, and who does not because it is theirs. */
final class PostHome {
  /** What a post has of the site under which it was planned: who decides about it, and how. */
  private static final Set<Key> HOME =
      EnumSet.of(Key.SITE, Key.MUST_APPROVE, Key.ENTERED, Key.APPROVAL_HOURS, Key.OWNERS);

  private PostHome() {}

  /**
   * A draft of a post, with those whose it is.
   *
   * @param last the post as it stands in the ledger, or the edition before it
   */
  static PostRecord of(PostRecord draft, Optional<PostRecord> last, PageReading page) {
    PostRecord home = last.map(post -> atHome(draft, post, page)).orElse(draft);
    Set<String> writers = page.subject().choices().authors();
    return home.with(Key.WORDS_BY, writers.isEmpty() ? null : writers.toArray(String[]::new));
  }

  /**
   * Whose page is now at a site that has nothing to do with its connection keeps its own, with the
   * approval that this wanted: else who writes there would decide what is said on an account that
   * is none of theirs. Where only the site there wants one, it is wanted.
   */
  private static PostRecord atHome(PostRecord draft, PostRecord post, PageReading page) {
    if (!isAmongStrangers(post, page)) {
      return draft;
    }
    boolean onlyThere = draft.flag(Key.MUST_APPROVE) && !post.flag(Key.MUST_APPROVE);
    PostRecord home = draft.with(onlyThere ? EnumSet.of(Key.SITE) : HOME, post);
    return home.needsFourEyes() ? home.with(Key.OWNERS, owners(home, page)) : home;
  }

  /** Whoever changes the page there is no second person because the rule is another site's. */
  private static String[] owners(PostRecord post, PageReading page) {
    Set<String> owners = new TreeSet<>(post.texts(Key.OWNERS));
    owners.addAll(page.subject().choices().people());
    return owners.toArray(String[]::new);
  }

  /** Whether the page of a post is at a site whose policy does not name its connection. */
  static boolean isAmongStrangers(PostRecord post, PageReading page) {
    String site = post.text(Key.SITE);
    return !site.isEmpty()
        && !site.equals(page.page().site().path())
        && !SyndicationPolicies.names(page.subject().policy(), post.text(Key.CONNECTION));
  }
}
