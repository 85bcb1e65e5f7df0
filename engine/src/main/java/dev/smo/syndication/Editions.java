// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Again;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import dev.smo.schedule.When;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The posts of one page on one connection, one after the other. The id of each is derived from its
 * number, so that planning one twice is planning it once.
 */
public final class Editions {
  /** The number of the first. */
  static final String FIRST = "1";

  private static final Set<Key> ASKED = EnumSet.of(Key.WISHED, Key.WISHED_BY);

  private final PageReader pages;
  private final PostDrafts drafts;
  private final Ledger ledger;

  Editions(PageReader pages, PostDrafts drafts, Ledger ledger) {
    this.pages = pages;
    this.drafts = drafts;
    this.ledger = ledger;
  }

  /** The post of a page on a connection that is its last edition; answers are none. */
  static Optional<PostRecord> latest(List<PostRecord> posts, String connection) {
    return posts.stream()
        .filter(PostRecord::isAboutPage)
        .filter(post -> post.text(Key.CONNECTION).equals(connection))
        .max(Comparator.comparingInt(post -> Integer.parseInt(post.text(Key.EDITION))));
  }

  /** What the page says, in the words and at the time that somebody asked for. */
  PostRecord draft(
      String id,
      String connection,
      PageReading reading,
      SyndicationRequest wish,
      Optional<PostRecord> there) {
    SyndicationRequest whole = there.map(SyndicationRequest::kept).map(wish::over).orElse(wish);
    Optional<Instant> marked = there.flatMap(post -> PostMarks.time(post, wish, drafts.now()));
    PostRecord draft =
        drafts
            .draft(id, connection, reading.subject(), whole, marked)
            .with(Key.PAGE, reading.identity())
            .with(Key.READ, reading.read());
    PostRecord atHome = PostHome.of(draft, there, reading);
    return wish.isWish()
        ? asked(atHome, wish)
        : there.map(post -> atHome.with(ASKED, post)).orElse(atHome);
  }

  PostRecord asked(PostRecord draft, SyndicationRequest wish) {
    return draft.with(Key.WISHED, drafts.now()).with(Key.WISHED_BY, wish.by());
  }

  /**
   * What a person wants of a page that is posted anew.
   *
   * @param words plain, lines of {@code ---} between the parts of a thread; empty: as before
   * @param at empty: now
   */
  public record Wish(String words, Optional<When> at, String user) {}

  /**
   * Plans a post once more that is out, was called off or taken back, as a post of its own: its
   * next edition. Asking twice plans one.
   *
   * @return the post as it stands in the ledger; empty where there is no page any more
   * @throws IllegalArgumentException a later edition is there
   */
  public Optional<PostRecord> next(PostRecord last, String user) {
    return next(last, new Wish("", Optional.empty(), user));
  }

  /** The same, in words and at a time that the person says. */
  public Optional<PostRecord> next(PostRecord last, Wish wish) {
    return rehearse(last, wish)
        .map(post -> lasting(last, post).decided(drafts.now(), wish.user(), "again"))
        .map(
            post ->
                ledger
                    .enter(post)
                    .orElseThrow(
                        () -> new IllegalArgumentException("This page was posted again already.")));
  }

  /** A rule of repeating goes on with the newer post of the page, which ends that of the older. */
  private static PostRecord lasting(PostRecord last, PostRecord next) {
    boolean repeats = last.state() == State.SENT && Again.of(last).left() > 0;
    return repeats ? Again.of(last).on(next) : next;
  }

  /**
   * Plans the post that takes the place of one that stays until this one is approved.
   *
   * @throws IllegalArgumentException a later edition is there
   */
  public Optional<PostRecord> instead(PostRecord out, Wish wish) {
    return rehearse(out, wish)
        .map(post -> instead(out, post, wish))
        .map(
            post ->
                ledger
                    .enter(post)
                    .orElseThrow(
                        () -> new IllegalArgumentException("This page was posted again already.")));
  }

  /** A draft that takes the place of a post, and goes on with its rule of repeating. */
  PostRecord instead(PostRecord out, PostRecord draft, Wish wish) {
    return Again.of(out)
        .on(draft)
        .with(Key.REPLACES, out.id())
        .decided(drafts.now(), wish.user(), "correct");
  }

  /** What {@link #next} would enter into the ledger, which it leaves alone. */
  public Optional<PostRecord> rehearse(PostRecord last, Wish wish) {
    return pages.read(
        last,
        drafts.now(),
        page -> {
          String edition =
              following(last, page)
                  .orElseThrow(
                      () -> new IllegalArgumentException("This page was posted again already."));
          PostRecord draft = edition(edition, last, page, asked(last, wish));
          return wish.words().isBlank()
              ? PlannedAgain.next(last, draft)
              : PlannedAgain.written(last, draft, wish);
        });
  }

  /** The policy that made the draft may not want what that of its own site does. */
  private PostRecord toBeApproved(PostRecord draft) {
    return draft.state() == State.SCHEDULED && draft.lacksApproval()
        ? draft.toBeApproved("", drafts.now()).with(Key.FIRST_DUE, null)
        : draft;
  }

  static SyndicationRequest asked(PostRecord last, Wish wish) {
    return SyndicationRequest.again(last, last.text(Key.WISHED_TEXT), wish.at(), wish.user());
  }

  /** The last edition of the page of a post on its connection. */
  Optional<PostRecord> latest(PostRecord post, PageReading page) {
    return latest(ledger.ofPage(page.identity()), post.text(Key.CONNECTION));
  }

  /**
   * The number of the edition that may follow a post. Behind it there is nothing, or only what was
   * to take its place and somebody said no to; empty where there is anything else.
   */
  Optional<String> following(PostRecord post, PageReading page) {
    return latest(post, page)
        .filter(last -> last.id().equals(post.id()) || isRefused(last, post))
        .map(last -> String.valueOf(Integer.parseInt(last.text(Key.EDITION)) + 1));
  }

  private static boolean isRefused(PostRecord last, PostRecord post) {
    boolean refused = last.state() == State.REJECTED || last.state() == State.CANCELLED;
    return refused && last.attempt() == 0 && last.text(Key.REPLACES).equals(post.id());
  }

  PostRecord edition(String edition, PostRecord last, PageReading page, SyndicationRequest wish) {
    String connection = last.text(Key.CONNECTION);
    String id = Keys.post(connection, page.identity(), edition);
    PostRecord draft = draft(id, connection, page, wish, Optional.empty());
    return toBeApproved(PostHome.of(draft, Optional.of(last), page)).with(Key.EDITION, edition);
  }
}
