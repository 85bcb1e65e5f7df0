// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.ledger.Again;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.SystemClock;
import dev.smo.schedule.When;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostMarks;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a person may decide about a post. Each decision names who made it and which revision of the
 * post was read; it is refused where the post is another by now, and kept in the post's history.
 * Whoever calls must have checked that the person may.
 */
@Component(service = Decisions.class)
public class Decisions {
  private static final Set<State> RETRIED =
      EnumSet.of(State.HELD, State.FAILED, State.NEEDS_ATTENTION, State.SKIPPED);
  private static final Set<Key> MOVED = EnumSet.of(Key.WISHED, Key.WISHED_AT);
  private static final Set<State> ENDED =
      EnumSet.of(State.CANCELLED, State.REJECTED, State.RETRACTED);

  private final Ledger ledger;
  private final Planner planner;
  private final Clock clock;

  @Activate
  public Decisions(
      @Reference Ledger ledger,
      @Reference Planner planner,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.ledger = ledger;
    this.planner = planner;
    this.clock = clock;
  }

  /** A decision does not fit the state of the post; the message is for people. */
  public static class NotPossibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPossibleException(String message) {
      super(message);
    }
  }

  /**
   * Whether the page of a post came from another site, to one whose policy does not name the post's
   * connection. Who writes it there has no say about what is said on that account.
   */
  public boolean isOfAnotherSite(PostRecord post) {
    String site = post.text(Key.SITE);
    String path = post.text(Key.PATH);
    boolean here = site.isEmpty() || path.equals(site) || path.startsWith(site + "/");
    return !here && planner.isElsewhere(path, post.text(Key.CONNECTION));
  }

  /**
   * Who decides.
   *
   * @param revision of the post that the person read: {@link PostRecord#revision}
   * @param reason what the person says of it; empty: nothing
   */
  public record Reader(String user, String revision, String reason) {
    /** Who says nothing of it. */
    public Reader(String user, String revision) {
      this(user, revision, "");
    }

    /** A reason for the post: what was done, by whom, and why. */
    String did(String what) {
      return what + " by " + user + (reason.isEmpty() ? "" : ": " + reason);
    }

    /**
     * Refuses a decision about a post that is another by now.
     *
     * @throws NotPossibleException says so
     */
    void mustHaveRead(PostRecord post) {
      if (!post.revision().equals(revision)) {
        throw new NotPossibleException(
            "This post has changed since you read it, so nothing was done. Read it as it is now,"
                + " then decide.");
      }
    }
  }

  /**
   * What a person saw on the network, before a post is sent again of which something may be out.
   */
  public enum Seen {
    /** Nobody looked. */
    NOT_SAID,
    /** Nothing of it is there. */
    NOTHING,
    /** The parts of a thread are there that the record says are out, and no others. */
    PARTS
  }

  /**
   * Sends a post that was held, failed or approved. It is planned anew first, so that it says what
   * its page says now; the decision is refused where that is not what the person read. Where
   * something of it is out, or may be, a person must have looked: parts may have been deleted by
   * hand, and nobody else can tell. What nobody approved waits for approval.
   *
   * @param seen all of it is sent anew, or the rest of a thread behind its parts
   */
  public PostRecord retry(String id, Seen seen, Reader by) {
    boolean page = ledger.find(id).filter(this::isRetried).map(planner::reword).orElse(true);
    return decide(
        id,
        by,
        "retry",
        post -> {
          boolean partly = post.remote().isPresent();
          if (!RETRIED.contains(post.state())) {
            return null;
          }
          mustNotBeToldOf(post);
          if (!page && (!post.worded() || PageAway.stops(post))) {
            throw new NotPossibleException(
                "There is no page any more that this post could speak of.");
          }
          if (!partly && post.state() != State.NEEDS_ATTENTION) {
            return released(post, by.did("sent again"));
          }
          mustBeSure(post, seen, partly);
          return released(seen == Seen.NOTHING ? anew(post) : post, by.did("sent again"))
              .with(Key.REPEAT_UNTIL, null);
        });
  }

  /** A crash may leave one held that a digest tells of. */
  private void mustNotBeToldOf(PostRecord post) {
    boolean told =
        post.state() == State.HELD
            && ledger
                .find(post.text(Key.DIGEST))
                .filter(digest -> !ENDED.contains(digest.state()))
                .isPresent();
    if (told) {
      throw new NotPossibleException(
          "Another post tells of this one together with others. Cancel it.");
    }
  }

  private boolean isRetried(PostRecord post) {
    return RETRIED.contains(post.state()) && post.isAboutPage();
  }

  /**
   * Posts anew what is out, was called off or taken back: a post of its own, the next edition of
   * the page.
   *
   * @param seen whether somebody looked at the network, where the last one was tried
   * @return the new post; where it says something else than what was read, it is held
   */
  public PostRecord again(String id, Seen seen, Reader by) {
    PostRecord last =
        ledger.find(id).orElseThrow(() -> new NotPossibleException("There is no such post."));
    by.mustHaveRead(last);
    mustHaveEnded(last, seen);
    Optional<PostRecord> next;
    try {
      next = planner.editions().next(last, by.user());
    } catch (IllegalArgumentException e) {
      throw new NotPossibleException(String.valueOf(e.getMessage()));
    }
    PostRecord post =
        next.orElseThrow(
            () -> new NotPossibleException("There is no page any more that could be posted."));
    ledger.update(
        id, record -> record.decided(Instant.now(clock), by.user(), "again", by.reason()));
    return post;
  }

  /** Whether a page may be posted anew behind a post: it is out, or nothing more becomes of it. */
  public static boolean mayBeFollowed(PostRecord post) {
    boolean done = post.state() == State.SENT || ENDED.contains(post.state());
    boolean whole = post.state() == State.SENT || !post.retractable();
    return done
        && whole
        && post.isAboutPage()
        && !post.awaitsReplacement()
        && !PageAway.stops(post);
  }

  static void mustHaveEnded(PostRecord post, Seen seen) {
    boolean out = post.state() == State.SENT;
    if (!(out || ENDED.contains(post.state())) || !post.isAboutPage()) {
      throw new NotPossibleException(
          "This cannot be done with a post that is " + post.state() + ".");
    }
    if (post.flag(Key.RETRACT)) {
      throw new NotPossibleException("This post is being taken back.");
    }
    if (post.awaitsReplacement()) {
      throw new NotPossibleException("Other words follow it soon. Wait for these.");
    }
    if (!out && post.retractable()) {
      throw new NotPossibleException("Parts of this post are out. Take them back first.");
    }
    if (PageAway.stops(post)) {
      throw new NotPossibleException("Its page is not public. Publish it first.");
    }
    if (post.state() == State.CANCELLED && post.attempt() > 0 && seen != Seen.NOTHING) {
      throw new NotPossibleException(
          "This post may be out already. Look at the network first, then confirm that it is"
              + " not there.");
    }
  }

  private void mustBeSure(PostRecord post, Seen seen, boolean partly) {
    if (!partly && seen != Seen.NOTHING) {
      throw new NotPossibleException(
          "This post may be out already. Look at the network first, then confirm that it is"
              + " not there.");
    }
    if (seen == Seen.NOT_SAID) {
      throw new NotPossibleException(
          "Parts of this post are out. Look at the network first, then say whether they are there"
              + " and the rest is to be sent, or nothing is there and all is to be sent anew.");
    }
    if (seen == Seen.PARTS && ledger.steps().hasPartGone(post)) {
      throw new NotPossibleException(
          "Some parts of this post were taken back, so nothing can be sent behind them. Take back"
              + " the rest, or delete it by hand and have all sent anew.");
    }
  }

  /** What a person says is not there, such as parts deleted by hand, must not be passed over. */
  private static PostRecord anew(PostRecord post) {
    return post.with(Key.ROUND, post.number(Key.ROUND) + 1)
        .with(Key.REMOTE_ID, null)
        .with(Key.PERMALINK, null);
  }

  /** Lets a post go that waits for approval, at its time. */
  public PostRecord approve(String id, Reader by) {
    return decide(
        id,
        by,
        PostRecord.APPROVE,
        post -> post.state() == State.AWAITING_APPROVAL ? approved(post, by) : null);
  }

  private PostRecord approved(PostRecord post, Reader by) {
    if (post.isOwn(by.user())) {
      throw new NotPossibleException(
          "Four eyes must see this post: you wrote its words or asked for it, or you changed or"
              + " published its page. Somebody else has to approve it.");
    }
    Instant now = Instant.now(clock);
    if (post.time(Key.DUE).filter(end -> end.isBefore(now)).isPresent()) {
      throw new NotPossibleException(
          "The time to approve this post is over. Send it again, then it can be approved.");
    }
    PostRecord approved = post.with(Key.APPROVED, post.content());
    return released(inAnotherSlot(approved, now), by.did("approved"));
  }

  /** A slot that passed while nobody approved the post is no time to send it any more. */
  private static PostRecord inAnotherSlot(PostRecord post, Instant now) {
    boolean passed =
        post.takesSlot() && post.time(Key.SCHEDULED).filter(slot -> slot.isBefore(now)).isPresent();
    return passed ? post.inSlotFrom(now).with(Key.LATEST, null) : post;
  }

  /**
   * Gives a post that waits another time; planning its page again keeps it.
   *
   * @throws NotPossibleException it does not wait, or there is no such time; the message says why
   */
  public PostRecord move(String id, When when, Reader by) {
    PostRecord seen =
        ledger.find(id).orElseThrow(() -> new NotPossibleException("There is no such post."));
    by.mustHaveRead(seen);
    PostRecord draft =
        planner
            .moved(seen, when, by.user())
            .orElseThrow(
                () -> new NotPossibleException("There is no page that this post speaks of."));
    if (draft.state() == State.FAILED || draft.state() == State.SKIPPED) {
      throw new NotPossibleException(draft.text(Key.REASON));
    }
    mustBeAhead(when, draft);
    PostRecord moved =
        decide(
            id,
            by,
            "move",
            post ->
                mayMove(post) && !ledger.steps().hasPartOut(post)
                    ? moved(post, draft, by.user())
                    : null);
    return PostMarks.isLonger(seen, moved) ? fitted(moved) : moved;
  }

  /** The words that were made of a page are made for a longer link, which may leave no room. */
  private PostRecord fitted(PostRecord moved) {
    boolean made = moved.text(Key.CHANGED_BY).isEmpty() && moved.isAboutPage();
    return made && planner.reword(moved) ? ledger.find(moved.id()).orElse(moved) : moved;
  }

  /**
   * Refuses a time that is past, in place of which a post is planned as if nobody had said one: it
   * may go at once.
   */
  public static void mustBeAhead(When asked, PostRecord planned) {
    if (!planned.text(Key.WHEN).equals(asked.toString())) {
      throw new NotPossibleException("The time " + asked + " is past.");
    }
  }

  /** Whether a post waits for its time, or for approval before that. */
  public static boolean mayMove(PostRecord post) {
    boolean waits = post.state() == State.SCHEDULED || post.state() == State.AWAITING_APPROVAL;
    return waits && post.certainlyNotSent() && post.inReplyTo().isEmpty();
  }

  private static PostRecord moved(PostRecord post, PostRecord draft, String user) {
    // Who asks for the next free slot gets that, and not the one that the post has.
    PostRecord moved =
        PostMarks.moved(post, draft)
            .with(PostRecord.TIME, draft)
            .with(MOVED, draft)
            .with(Key.PLACE_ASKED, null)
            .with(Key.SLOT, null);
    Instant at = moved.time(Key.SCHEDULED).orElseThrow();
    return moved.state() == State.SCHEDULED
        ? moved
            .to(State.SCHEDULED, "moved by " + user)
            .with(Key.DUE, at)
            .with(Key.FIRST_DUE, at)
            .with(Key.GATE_SINCE, null)
        : moved.with(Key.REASON, "moved by " + user);
  }

  /** Says no to a post that waits for approval. */
  public PostRecord reject(String id, Reader by) {
    return decide(
        id,
        by,
        "reject",
        post ->
            post.state() == State.AWAITING_APPROVAL
                ? post.to(State.REJECTED, by.did("rejected")).with(Key.DUE, null)
                : null);
  }

  /** Calls a post off that is not out. */
  public PostRecord cancel(String id, Reader by) {
    return decide(
        id,
        by,
        "cancel",
        post ->
            post.state().mayBecome(State.CANCELLED) && post.state() != State.CANCELLED
                ? cancelled(post, by)
                : null);
  }

  /** One that waits to be repeated may be out all the same, which somebody must look at. */
  private static PostRecord cancelled(PostRecord post, Reader by) {
    PostRecord off = post.to(State.CANCELLED, by.did("cancelled")).with(Key.DUE, null);
    boolean asked = post.state() == State.NEEDS_ATTENTION;
    return asked || post.time(Key.REPEAT_UNTIL).isEmpty()
        ? off
        : off.with(Key.ATTENTION, true)
            .with(
                Key.REASON,
                "cancelled by "
                    + by.user()
                    + ", but an earlier answer was lost, so it may be out: look at the network");
  }

  /**
   * Notes that a post is out, where only a person could tell.
   *
   * @param permalink where people see it, or null
   */
  public PostRecord markPosted(String id, @Nullable URI permalink, Reader by) {
    return decide(
        id,
        by,
        "posted",
        post -> post.state().mayBeMarkedPosted() ? marked(post, permalink, by.user()) : null);
  }

  private PostRecord marked(PostRecord post, @Nullable URI permalink, String user) {
    Instant now = Instant.now(clock);
    String where =
        permalink == null
            ? post.uri(Key.PERMALINK).map(URI::toString).orElse(null)
            : permalink.toString();
    return PageAway.out(
        post.to(State.SENT, "marked as posted by " + user)
            .with(Key.PERMALINK, where)
            .with(Key.SENT, now)
            .with(Key.DUE, null),
        now);
  }

  /** Takes a post back that is out, or those parts of a thread that are. */
  public PostRecord retract(String id, Reader by) {
    return decide(
        id,
        by,
        "retract",
        post ->
            post.retractable()
                ? post.toBeRetracted(Instant.now(clock))
                    .with(Key.ATTENTION, null)
                    .with(Key.AWAY, PageAway.withoutWithdrawal(post))
                    .with(Key.NEXT_TEXT, null)
                    .with(Key.NEXT_BY, null)
                    .with(Key.REASON, "to be taken back, asked by " + by.user())
                : null);
  }

  /**
   * Says how a post is posted again once it is out, or that it is not.
   *
   * @param again nothing left: not any more
   */
  public PostRecord repeat(String id, Again again, Reader by) {
    return decide(id, by, "repeat", post -> mayRepeat(post) ? again.on(post) : null);
  }

  /** Whether a post is out, or may still go out, so that others may follow it. */
  public static boolean mayRepeat(PostRecord post) {
    return post.isAboutPage() && !ENDED.contains(post.state()) && post.state() != State.SKIPPED;
  }

  /** Takes a post off the list of those that want a person's eye, and leaves it as it is. */
  public PostRecord dismiss(String id, Reader by) {
    return decide(
        id,
        by,
        "dismiss",
        post ->
            post.flag(Key.ATTENTION)
                ? post.with(Key.ATTENTION, null).with(Key.REASON, null)
                : null);
  }

  /** Goes on; one that may be out is still repeated only while its network knows its id. */
  private PostRecord released(PostRecord post, String reason) {
    Instant now = Instant.now(clock);
    Instant planned = post.time(Key.SCHEDULED).orElse(now);
    PostRecord released =
        post.with(Key.RELEASED, true)
            .with(Key.GROUP, null)
            .with(Key.AWAY, null)
            .with(Key.ATTENTION, null)
            .with(Key.GATE_SINCE, null)
            .with(Key.PLACE_ASKED, null)
            .with(Key.RETURNS, null)
            .with(Key.LATEST, planned.isAfter(now) ? post.time(Key.LATEST).orElse(null) : null)
            .with(Key.WAITING_SINCE, null);
    return released.worded() && released.lacksApproval()
        ? released.toBeApproved(reason, now)
        : released.to(State.SCHEDULED, reason).with(Key.DUE, planned.isAfter(now) ? planned : now);
  }

  private PostRecord decide(
      String id, Reader by, String what, Function<PostRecord, @Nullable PostRecord> decision) {
    return ledger
        .update(
            id,
            post -> {
              by.mustHaveRead(post);
              if (post.flag(Key.RETRACT)) {
                throw new NotPossibleException("This post is being taken back.");
              }
              PostRecord decided =
                  decision.apply(post.decided(Instant.now(clock), by.user(), what, by.reason()));
              if (decided == null) {
                throw new NotPossibleException(
                    "This cannot be done with a post that is " + post.state() + ".");
              }
              return decided.with(Key.DECIDED_BY, by.user());
            })
        .orElseThrow(() -> new NotPossibleException("There is no such post."));
  }
}
