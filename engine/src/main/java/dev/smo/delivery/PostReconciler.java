// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Reconciler;
import dev.smo.connector.Reconciliation;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what became of a post whose answer was lost. It never sends anything. */
@Component(service = PostReconciler.class)
public class PostReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(PostReconciler.class);

  /** So long the fastest network has to show a post. */
  private static final Duration LEAST_TO_SHOW = Duration.ofMinutes(1);

  private static final String ANOTHER =
      "Another post says the same, and the network found that one: ";

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final NetworkCalls calls;
  private final Attempts attempts;
  private final Transitions returns;

  @Activate
  public PostReconciler(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference Attempts attempts,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
    this.attempts = attempts;
    this.returns = transitions;
  }

  /** Asks for a post if it is still unknown; leaves it alone otherwise. */
  public void inquire(String id) throws InterruptedException {
    Optional<PostRecord> unknown = ledger.find(id).filter(post -> post.state() == State.UNKNOWN);
    if (unknown.isEmpty()) {
      return;
    }
    PostRecord post = unknown.get();
    Reconciliation answer;
    try {
      Sessions.Opened opened =
          sessions.openAs(
              post.text(Key.CONNECTION), post.text(Key.NETWORK), post.text(Key.ACCOUNT));
      if (opened instanceof Sessions.Opened.OtherAccount) {
        // The other one can neither tell nor have it again: its answer proves nothing.
        change(post, record -> person(record, opened.reason()));
        return;
      }
      answer = answer(post, opened);
    } catch (RuntimeException | Error e) {
      LOG.error("Asking for {} failed", post, e);
      Reconciliation later =
          new Reconciliation.AskLater(
              Duration.ZERO, "The network could not be asked: " + e.getMessage());
      change(post, record -> decide(record, later));
      return;
    }
    change(post, record -> decide(record, answer));
  }

  private Reconciliation answer(PostRecord post, Sessions.Opened opened)
      throws InterruptedException {
    if (opened instanceof Sessions.Opened.Later later) {
      return new Reconciliation.AskLater(later.after(), later.reason());
    }
    if (opened instanceof Sessions.Opened.Refused refused) {
      // What a person can repair may tell after that.
      return refused.repairable()
          ? new Reconciliation.AskLater(Duration.ZERO, refused.reason())
          : new Reconciliation.CannotTell(refused.reason());
    }
    if (networks.find(Connector.class, post.text(Key.NETWORK)).isEmpty()) {
      return new Reconciliation.AskLater(
          Duration.ZERO, "No connector for this network is running.");
    }
    Optional<Reconciler> reconciler = networks.find(Reconciler.class, post.text(Key.NETWORK));
    if (reconciler.isEmpty()) {
      return new Reconciliation.CannotTell("This network cannot be asked.");
    }
    Connection connection = ((Sessions.Opened.Ready) opened).connection();
    try {
      return NetworkCalls.redacted(connection, ask(post, reconciler.get(), connection));
    } catch (IOException e) {
      String reason = connection.redact(String.valueOf(e.getMessage()));
      LOG.info("Asking for {} failed: {}", post, reason);
      return new Reconciliation.AskLater(
          Duration.ZERO, "The network could not be asked: " + reason);
    } catch (RuntimeException | Error e) {
      LOG.error("Asking for {} failed: {}", post, NetworkCalls.trace(connection, e));
      throw new IllegalStateException(NetworkCalls.reason(connection, e));
    }
  }

  private Reconciliation ask(PostRecord post, Reconciler reconciler, Connection connection)
      throws IOException, InterruptedException {
    Limits limits = PostLimits.of(post, (Connector) reconciler, connection);
    Delivery.Builder delivery =
        Delivery.builder(post.id(), connection, PostContent.post(post, List.of(), limits))
            .attempt(post.attempt())
            .started(post.time(Key.STARTED).orElseThrow())
            .progress(attempts.progress(post));
    return calls.call(
        deadline -> reconciler.find(delivery.deadline(deadline).build()), returns.sendTimeout());
  }

  private PostRecord decide(PostRecord post, Reconciliation answer) {
    if (answer instanceof Reconciliation.Found found) {
      return ledger.sent().isAnother(post, found.post())
          ? decide(post, new Reconciliation.CannotTell(ANOTHER + found.post().permalink()))
          : returns.sent(post, found.post(), "The answer was lost, but the network has it.");
    }
    if (answer instanceof Reconciliation.AskLater later && !returns.askedLongEnough(post)) {
      return returns.askLater(post, later.after(), later.reason());
    }
    boolean absent = answer instanceof Reconciliation.NotThere;
    boolean mayRepeat = !returns.triedLongEnough(post);
    Instant shown = shown(post);
    boolean early = returns.now().isBefore(shown);
    if (absent && mayRepeat && !early) {
      return again(post, "The network does not have it.").with(Key.REPEAT_UNTIL, null);
    }
    // The same id once more is harmless where the network is idempotent, but its memory ends.
    Instant until = keyHolds(post);
    if (mayRepeat && returns.now().isBefore(until)) {
      return again(post, "The answer was lost; repeated under the same id.")
          .with(Key.REPEAT_UNTIL, until);
    }
    if (absent && mayRepeat && provesSomething(post)) {
      return post.with(Key.REASON, "The network does not show it as yet.").with(Key.DUE, shown);
    }
    return person(post, why(answer));
  }

  /**
   * When the network shows the post if it has it: nothing of it was begun since it is unknown, but
   * by the clock of the node that began it.
   */
  private Instant shown(PostRecord post) {
    Instant unknown = post.time(Key.UNKNOWN_SINCE).orElseGet(returns::now);
    Duration others = attempts.isOwn(post) ? Duration.ZERO : returns.sendTimeout();
    return unknown.plus(others).plus(showsWithin(post));
  }

  /** Whether a network shows its posts at some time, so that a missing one is not there. */
  private boolean provesSomething(PostRecord post) {
    return showsWithin(post).compareTo(Network.FOREVER) < 0;
  }

  private Duration showsWithin(PostRecord post) {
    Duration said =
        networks.network(post.text(Key.NETWORK)).map(Network::showsWithin).orElse(LEAST_TO_SHOW);
    return said.compareTo(LEAST_TO_SHOW) < 0 ? LEAST_TO_SHOW : said;
  }

  private static String why(Reconciliation answer) {
    if (answer instanceof Reconciliation.CannotTell cannot) {
      return cannot.reason();
    }
    return answer instanceof Reconciliation.AskLater later
        ? later.reason()
        : "The network does not show it, which proves nothing.";
  }

  /** Until when a call may begin for which the network takes the same id for the same post. */
  private Instant keyHolds(PostRecord post) {
    Duration life =
        networks.network(post.text(Key.NETWORK)).map(Network::idempotentFor).orElse(Duration.ZERO);
    Instant started = post.time(Key.STARTED).orElse(Instant.EPOCH);
    return started.plus(life).minus(returns.sendTimeout());
  }

  /** It waits for as long as it has come back often, which {@code unknown} counted. */
  private PostRecord again(PostRecord post, String reason) {
    return post.to(State.SCHEDULED, reason).with(Key.DUE, returns.now().plus(returns.pause(post)));
  }

  private static PostRecord person(PostRecord post, String why) {
    return post.to(State.NEEDS_ATTENTION, "It may be out, and nobody can say: " + why)
        .with(Key.DUE, null);
  }

  private void change(PostRecord post, java.util.function.UnaryOperator<PostRecord> change) {
    ledger.update(post, record -> attempts.noted(change.apply(record), "The next one"));
  }
}
