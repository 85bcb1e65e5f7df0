// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import dev.smo.syndication.Editions.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans posts in the place of others that were taken back for them. Until that is done the one that
 * was taken back says so, so that a crash in between loses nothing.
 */
final class Replacements {
  private static final Logger LOG = LoggerFactory.getLogger(Replacements.class);

  /** After that a post is looked at again whose connector is away. */
  private static final Duration SOON = Duration.ofMinutes(5);

  /** What stands for a connector of which a later moment may tell. */
  private static final String LATER = "later";

  private final Editions editions;
  private final PageReader pages;
  private final Ledger ledger;

  Replacements(Editions editions, PageReader pages, Ledger ledger) {
    this.editions = editions;
    this.pages = pages;
    this.ledger = ledger;
  }

  /**
   * Plans the post that is to stand in the place of one that is taken back, in the words that a
   * person wrote. Doing it twice plans one. Where it cannot be, the one that was taken back says
   * why, keeps the words and waits for a person.
   *
   * @param id of the one that was taken back; any other is left alone
   */
  public void replace(String id, Instant now) {
    Optional<PostRecord> there = ledger.find(id).filter(PostRecord::awaitsReplacement);
    if (there.isEmpty()) {
      return;
    }
    PostRecord last = there.get();
    String problem =
        pages
            .read(last, now, page -> replaced(last, page, now))
            .orElse("There is no page any more.");
    ledger.update(
        id,
        post ->
            !post.awaitsReplacement()
                ? null
                : problem.equals(LATER)
                    ? post.with(Key.AGAIN_AFTER, now.plus(SOON))
                    : settled(post, problem));
  }

  /** Why nothing stands in its place; empty where something does. */
  private String replaced(PostRecord last, PageReading page, Instant now) {
    String edition = edition(last);
    if (!editions.following(last, page).equals(Optional.of(edition))) {
      return standing(last, page);
    }
    if (!page.page().live()) {
      return "The page is not public.";
    }
    Wish wish = new Wish(last.text(Key.NEXT_TEXT), Optional.empty(), last.text(Key.NEXT_BY));
    PostRecord draft = editions.edition(edition, last, page, Editions.asked(last, wish));
    if (draft.state() == State.PLANNED) {
      return LATER;
    }
    if (draft.state() == State.FAILED || draft.state() == State.SKIPPED) {
      return draft.text(Key.REASON);
    }
    ledger
        .enter(editions.instead(last, PlannedAgain.written(last, draft, wish), wish))
        .ifPresent(
            post -> LOG.info("{} stands in the place of edition {}", post, last.text(Key.EDITION)));
    return standing(last, page);
  }

  /** Why what follows it is not what was to stand in its place; empty where it is. */
  private String standing(PostRecord last, PageReading page) {
    return ledger
            .find(Keys.post(last.text(Key.CONNECTION), page.identity(), edition(last)))
            .filter(PostRecord::replaces)
            .isPresent()
        ? ""
        : "The page was posted again meanwhile.";
  }

  private static String edition(PostRecord last) {
    String known = last.text(Key.NEXT_EDITION);
    return known.isEmpty() ? String.valueOf(Integer.parseInt(last.text(Key.EDITION)) + 1) : known;
  }

  private static PostRecord settled(PostRecord post, String problem) {
    PostRecord done = post.with(Key.NEXT_BY, null).with(Key.AGAIN_AFTER, null);
    return problem.isEmpty()
        ? done.with(Key.NEXT_TEXT, null)
        : done.with(Key.ATTENTION, true)
            .with(Key.REASON, "Taken back, but not posted in other words: " + problem);
  }
}
