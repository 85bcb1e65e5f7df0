// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.wording.Wording;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jetbrains.annotations.Nullable;

/**
 * What a post that is in the ledger becomes when its page is read again, or somebody asks for it:
 * it says what the page says as long as certainly nothing of it was sent, and stays what somebody
 * asked for.
 */
final class PlannedAgain {
  /** How the history of a post names that somebody asked for it. */
  static final String ASK = "ask";

  /** How it names that the page could not be read. */
  private static final String UNREAD = "page-unread";

  /** What a page and its policy say, and may say anew as long as the post has not gone out. */
  private static final Set<Key> WORDS =
      EnumSet.of(
          Key.READ,
          Key.PATH,
          Key.NETWORK,
          Key.TEXT,
          Key.THREAD,
          Key.NOTE,
          Key.LINK,
          Key.TARGET,
          Key.ADDRESS,
          Key.CANONICAL,
          Key.TITLE,
          Key.DESCRIPTION,
          Key.IMAGE,
          Key.IMAGE_ALT,
          Key.MORE_IMAGES,
          Key.MORE_ALTS,
          Key.IMAGE_INSTEAD,
          Key.OWN_IMAGES,
          Key.WITHOUT_PICTURES,
          Key.FILE,
          Key.LANGUAGE,
          Key.TEMPLATE,
          Key.TAGS,
          Key.AUTHORS,
          Key.WORDS_BY,
          Key.CAMPAIGN,
          Key.MARKED_FOR,
          Key.HASHTAGS,
          Key.OPTIONS,
          Key.SITE,
          Key.BURST_LIMIT,
          Key.BURST_MINUTES,
          Key.BURST_DIGEST,
          Key.GATE_MINUTES,
          Key.PRICE,
          Key.PRICE_PLAIN,
          Key.MUST_APPROVE,
          Key.ENTERED,
          Key.APPROVAL_HOURS,
          Key.OWNERS);

  /** What somebody asked for. */
  private static final Set<Key> WISH =
      EnumSet.of(
          Key.WISHED,
          Key.WISHED_BY,
          Key.WISHED_TEXT,
          Key.WISHED_AT,
          Key.WISHED_OPTIONS,
          Key.WISHED_IMAGES,
          Key.WISHED_ALTS,
          Key.APPROVAL,
          Key.RELEASED);

  /** Words that a person wrote for one post. */
  private static final Set<Key> WRITTEN =
      EnumSet.of(Key.TEXT, Key.THREAD, Key.HASHTAGS, Key.NOTE, Key.CHANGED_BY);

  private static final Set<Key> RULE =
      EnumSet.of(Key.MUST_APPROVE, Key.ENTERED, Key.APPROVAL_HOURS, Key.OWNERS);
  private static final Set<Key> NOTE = EnumSet.of(Key.NOTE);
  private static final Set<Key> BARE = EnumSet.of(Key.WITHOUT_PICTURES, Key.NOTE);
  private static final Set<Key> PLACE =
      EnumSet.of(Key.STATE, Key.REASON, Key.DUE, Key.FIRST_DUE, Key.PLANNED, Key.RELEASED);

  private final Ledger ledger;

