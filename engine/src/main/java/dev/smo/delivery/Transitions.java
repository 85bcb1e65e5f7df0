// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connector.Outcome;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

  /** How long a network may work on a post, or be out of reach for a question about it. */
  private static final Duration PATIENCE = Duration.ofDays(1);

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

  /** When a post is offered to a job again that may have been forgotten by its job. */
  Instant offerAgain() {
    return now().plusSeconds(settings.offerAgainSeconds());
  }

  /** How often a post may come back by itself, before it is left to a person. */
  int mostReturns() {
    return settings.mostReturns();
  }

  /** From {@code SENDING}, by what the network said. */
  PostRecord after(PostRecord before, Outcome outcome) {
    if (outcome instanceof Outcome.InProgress working) {
      return working(before, working);
    }
    PostRecord post = before.with(Key.WAITING_SINCE, null);
    if (outcome instanceof Outcome.Published published) {
      return sent(post, published.post(), "");
    }
    if (outcome instanceof Outcome.Duplicate duplicate && duplicate.first().isPresent()) {
      return sent(post, duplicate.first().get(), "The network had it already.");
    }
    if (outcome instanceof Outcome.Deferred deferred) {
      return deferred(post, deferred.after(), deferred.reason());
    }
    if (AttemptResults.refused(outcome)) {
      return post.to(State.FAILED, AttemptResults.reason(outcome)).with(Key.DUE, null);
    }
    String reason =
        outcome instanceof Outcome.Duplicate
            ? "The network says that it has this post already, but not which one it is."
            : AttemptResults.reason(outcome);
    return unknown(post, reason);
  }

  /** No failed try: called again with what is done, but not for ever. */
  private PostRecord working(PostRecord post, Outcome.InProgress working) {
    if (patienceIsOver(post)) {
      return post.to(
              State.FAILED, "The network did not finish it within a day: " + working.reason())
          .with(Key.WAITING_SINCE, null)
          .with(Key.DUE, null);
    }
    return waits(post.to(State.SCHEDULED, working.reason()), FIRST_PAUSE, working.after());
  }

  /** The network cannot be asked for a post now, which says nothing about the post. */
  PostRecord askLater(PostRecord post, Duration after, String reason) {
    Duration least = Duration.ofSeconds(settings.reconcileAfterSeconds());
    return waits(post.to(State.UNKNOWN, reason), least, after);
  }

  /** Whether a post waits for its network for so long that waiting on makes no sense. */
  boolean patienceIsOver(PostRecord post) {
    return waited(post).compareTo(PATIENCE) >= 0;
  }

  private Duration waited(PostRecord post) {
    Instant now = now();
    return Duration.between(post.time(Key.WAITING_SINCE).orElse(now), now);
  }

  /** The longer it waits the less often the network is called, and the fewer attempts are kept. */
  private PostRecord waits(PostRecord post, Duration least, Duration asked) {
    Instant now = now();
    Duration slower = waited(post).dividedBy(8);
    Duration pause = slower.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : slower;
    return post.with(Key.WAITING_SINCE, post.time(Key.WAITING_SINCE).orElse(now))
        .with(Key.DUE, now.plus(atLeast(atLeast(least, pause), asked)));
  }

  PostRecord sent(PostRecord post, RemotePost remote, String reason) {
    PostRecord sent =
        post.to(State.SENT, reason)
            .with(Key.REMOTE_ID, remote.id())
            .with(Key.PERMALINK, remote.permalink().toString())
            .with(Key.SENT, now())
            // What follows an answer comes with the replies to the post above it.
            .with(Key.LOOK, post.inReplyTo().isPresent() ? null : now())
            .with(Key.WAITING_SINCE, null)
            .with(Key.REPEAT_UNTIL, null)
            .with(Key.DUE, null);
    return PageAway.out(sent, now());
  }

  /** May or may not be out: ask the network before anything else. */
  PostRecord unknown(PostRecord post, String reason) {
    return post.to(State.UNKNOWN, reason)
        .with(Key.RETURNS, post.number(Key.RETURNS) + 1)
        .with(Key.DUE, now().plusSeconds(settings.reconcileAfterSeconds()));
  }

  /** Certainly not out: again after a pause, until it came back too often. */
  PostRecord deferred(PostRecord post, Duration after, String reason) {
    int count = post.number(Key.RETURNS) + 1;
    if (count > settings.mostReturns()) {
      return post.to(State.FAILED, "Given up after " + count + " tries: " + reason)
          .with(Key.DUE, null);
    }
    Duration pause = pause(count);
    return post.to(State.SCHEDULED, reason)
        .with(Key.RETURNS, count)
        .with(Key.DUE, now().plus(atLeast(pause, after)));
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

  private Duration pause(int count) {
    long seconds = FIRST_PAUSE.toSeconds() << Math.min(count - 1, 20);
    return Duration.ofSeconds(Math.min(seconds, settings.longestPauseSeconds()));
  }
}
