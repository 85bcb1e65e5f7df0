// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.SystemClock;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What a person may decide about a post. Each decision names who made it. Whoever calls must have
 * checked that the person may.
 */
@Component(service = Decisions.class)
public class Decisions {
  private static final Set<State> RETRIED =
      EnumSet.of(State.HELD, State.FAILED, State.NEEDS_ATTENTION, State.SKIPPED);

  private final Ledger ledger;
  private final Clock clock;

  @Activate
  public Decisions(@Reference Ledger ledger, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.ledger = ledger;
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
   * Sends a post that was held, failed or approved. Where something of it is out, or may be, a
   * person must have looked: parts may have been deleted by hand, and nobody else can tell.
   *
   * @param seen all of it is sent anew, or the rest of a thread behind its parts
   */
  public PostRecord retry(String id, Seen seen, String user) {
    return decide(
        id,
        user,
        post -> {
          boolean partly = post.remote().isPresent();
          if (!RETRIED.contains(post.state())) {
            return null;
          }
          if (!partly && post.state() != State.NEEDS_ATTENTION) {
            return released(post, "sent again by " + user);
          }
          mustBeSure(post, seen, partly);
          return released(seen == Seen.NOTHING ? anew(post) : post, "sent again by " + user)
              .with(Key.REPEAT_UNTIL, null);
        });
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
    if (seen == Seen.PARTS && ledger.hasPartGone(post)) {
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
  public PostRecord approve(String id, String user) {
    return decide(
        id,
        user,
        post ->
            post.state() == State.AWAITING_APPROVAL ? released(post, "approved by " + user) : null);
  }

  /** Says no to a post that waits for approval. */
  public PostRecord reject(String id, String user) {
    return decide(
        id,
        user,
        post ->
            post.state() == State.AWAITING_APPROVAL
                ? post.to(State.REJECTED, "rejected by " + user).with(Key.DUE, null)
                : null);
  }

  /** Calls a post off that is not out. */
  public PostRecord cancel(String id, String user) {
    return decide(
        id,
        user,
        post ->
            post.state().mayBecome(State.CANCELLED) && post.state() != State.CANCELLED
                ? cancelled(post, user)
                : null);
  }

  /** One that waits to be repeated may be out all the same, which somebody must look at. */
  private static PostRecord cancelled(PostRecord post, String user) {
    PostRecord off = post.to(State.CANCELLED, "cancelled by " + user).with(Key.DUE, null);
    boolean asked = post.state() == State.NEEDS_ATTENTION;
    return asked || post.time(Key.REPEAT_UNTIL).isEmpty()
        ? off
        : off.with(Key.ATTENTION, true)
            .with(
                Key.REASON,
                "cancelled by "
                    + user
                    + ", but an earlier answer was lost, so it may be out: look at the network");
  }

  /**
   * Notes that a post is out, where only a person could tell.
   *
   * @param permalink where people see it, or null
   */
  public PostRecord markPosted(String id, @Nullable URI permalink, String user) {
    return decide(
        id,
        user,
        post ->
            post.state().mayBecome(State.SENT)
                    && post.state() != State.SENT
                    && post.state() != State.SENDING
                ? post.to(State.SENT, "marked as posted by " + user)
                    .with(
                        Key.PERMALINK,
                        permalink == null
                            ? post.uri(Key.PERMALINK).map(URI::toString).orElse(null)
                            : permalink.toString())
                    .with(Key.SENT, Instant.now(clock))
                    .with(Key.DUE, null)
                : null);
  }

  /** Takes a post back that is out, or those parts of a thread that are. */
  public PostRecord retract(String id, String user) {
    return decide(
        id,
        user,
        post ->
            post.retractable()
                ? post.toBeRetracted(Instant.now(clock))
                    .with(Key.ATTENTION, null)
                    .with(Key.REASON, "to be taken back, asked by " + user)
                : null);
  }

  /** Takes a post off the list of those that want a person's eye, and leaves it as it is. */
  public PostRecord dismiss(String id, String user) {
    return decide(
        id,
        user,
        post ->
            post.flag(Key.ATTENTION)
                ? post.with(Key.ATTENTION, null).with(Key.REASON, null)
                : null);
  }

  /** Goes on; one that may be out is still repeated only while its network knows its id. */
  private PostRecord released(PostRecord post, String reason) {
    Instant now = Instant.now(clock);
    Instant planned = post.time(Key.SCHEDULED).orElse(now);
    return post.to(State.SCHEDULED, reason)
        .with(Key.RELEASED, true)
        .with(Key.ATTENTION, null)
        .with(Key.GATE_SINCE, null)
        .with(Key.RETURNS, null)
        .with(Key.WAITING_SINCE, null)
        .with(Key.DUE, planned.isAfter(now) ? planned : now);
  }

  private PostRecord decide(
      String id, String user, Function<PostRecord, @Nullable PostRecord> decision) {
    return ledger
        .update(
            id,
            post -> {
              if (post.flag(Key.RETRACT)) {
                throw new NotPossibleException("This post is being taken back.");
              }
              PostRecord decided = decision.apply(post);
              if (decided == null) {
                throw new NotPossibleException(
                    "This cannot be done with a post that is " + post.state() + ".");
              }
              return decided.with(Key.DECIDED_BY, user);
            })
        .orElseThrow(() -> new NotPossibleException("There is no such post."));
  }
}