  PlannedAgain(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * The record as it shall be; null: as it is.
   *
   * @param made what would enter the ledger now, with all that was ever asked for
   * @param wish what is asked for now
   * @throws ReadBeforeException the page was read again meanwhile
   * @throws Proposals.RefusedException it is not for a proposal to change
   */
  @Nullable
  PostRecord of(PostRecord there, PostRecord made, SyndicationRequest wish) {
    if (there.flag(Key.RETRACT) || !there.certainlyNotSent()) {
      return null;
    }
    if (wish.proposal()) {
      Proposals.mustBeFree(there);
    }
    mustBeNewer(made, there);
    PostRecord draft = PostMarks.kept(there, made, wish);
    PostRecord wished = wish.isWish() ? wished(there, draft, wish) : there;
    PostRecord planned = planned(wished, draft, wish);
    PostRecord after = planned == null ? wished : planned;
    return after == there ? null : ledger.steps().fresh(there, after);
  }

  /**
   * The record of a post whose page could not be read when it should have followed it; null: as it
   * is, because it would have stayed so, or says that already.
   */
  static @Nullable PostRecord unread(
      PostRecord there, SyndicationRequest wish, String reason, Instant now) {
    String before = there.text(Key.NOTE);
    boolean known = before.contains(reason) || there.text(Key.REASON).equals(reason);
    if (known || there.flag(Key.RETRACT) || !there.certainlyNotSent()) {
      return null;
    }
    PostRecord noted =
        there.decided(now, wish.by(), UNREAD).with(Key.NOTE, (before + " " + reason).strip());
    return there.state() == State.SKIPPED ? noted.to(State.FAILED, reason) : noted;
  }

  /**
   * The record in the words of now, where it stands; null: as it is.
   *
   * @throws ReadBeforeException the page was read again meanwhile
   */
  @Nullable
  PostRecord reworded(PostRecord there, PostRecord made) {
    boolean fixed =
        there.flag(Key.RETRACT) || !there.certainlyNotSent() || ledger.steps().hasPartOut(there);
    if (fixed) {
      return null;
    }
    mustBeNewer(made, there);
    PostRecord draft =
        PostMarks.kept(there, made, SyndicationRequest.published(there.text(Key.PATH)));
    return draft.worded()
        ? ledger.steps().fresh(there, seen(there, reworded(there, draft, /* own= */ false)))
        : seen(there, there.with(RULE, draft));
  }

  /**
   * The next post of a page whose last one was called off or taken back, with what a person wrote
   * for that. It goes out by itself only if it says the same: nobody has read it yet.
   */
  static PostRecord next(PostRecord last, PostRecord draft) {
    PostRecord next = inWordsOf(last, draft);
    if (next.state() == State.PLANNED) {
      // Still due, so that its words are made.
      return next.to(State.HELD, "Its words are not made yet. Read them, then send it.")
          .with(Key.FIRST_DUE, null);
    }
    return next.state() == State.SCHEDULED && !saysTheSame(last, next)
        ? next.to(State.HELD, "It says something else than the last one. Read it, then send it.")
            .with(Key.DUE, null)
            .with(Key.FIRST_DUE, null)
        : next;
  }

  /** A draft in the words that a person wrote for the last post, where one did. */
  static PostRecord inWordsOf(PostRecord last, PostRecord draft) {
    if (!last.text(Key.CHANGED_BY).isEmpty() && draft.worded()) {
      return by(draft.with(WRITTEN, reworded(last, draft, /* own= */ false)), last);
    }
    String asked = draft.text(Key.WISHED_TEXT);
    return !asked.isEmpty() && asked.equals(last.text(Key.WISHED_TEXT)) ? by(draft, last) : draft;
  }

  /** A record whose words may have some in them that others wrote for another one. */
  private static PostRecord by(PostRecord post, PostRecord other) {
    Set<String> all = new TreeSet<>(post.texts(Key.WORDS_BY));
    all.addAll(other.writers());
    return post.with(Key.WORDS_BY, all.isEmpty() ? null : all.toArray(String[]::new));
  }

  /** Whether two editions differ in nothing but in their own short links to the same address. */
  private static boolean saysTheSame(PostRecord last, PostRecord next) {
    String target = next.text(Key.TARGET);
    if (target.isEmpty() || !target.equals(last.text(Key.TARGET))) {
      return next.content().equals(last.content());
    }
    return next.content().equals(PostMarks.linked(last, next.text(Key.LINK)).content());
  }

  /**
   * The next post of a page in words that a person wrote for it, with the link where they have the
   * one of the last post.
   */
  static PostRecord written(PostRecord last, PostRecord draft, Editions.Wish wish) {
    String before = last.text(Key.LINK);
    String link = draft.text(Key.LINK);
    List<Wording> parts =
        Wording.parts(wish.words()).stream()
            .map(part -> before.isEmpty() ? part : part.replace(before, link))
            .map(part -> Wording.written(part, link))
            .filter(part -> !part.text().isBlank())
            .toList();
    return parts.isEmpty() || !draft.worded()
        ? draft
        : PostDrafts.said(draft, parts).with(Key.NOTE, null).with(Key.CHANGED_BY, wish.user());
  }

  private static void mustBeNewer(PostRecord draft, PostRecord there) {
    Instant read = draft.time(Key.READ).orElse(Instant.MAX);
    there
        .time(Key.READ)
        .filter(read::isBefore)
        .ifPresent(
            last -> {
              throw new ReadBeforeException(last);
            });
  }

  /** Asking twice for the same is asking once. */
  private static PostRecord wished(PostRecord there, PostRecord draft, SyndicationRequest wish) {
    PostRecord wished = there.with(WISH, draft);
    if (wish.at().isPresent() && draft.time(Key.SCHEDULED).isPresent()) {
      wished = wished.with(PostRecord.TIME, draft);
    }
    if (wish.approval() && !wished.time(Key.SCHEDULED).equals(there.time(Key.SCHEDULED))) {
      // It was approved for the time that it had.
      wished = wished.with(Key.APPROVED, null);
    }
    return SyndicationRequest.kept(wished).equals(SyndicationRequest.kept(there))
        ? there
        : wished.decided(draft.time(Key.WISHED).orElseThrow(), wish.by(), wish.act());
  }

  private @Nullable PostRecord planned(
      PostRecord there, PostRecord draft, SyndicationRequest wish) {
    State state = there.state();
    // The record must say what is out, and half a thread is.
    PostRecord changed =
        seen(
            there,
            ledger.steps().hasPartOut(there)
                ? there.with(RULE, draft)
                : reworded(there, draft, !wish.text().isEmpty()));
    boolean unmade = state == State.FAILED && !there.worded();
    if (state == State.SKIPPED || state == State.PLANNED || unmade) {
      return begun(there, changed, draft);
    }
    if (draft.state() == State.FAILED) {
      // A person sent it again, and its words still cannot be made.
      return there.worded() ? null : placed(there.with(WORDS, draft), draft);
    }
    if (draft.state() == State.PLANNED) {
      // What was said anew cannot be worded before its connector is back.
      return state.open() && !wish.text().isEmpty() ? placed(changed, draft) : null;
    }
    if (state == State.FAILED) {
      return changed;
    }
    return draft.state() == State.SKIPPED ? placed(changed, draft) : onItsWay(changed, wish);
  }

  /** Who approved their own where that was enough has not been four eyes. */
  private static PostRecord seen(PostRecord there, PostRecord changed) {
    boolean own = !there.needsFourEyes() && changed.approver().filter(changed::isOwn).isPresent();
    return own ? changed.with(Key.APPROVED, null) : changed;
  }

  private static PostRecord placed(PostRecord post, PostRecord draft) {
    return post.with(PLACE, draft).with(PostRecord.TIME, draft);
  }

  private static PostRecord onItsWay(PostRecord changed, SyndicationRequest wish) {
    State state = changed.state();
    if (changed.lacksApproval()) {
      return state == State.AWAITING_APPROVAL
          ? changed
          : changed.toBeApproved("", changed.time(Key.READ).orElse(Instant.EPOCH));
    }
    boolean moved = wish.at().isPresent() && (state == State.SCHEDULED || state == State.QUEUED);
    if (!moved) {
      return changed;
    }
    Instant at = changed.time(Key.SCHEDULED).orElseThrow();
    return changed
        .to(State.SCHEDULED, "")
        .with(Key.DUE, at)
        .with(Key.FIRST_DUE, at)
        .with(Key.PLACE_ASKED, null);
  }

  /** One that did not go out, or was not complete, may go its way now. */
  private @Nullable PostRecord begun(PostRecord there, PostRecord changed, PostRecord draft) {
    boolean same =
        draft.state() == there.state()
            && draft.text(Key.REASON).equals(there.text(Key.REASON))
            && changed.content().equals(there.content());
    // Behind what was taken back nothing is sent before a person says what is there.
    return same || ledger.steps().hasPartGone(there) ? null : approved(placed(changed, draft));
  }

  /** What was approved before it was put off need not be approved again. */
  private static PostRecord approved(PostRecord begun) {
    boolean known = begun.state() == State.AWAITING_APPROVAL && !begun.lacksApproval();
    return known
        ? begun.to(State.SCHEDULED, "").with(Key.DUE, begun.time(Key.SCHEDULED).orElse(null))
        : begun;
  }

  /**
   * What the page says now; what a person wrote for this post stays, but for the link in it.
   *
   * @param own whether the draft has words of somebody who asked, which go over those written
   *     before
   */
  private static PostRecord reworded(PostRecord there, PostRecord draft, boolean own) {
    PostRecord changed = saying(there, draft, own);
    // What its network refused with these pictures it would refuse again.
    PostRecord bare = changed.with(BARE, there);
    boolean same = there.flag(Key.WITHOUT_PICTURES) && bare.content().equals(there.content());
    return same ? bare : changed;
  }

  private static PostRecord saying(PostRecord there, PostRecord draft, boolean own) {
    PostRecord changed = there.with(WORDS, draft);
    if (there.text(Key.CHANGED_BY).isEmpty()) {
      return changed;
    }
    if (own) {
      return changed.with(Key.CHANGED_BY, null);
    }
    if (!draft.worded()) {
      // It has no link either, and theirs must not be lost.
      return there.with(RULE, draft);
    }
    String before = there.text(Key.LINK);
    String link = draft.text(Key.LINK);
    List<Wording> parts =
        there.parts().stream()
            .map(part -> before.isEmpty() ? part : part.replace(before, link))
            .map(part -> Wording.written(part, link))
            .toList();
    return by(PostDrafts.said(changed, parts).with(NOTE, there), there);
  }
}
