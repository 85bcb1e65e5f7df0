// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Again;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.page.Page;
import dev.smo.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans by itself the next editions of posts that are to be repeated. */
final class Repetitions {
  private static final Logger LOG = LoggerFactory.getLogger(Repetitions.class);

  /** What becomes of such a post by itself or by its author, it is out, or will never be. */
  private static final Set<State> AT_AN_END =
      EnumSet.of(State.SENT, State.CANCELLED, State.REJECTED, State.RETRACTED);

  /** So long a page that is not public now may take to be so again. */
  private static final Duration A_DAY = Duration.ofDays(1);

  /** What stands for a page of which another day may tell. */
  private static final String LATER = "later";

  /** How a history names that a post is not posted again any more. */
  private static final String OVER = "again-over";

  private final Editions editions;
  private final PageReader pages;
  private final PostDrafts drafts;
  private final Ledger ledger;

  Repetitions(Editions editions, PageReader pages, PostDrafts drafts, Ledger ledger) {
    this.editions = editions;
    this.pages = pages;
    this.drafts = drafts;
    this.ledger = ledger;
  }

  /**
   * Plans the next edition of a post whose time for that has come. Where its page is not worth that
   * any more, the post says why, and is not looked at again.
   */
  void repeat(String id) {
    Instant now = drafts.now();
    Optional<PostRecord> due =
        ledger.find(id).filter(post -> Again.at(post).filter(at -> !at.isAfter(now)).isPresent());
    if (due.isEmpty()) {
      return;
    }
    PostRecord last = due.get();
    String over =
        pages.read(last, now, page -> again(last, page)).orElse("There is no page any more.");
    if (over.equals(LATER)) {
      ledger.update(id, State.SENT, post -> post.with(Key.AGAIN_AFTER, now.plus(A_DAY)));
    } else {
      ledger.update(
          id, State.SENT, post -> Again.at(post).isEmpty() ? post : over(post, over, now));
    }
  }

  /** Takes the rule from a post, and says why where nothing followed. */
  private static PostRecord over(PostRecord post, String why, Instant now) {
    PostRecord done = Again.byPolicy(0, 0).on(post);
    return why.isEmpty()
        ? done
        : done.decided(now, "", OVER).with(Key.REASON, "Not posted again: " + why);
  }

  /** Why nothing followed; empty where the next edition is there. */
  private String again(PostRecord last, PageReading page) {
    Again rule = Again.of(last);
    SyndicationPolicy policy = page.subject().policy();
    Optional<String> edition = editions.following(last, page);
    if (edition.isEmpty()) {
      boolean waits =
          editions
              .latest(last, page)
              .filter(post -> post.text(Key.REPLACES).equals(last.id()))
              .filter(post -> !AT_AN_END.contains(post.state()))
              .isPresent();
      return waits ? LATER : "";
    }
    if (PostHome.isAmongStrangers(last, page)) {
      return "The page is at another site, whose policy does not name the connection.";
    }
    if (rule.by().isEmpty() && !asksFor(policy, last.text(Key.CONNECTION))) {
      return "The policy does not ask for it any more.";
    }
    if (!page.page().live()) {
      return LATER;
    }
    int fresh = rule.by().isEmpty() ? policy.againFreshDays() : rule.fresh();
    if (fresh > 0 && isOlder(page.page(), drafts.now().minus(Duration.ofDays(fresh)))) {
      return "The page has not changed for " + fresh + " days.";
    }
    String text = rule.text().isEmpty() ? policy.againText() : rule.text();
    Optional<When> at =
        last.takesSlot() ? Optional.of(When.parse(When.SLOT)) : Optional.<When>empty();
    SyndicationRequest wish =
        SyndicationRequest.again(
            last, text.isEmpty() ? last.text(Key.WISHED_TEXT) : text, at, rule.by());
    PostRecord made = editions.edition(edition.get(), last, page, wish);
    // Or what somebody corrected would go out again as it was before.
    PostRecord draft =
        text.isEmpty() && last.replaces() ? PlannedAgain.inWordsOf(last, made) : made;
    if (draft.state() == State.SKIPPED) {
      return draft.text(Key.REASON);
    }
    PostRecord added = ledger.add(rule.next().on(draft).decided(drafts.now(), rule.by(), "again"));
    LOG.info("{} is edition {}: {}", added, added.text(Key.EDITION), added.state());
    return "";
  }

  private static boolean asksFor(SyndicationPolicy policy, String connection) {
    return policy.enabled()
        && policy.againDays() > 0
        && SyndicationPolicies.names(policy, connection);
  }

  private static boolean isOlder(Page page, Instant than) {
    return Stream.of(page.modified(), page.published())
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .filter(changed -> !changed.isBefore(than))
        .isEmpty();
  }
}
