// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Again;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.page.Page;
import dev.smo.repository.Keys;
import dev.smo.schedule.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The posts of one page on one connection, one after the other. The id of each is derived from its
 * number, so that planning one twice is planning it once.
 */
public final class Editions {
  /** The number of the first. */
  static final String FIRST = "1";

  private static final Logger LOG = LoggerFactory.getLogger(Editions.class);

  /** What a post has of the site under which it was planned: who decides about it, and how. */
  private static final Set<Key> HOME =
      EnumSet.of(Key.SITE, Key.MUST_APPROVE, Key.ENTERED, Key.APPROVAL_HOURS, Key.OWNERS);

  /** What becomes of such a post by itself or by its author, it is out, or will never be. */
  private static final Set<State> AT_AN_END =
      EnumSet.of(State.SENT, State.CANCELLED, State.REJECTED, State.RETRACTED);

  private static final Set<Key> ASKED = EnumSet.of(Key.WISHED, Key.WISHED_BY);

  /** So long a page that is not public now may take to be so again. */
  private static final Duration A_DAY = Duration.ofDays(1);

  /** What stands for a page of which another day may tell. */
  private static final String LATER = "later";

  /** How a history names that a post is not posted again any more. */
  private static final String OVER = "again-over";

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
    PostRecord draft =
        drafts
            .draft(id, connection, reading.subject(), whole)
            .with(Key.PAGE, reading.identity())
            .with(Key.READ, reading.read());
    PostRecord home = there.map(post -> atHome(draft, post, reading)).orElse(draft);
    return wish.isWish()
        ? asked(home, wish)
        : there.map(post -> home.with(ASKED, post)).orElse(home);
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

  /** Whoever writes the words there is no second person because the rule is another site's. */
  private static String[] owners(PostRecord post, PageReading page) {
    Set<String> owners = new TreeSet<>(post.texts(Key.OWNERS));
    owners.addAll(page.subject().choices().people());
    return owners.toArray(String[]::new);
  }

  private static boolean isAmongStrangers(PostRecord post, PageReading page) {
    String site = post.text(Key.SITE);
    return !site.isEmpty()
        && !site.equals(page.page().site().path())
        && !SyndicationPolicies.names(page.subject().policy(), post.text(Key.CONNECTION));
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
    return toBeApproved(atHome(draft, last, page)).with(Key.EDITION, edition);
  }

  /**
   * Plans the next edition of a post whose time for that has come. Where its page is not worth that
   * any more, the post says why, and is not looked at again.
   */
  void again(String id) {
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
    Optional<String> edition = following(last, page);
    if (edition.isEmpty()) {
      boolean waits =
          latest(last, page)
              .filter(post -> post.text(Key.REPLACES).equals(last.id()))
              .filter(post -> !AT_AN_END.contains(post.state()))
              .isPresent();
      return waits ? LATER : "";
    }
    if (isAmongStrangers(last, page)) {
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
    PostRecord made = edition(edition.get(), last, page, wish);
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
