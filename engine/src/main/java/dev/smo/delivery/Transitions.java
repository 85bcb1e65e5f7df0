// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Outcome;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Where a post goes that comes back: the one place that decides whether it may be sent again. */
@Component(service = Transitions.class, configurationPid = DeliverySettings.PID)
@Designate(ocd = DeliverySettings.class)
public final class Transitions {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  /**
   * How long the words wait for a picture that may be on its way, such as one that is replicated.
   */
  private static final int PICTURE_MINUTES = 5;

  /** After a night without the CMS, time alone says nothing about the network. */
  private static final int LEAST_TRIES = 5;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final DeliverySettings settings;
  private final Clock clock;

  @Activate
  public Transitions(DeliverySettings settings, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Instant now() {
    return Instant.now(clock);
  }

  /** How long a network has for one call. */
  Duration sendTimeout() {
    return Duration.ofSeconds(settings.sendTimeoutSeconds());
  }

  /** How much of that is left of the last attempt, which began before it was committed. */
  Duration left(PostRecord sending) {
    List<Attempt> attempts = sending.attempts();
    Instant end = attempts.get(attempts.size() - 1).at().plus(sendTimeout());
    return Duration.between(now(), end);
  }

  /** When a post is offered to a job again that may have been forgotten by its job. */
  Instant offerAgain() {
    return now().plusSeconds(settings.offerAgainSeconds());
  }

  /** From {@code SENDING}, by what the network said. */
  PostRecord after(PostRecord before, Outcome outcome) {
    if (outcome instanceof Outcome.InProgress working) {
      return working(before, working);
    }
    if (outcome instanceof Outcome.Published published) {
      return sent(before, published.post(), "");
    }
    if (outcome instanceof Outcome.Duplicate duplicate && duplicate.first().isPresent()) {
      return sent(before, duplicate.first().get(), "The network had it already.");
    }
    if (outcome instanceof Outcome.Deferred deferred) {
      return deferred(before, deferred.after(), deferred.reason());
    }
    if (AttemptResults.refused(outcome)) {
      return before
          .to(State.FAILED, AttemptResults.reason(outcome))
          .with(Key.WAITING_SINCE, null)
          .with(Key.DUE, null);
    }
    String reason =
        outcome instanceof Outcome.Duplicate
            ? "The network says that it has this post already, but not which one it is."
            : AttemptResults.reason(outcome);
    return unknown(before, reason);
  }

  /**
   * From where a post went meanwhile, by the answer to its last attempt, which came when nobody
   * waited any more; null where it says nothing new.
   */
  @Nullable
  PostRecord afterLate(PostRecord post, Outcome outcome) {
    boolean out =
        outcome instanceof Outcome.Published
            || (outcome instanceof Outcome.Duplicate duplicate && duplicate.first().isPresent());
    if (out) {
      if (post.state() == State.CANCELLED || post.state() == State.REJECTED) {
        return outAfterAll(post, outcome);
      }
      return post.state() != State.SENT && post.state().mayBecome(State.SENT)
          ? after(post, outcome)
          : null;
    }
    boolean waits = post.state() == State.UNKNOWN && !triedLongEnough(post);
    return waits && outcome instanceof Outcome.Deferred ? after(post, outcome) : null;
  }

  /** Called off when its network did not have it as yet: a person takes it back, or keeps it. */
  private static @Nullable PostRecord outAfterAll(PostRecord post, Outcome outcome) {
    RemotePost remote =
        outcome instanceof Outcome.Published published
            ? published.post()
            : ((Outcome.Duplicate) outcome).first().orElseThrow();
    return post.text(Key.REMOTE_ID).equals(remote.id())
        ? null
        : post.with(Key.REMOTE_ID, remote.id())
            .with(Key.PERMALINK, remote.permalink().toString())
            .with(Key.ATTENTION, true)
            .with(Key.REASON, "It went out before it was called off. Take it back, or keep it.");
  }

  /** No failed try: called again with what is done, but not for ever. */
  private PostRecord working(PostRecord post, Outcome.InProgress working) {
    if (waited(post, Key.WAITING_SINCE).compareTo(patience()) >= 0) {
      return post.to(
              State.FAILED, "The network did not finish it within a day: " + working.reason())
          .with(Key.WAITING_SINCE, null)
          .with(Key.DUE, null);
    }
    return waits(
        post.to(State.SCHEDULED, working.reason()),
        Key.WAITING_SINCE,
        atLeast(FIRST_PAUSE, working.after()));
  }

  /** The network cannot be asked for a post now, which says nothing about the post. */
  PostRecord askLater(PostRecord post, Duration after, String reason) {
    Duration least = Duration.ofSeconds(settings.reconcileAfterSeconds());
    return waits(post.to(State.UNKNOWN, reason), Key.UNKNOWN_SINCE, atLeast(least, after))
        .with(Key.ASKED, post.number(Key.ASKED) + 1);
  }

  /** Whether a network could not be asked for so long that asking on makes no sense. */
  boolean askedLongEnough(PostRecord post) {
    return isLong(waited(post, Key.UNKNOWN_SINCE), post.number(Key.ASKED));
  }

  /** Whether a network was called in vain for so long that going on makes no sense. */
  boolean triedLongEnough(PostRecord post) {
    return isLong(waited(post, Key.WAITING_SINCE), post.number(Key.RETURNS));
  }

  /** Whether all patience with what has been so since a time is over. */
  boolean isLongAgo(Instant since) {
    return !since.plus(patience()).isAfter(now());
  }

  private boolean isLong(Duration waited, int tries) {
    return waited.compareTo(patience()) >= 0 && tries >= LEAST_TRIES;
  }

  private Duration patience() {
    return Duration.ofHours(settings.patienceHours());
  }

  private Duration waited(PostRecord post, Key since) {
    Instant now = now();
    return Duration.between(post.time(since).orElse(now), now);
  }

  /** The longer it waits the less often the network is called, and the fewer attempts are kept. */
  private PostRecord waits(PostRecord post, Key since, Duration least) {
    Instant now = now();
    Duration slower = waited(post, since).dividedBy(8);
    Duration pause = slower.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : slower;
    return post.with(since, post.time(since).orElse(now))
        .with(Key.DUE, now.plus(atLeast(least, pause)));
  }

  /** Came back in vain once more: called again after a pause that doubles. */
  PostRecord back(PostRecord post, Duration asked) {
    PostRecord back =
        post.with(Key.RETURNS, post.number(Key.RETURNS) + 1)
            .with(Key.WAITING_SINCE, post.time(Key.WAITING_SINCE).orElse(now()));
    return back.with(Key.DUE, now().plus(atLeast(pause(back), asked)));
  }

  /** How long a post waits that came back in vain. */
  Duration pause(PostRecord post) {
    int doubled = Math.min(Math.max(post.number(Key.RETURNS) - 1, 0), 20);
    long seconds = FIRST_PAUSE.toSeconds() << doubled;
    return Duration.ofSeconds(Math.min(seconds, settings.longestPauseSeconds()));
  }

  PostRecord sent(PostRecord post, RemotePost remote, String reason) {
    PostRecord sent =
        post.to(State.SENT, reason)
            .with(Key.REMOTE_ID, remote.id())
            .with(Key.PERMALINK, remote.permalink().toString())
            .with(Key.SENT, now())
            // What follows an answer comes with the replies to the post above it.
            .with(Key.LOOK, post.inReplyTo().isEmpty() ? now() : null)
            .with(Key.WAITING_SINCE, null)
            .with(Key.REPEAT_UNTIL, null)
            .with(Key.DUE, null);
    return PageAway.out(sent, now());
  }

  /** May or may not be out: ask the network before anything else. */
  PostRecord unknown(PostRecord post, String reason) {
    return back(post.to(State.UNKNOWN, reason), Duration.ZERO)
        .with(Key.UNKNOWN_SINCE, now())
        .with(Key.ASKED, null)
        .with(Key.DUE, now().plusSeconds(settings.reconcileAfterSeconds()));
  }

  /** Nobody approved it in time: it never goes, unless it is approved after all. */
  PostRecord unapproved(PostRecord post) {
    return post.to(
            State.HELD,
            "Nobody approved it within "
                + post.number(Key.APPROVAL_HOURS)
                + " hours. Send it again, and it can be approved.")
        .with(Key.DUE, null);
  }

  /** Certainly not out: again after a pause, until its network had its time. */
  PostRecord deferred(PostRecord post, Duration after, String reason) {
    PostRecord back = back(post, after);
    return triedLongEnough(back)
        ? back.to(State.FAILED, "Given up after " + back.number(Key.RETURNS) + " tries: " + reason)
            .with(Key.DUE, null)
        : back.to(State.SCHEDULED, reason);
  }

  /** The public page is not yet as planned: look again, held when its time is over. */
  PostRecord gateClosed(PostRecord post, String reason) {
    Instant now = now();
    Instant since = post.time(Key.GATE_SINCE).orElse(now);
    Duration waited = Duration.between(since, now);
    if (waited.toMinutes() >= Math.max(1, post.number(Key.GATE_MINUTES))) {
      return post.to(State.HELD, reason).with(Key.DUE, null).with(Key.GATE_SINCE, null);
    }
    Duration pause = waited.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : waited;
    Duration most = Duration.ofMinutes(5);
    return post.to(State.SCHEDULED, reason)
        .with(Key.GATE_SINCE, since)
        .with(Key.DUE, now.plus(pause.compareTo(most) > 0 ? most : pause));
  }

  /** Whether words may wait for their picture still; they never do until they are held. */
  boolean pictureMayCome(PostRecord post) {
    Instant since = post.time(Key.GATE_SINCE).orElse(now());
    long minutes = Math.min(PICTURE_MINUTES, post.number(Key.GATE_MINUTES));
    return now().isBefore(since.plus(Duration.ofMinutes(minutes)));
  }

  /** Something of ours is not there yet, such as a bundle that still starts. */
  PostRecord waiting(PostRecord post, String reason) {
    return gateClosed(post, reason);
  }

  private static Duration atLeast(Duration least, Duration asked) {
    return asked.compareTo(least) > 0 ? asked : least;
  }
}
