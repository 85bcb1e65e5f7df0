// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.SeenWords;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/** Who decides about a post, and who does not because it is theirs. */
final class PostHome {
  /** What a post has of the site under which it was planned: who decides about it, and how. */
  private static final Set<Key> HOME =
      EnumSet.of(Key.SITE, Key.MUST_APPROVE, Key.ENTERED, Key.APPROVAL_HOURS, Key.OWNERS);

  private final Ledger ledger;

  PostHome(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * A draft of a post, with those whose it is.
   *
   * @param last the post as it stands in the ledger, or the edition before it
   */
  PostRecord of(PostRecord draft, Optional<PostRecord> last, PageReading page) {
    PostRecord home = last.map(post -> atHome(draft, post, page)).orElse(draft);
    return home.with(Key.WORDS_BY, writers(draft.text(Key.CONNECTION), page));
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
    return draft.with(onlyThere ? EnumSet.of(Key.SITE) : HOME, post);
  }

  /** Whether the page of a post is at a site whose policy does not name its connection. */
  static boolean isAmongStrangers(PostRecord post, PageReading page) {
    String site = post.text(Key.SITE);
    return !site.isEmpty()
        && !site.equals(page.page().site().path())
        && !SyndicationPolicies.names(page.subject().policy(), post.text(Key.CONNECTION));
  }

  /** Words that went out there as four eyes saw them are nobody's any more: others are. */
  private String @Nullable [] writers(String connection, PageReading page) {
    PostOptions choices = page.subject().choices();
    List<String> seen =
        choices.authors().isEmpty()
            ? List.of()
            : ledger.ofPage(page.identity()).stream()
                .filter(PostRecord::isAboutPage)
                .filter(post -> post.text(Key.CONNECTION).equals(connection))
                .flatMap(post -> SeenWords.of(post).stream())
                .toList();
    Set<String> writers = choices.writers(seen);
    return writers.isEmpty() ? null : writers.toArray(String[]::new);
  }
}
