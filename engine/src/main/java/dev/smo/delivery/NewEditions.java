// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Limits;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.Decisions.Reader;
import dev.smo.delivery.Decisions.Seen;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.When;
import dev.smo.syndication.Editions;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostDrafts;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Posts a page anew in words that a person writes: behind what is out or has ended, or in the place
 * of what is out, which is taken back first. The new post is the next edition of its page, so
 * however often it is asked for, there is one. Whoever calls must have checked that the person may.
 */
@Component(service = NewEditions.class)
public class NewEditions {
  private static final Set<State> ENDED =
      EnumSet.of(State.CANCELLED, State.REJECTED, State.RETRACTED);

  private final Ledger ledger;
  private final Planner planner;
  private final PostNotes notes;
  private final Transitions times;

  @Activate
  public NewEditions(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference PostNotes notes,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.planner = planner;
    this.notes = notes;
    this.times = transitions;
  }

  /**
   * What is asked for.
   *
   * @param id of the post behind which, or in whose place, the new one stands
   * @param words plain, with the link where it shall stand; lines of {@code ---} divide a thread
   * @param at empty: now
   */
  public record Wish(String id, String words, Optional<When> at) {}

  /** Whether a post is out, can be named to its network, and speaks of a page that is public. */
  public static boolean mayCorrect(PostRecord post) {
    return post.state() == State.SENT
        && post.retractable()
        && !post.flag(Key.RETRACT)
        && post.isAboutPage()
        && !PageAway.stops(post);
  }

  /**
   * Posts a page again in other words.
   *
   * @param seen whether somebody looked at the network, where a cancelled one was tried
   * @return the new post
   * @throws NotPossibleException nothing was done; the message says why
   */
  public PostRecord again(Wish wish, Seen seen, Reader by) throws InterruptedException {
    PostRecord last = existing(wish.id());
    by.mustHaveRead(last);
    Decisions.mustHaveEnded(last, seen);
    Editions.Wish asked = new Editions.Wish(wish.words(), wish.at(), by.user());
    PostRecord draft = mustFit(last, asked);
    wish.at().ifPresent(at -> Decisions.mustBeAhead(at, draft));
    PostRecord next;
    try {
      next = planner.editions().next(last, asked).orElseThrow(NewEditions::gone);
    } catch (IllegalArgumentException e) {
      throw new NotPossibleException(String.valueOf(e.getMessage()));
    }
    ledger.update(last.id(), post -> followed(post, by.user()));
    return next;
  }

  /** What is wanted in the place of a post meanwhile stays; what could not be is done by now. */
  private PostRecord followed(PostRecord post, String user) {
    PostRecord noted = post.decided(times.now(), user, "again");
    if (post.flag(Key.RETRACT) || post.awaitsReplacement() || post.text(Key.NEXT_TEXT).isEmpty()) {
      return noted;
    }
    PostRecord done = noted.with(Key.NEXT_TEXT, null);
    return post.state() == State.RETRACTED
        ? done.with(Key.ATTENTION, null).with(Key.REASON, "Taken back.")
        : done;
  }

  /**
   * Takes a post back, and posts its page in other words once it is certainly gone. The wish is
   * kept with the post in the commit that asks for taking it back, so a crash in between loses
   * neither; where it cannot be taken back, nothing is posted and a person is asked. Where somebody
   * has to approve the words, the post stays until they have: see {@link TakenPlace}.
   *
   * @return the post that is being taken back; or the new one, which waits to be approved
   * @throws NotPossibleException nothing was done; the message says why
   */
  public PostRecord correct(Wish wish, Reader by) throws InterruptedException {
    PostRecord out = existing(wish.id());
    by.mustHaveRead(out);
    mustBeCorrectable(out);
    mustNotWait(out);
    Editions.Wish asked = new Editions.Wish(wish.words(), Optional.empty(), by.user());
    PostRecord draft = mustFit(out, asked);
    if (draft.lacksApproval()) {
      return proposed(out, asked);
    }
    return ledger
        .update(
            out.id(),
            post -> {
              by.mustHaveRead(post);
              mustBeCorrectable(post);
              return corrected(post, wish.words(), by.user())
                  .with(Key.NEXT_EDITION, draft.text(Key.EDITION));
            })
        .orElseThrow(() -> new NotPossibleException("There is no such post."));
  }

  /** Enters words that somebody has to approve; until then the post stays as it is. */
  private PostRecord proposed(PostRecord out, Editions.Wish wish) {
    PostRecord next;
    try {
      next = planner.editions().instead(out, wish).orElseThrow(NewEditions::gone);
    } catch (IllegalArgumentException e) {
      throw new NotPossibleException(String.valueOf(e.getMessage()));
    }
    ledger.update(out.id(), post -> post.decided(times.now(), wish.user(), "correct"));
    return next;
  }

  private void mustNotWait(PostRecord out) {
    boolean waits =
        ledger.ofPage(out.text(Key.PAGE)).stream()
            .filter(post -> post.text(Key.REPLACES).equals(out.id()))
            .anyMatch(post -> !ENDED.contains(post.state()));
    if (waits) {
      throw new NotPossibleException(
          "Other words that are to take the place of this post wait already. Change those, or call"
              + " them off first.");
    }
  }

  private PostRecord corrected(PostRecord post, String words, String user) {
    return post.decided(times.now(), user, "correct")
        .toBeRetracted(times.now())
        .with(Key.ATTENTION, null)
        .with(Key.AWAY, PageAway.withoutWithdrawal(post))
        .with(Key.NEXT_TEXT, words)
        .with(Key.NEXT_BY, user)
        .with(Key.AGAIN_AFTER, times.now())
        .with(Key.DECIDED_BY, user)
        .with(Key.REASON, "to be taken back and posted in other words, asked by " + user);
  }

  private static void mustBeCorrectable(PostRecord post) {
    if (post.flag(Key.RETRACT)) {
      throw new NotPossibleException("This post is being taken back.");
    }
    if (post.state() == State.SENT && PageAway.stops(post)) {
      throw new NotPossibleException("Its page is not public. Publish it first.");
    }
    if (!mayCorrect(post)) {
      throw new NotPossibleException(
          post.isAboutPage()
              ? "This cannot be done with a post that is " + post.state() + "."
              : "It speaks of no page. Take it back, then write another.");
    }
  }

  /** Refuses words before anything is taken back for them. */
  private PostRecord mustFit(PostRecord last, Editions.Wish wish) throws InterruptedException {
    PostRecord draft;
    try {
      draft = planner.editions().rehearse(last, wish).orElseThrow(NewEditions::gone);
    } catch (IllegalArgumentException e) {
      throw new NotPossibleException(String.valueOf(e.getMessage()));
    }
    boolean goes = draft.state() == State.SCHEDULED || draft.state() == State.AWAITING_APPROVAL;
    if (!goes || draft.text(Key.CHANGED_BY).isEmpty()) {
      String reason = draft.text(Key.REASON);
      throw new NotPossibleException(reason.isEmpty() ? "Say the new words." : reason);
    }
    Limits limits = notes.limits(draft);
    PostContent.problem(
            PostContent.post(draft, List.of(), limits), PostDrafts.shape(draft, limits), limits)
        .ifPresent(
            problem -> {
              throw new NotPossibleException(problem);
            });
    return draft;
  }

  private static NotPossibleException gone() {
    return new NotPossibleException("There is no page any more that could be posted.");
  }

  private PostRecord existing(String id) {
    return ledger.find(id).orElseThrow(() -> new NotPossibleException("There is no such post."));
  }
}
