// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Outcome;
import dev.smo.connector.Progress;
import dev.smo.connector.Retractor;
import dev.smo.ledger.DoneSteps;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.syndication.Planner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes posts back. Deleting twice is harmless, so a lost answer is simply asked for again. */
@Component(service = PostRetractor.class)
public class PostRetractor {
  private static final Logger LOG = LoggerFactory.getLogger(PostRetractor.class);

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final NetworkCalls calls;
  private final Attempts attempts;
  private final Transitions times;
  private final Breaker breaker;
  private final Planner planner;

  @Activate
  public PostRetractor(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference Attempts attempts,
      @Reference Transitions transitions,
      @Reference Planner planner) {
    this.ledger = ledger;
    this.planner = planner;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
    this.attempts = attempts;
    this.times = transitions;
    this.breaker = new Breaker(client.lanes(), transitions);
  }

  /** Takes a post back if that is still wanted. */
  public void withdraw(String id) throws InterruptedException {
    // Committed before the call: a page that comes back now comes too late to keep its post.
    Optional<PostRecord> wanted =
        ledger.update(
            id, record -> isWanted(record) ? record.with(Key.RETRACTING, times.now()) : null);
    if (wanted.isEmpty()) {
      return;
    }
    PostRecord post = wanted.get();
    Optional<Retractor> retractor = networks.find(Retractor.class, post.text(Key.NETWORK));
    Sessions.Opened opened =
        sessions.openAs(post.text(Key.CONNECTION), post.text(Key.NETWORK), post.text(Key.ACCOUNT));
    Outcome outcome;
    if (retractor.isEmpty()) {
      outcome = new Outcome.Rejected("This network's posts cannot be taken back from here.");
    } else if (opened instanceof Sessions.Opened.Ready ready) {
      outcome = sessions.renewing(ready, connection -> takeBack(post, retractor.get(), connection));
    } else {
      outcome = opened.outcome().orElseThrow();
    }
    LOG.info("Taking back {}: {}", post, AttemptResults.describe(outcome));
    ledger.update(id, record -> isWanted(record) ? after(record, outcome) : null);
    replace(id);
    breaker.noteUncalled(post, outcome);
  }

  /**
   * Plans what is to stand in its place, now that it is certainly gone: both must never be out
   * together. A fault leaves that to whoever walks over the posts, and to the pointer that leads to
   * this one.
   */
  private void replace(String id) {
    try {
      planner.replace(id);
    } catch (RuntimeException e) {
      LOG.warn("What follows {} is planned later", id, e);
    }
  }

  /**
   * All parts, the last first, so that none is left that answers nothing. What is gone is kept, so
   * doing it again goes on, as it must where all together take longer than one call may.
   */
  private Outcome takeBack(PostRecord post, Retractor retractor, Connection connection)
      throws InterruptedException {
    try {
      Progress progress = attempts.progress(post);
      Instant end = times.now().plus(times.sendTimeout());
      int unknown = 0;
      for (int part = post.parts().size(); part > 0; part--) {
        Optional<RemotePost> remote = part == 1 ? post.remote() : progress.part(part);
        if (remote.isEmpty()) {
          unknown++;
        } else if (progress.of(DoneSteps.GONE + part).isEmpty()) {
          Duration left = Duration.between(times.now(), end);
          if (left.isNegative() || left.isZero()) {
            return new Outcome.Unknown("The network takes its time; the other parts follow.");
          }
          RemotePost out = remote.get();
          Outcome outcome =
              calls.outcome(connection, deadline -> retractor.retract(out, connection), left);
          if (!(outcome instanceof Outcome.Published)) {
            return outcome;
          }
          progress.done(DoneSteps.GONE + part, out.id());
        }
      }
      return unknown == 0 || !mayBeOut(post)
          ? new Outcome.Published(post.remote().orElseThrow())
          : new Outcome.Rejected(byHand(unknown));
    } catch (IOException e) {
      return new Outcome.Unknown(String.valueOf(e.getMessage()));
    }
  }

  /** Of a thread that stopped, only what is known by name is out. */
  private static boolean mayBeOut(PostRecord post) {
    return post.state() == State.SENT || post.state() == State.NEEDS_ATTENTION;
  }

  private static String byHand(int unknown) {
    return unknown == 1
        ? "Of this thread 1 part is not known by name; delete it by hand."
        : "Of this thread " + unknown + " parts are not known by name; delete them by hand.";
  }

  static boolean isWanted(PostRecord post) {
    return post.flag(Key.RETRACT) && post.retractable();
  }

  private PostRecord after(PostRecord post, Outcome outcome) {
    if (outcome instanceof Outcome.Published) {
      return post.to(State.RETRACTED, "Taken back.")
          .with(Key.RETRACT, null)
          .with(Key.RETRACTING, null)
          .with(Key.LOOK, times.now())
          .with(Key.DUE, null);
    }
    if (outcome instanceof Outcome.Unauthorised unauthorised) {
      return post.with(Key.REASON, unauthorised.reason()).with(Key.DUE, times.now());
    }
    PostRecord back =
        times.back(post, outcome instanceof Outcome.Deferred d ? d.after() : Duration.ZERO);
    boolean again = outcome instanceof Outcome.Deferred || outcome instanceof Outcome.Unknown;
    if (again && !times.triedLongEnough(back)) {
      return back.with(Key.REASON, AttemptResults.reason(outcome));
    }
    return post.with(Key.RETRACT, null)
        .with(Key.RETRACTING, null)
        .with(Key.NEXT_BY, null)
        .with(Key.ATTENTION, true)
        .with(Key.REASON, "It could not be taken back: " + AttemptResults.reason(outcome))
        .with(Key.DUE, null);
  }
}
