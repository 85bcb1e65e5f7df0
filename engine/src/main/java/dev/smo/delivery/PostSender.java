// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.Connectors;
import dev.smo.connections.FieldCheck;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Quota;
import dev.smo.gate.Gate;
import dev.smo.gate.Verdict;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.Answer;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.syndication.Planner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one queued post to its network. {@code SENDING} is committed before the call and the
 * outcome after it, so whoever dies in between leaves a record that says so.
 */
@Component(service = PostSender.class)
public class PostSender {
  private static final Logger LOG = LoggerFactory.getLogger(PostSender.class);
  private static final String NOT_SENT = "The rest was not sent";

  /** For all pictures but the first, which the gate loads, and for fitting them. */
  private static final Duration FOR_PICTURES = Duration.ofMinutes(2);

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final Pictures pictures;
  private final NetworkCalls calls;
  private final Attempts attempts;
  private final Lanes lanes;
  private final Breaker breaker;
  private final Transitions returns;
  private final Refit refit;
  private final WordsAlone alone;
  private final TakenPlace place;

  @Activate
  public PostSender(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference Pictures pictures,
      @Reference Attempts attempts,
      @Reference Transitions transitions,
      @Reference Planner planner) {
    this.ledger = ledger;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
    this.pictures = pictures;
    this.attempts = attempts;
    this.returns = transitions;
    this.lanes = client.lanes();
    this.breaker = new Breaker(lanes, transitions);
    this.refit = new Refit(ledger, planner, transitions);
    this.alone = new WordsAlone(ledger, transitions);
    this.place = new TakenPlace(ledger, transitions);
  }

  /**
   * So long sending one post takes at most: the session, whose account it is, the page, its
   * pictures, the call, and all but page and pictures once more where the network refused the
   * session.
   *
   * @param call how long a network may take for one call
   */
  static Duration longest(Duration call) {
    Duration opening = Sessions.LONGEST.multipliedBy(2);
    return opening.plus(call).multipliedBy(2).plus(Gate.LONGEST).plus(FOR_PICTURES);
  }

  /** Sends the post if it is still queued; leaves it alone otherwise. */
  public void carry(String id) throws InterruptedException {
    Optional<PostRecord> queued = ledger.find(id).filter(post -> post.state() == State.QUEUED);
    if (queued.isPresent()) {
      guarded(queued.get());
    }
  }

  private void carry(PostRecord post) throws InterruptedException {
    if (post.time(Key.REPEAT_UNTIL).filter(end -> end.isBefore(returns.now())).isPresent()) {
      back(post, r -> returns.unknown(r, "The network may have forgotten the id of this post."));
      return;
    }
    Optional<Connector> connector = networks.find(Connector.class, post.text(Key.NETWORK));
    if (connector.isEmpty()) {
      String why = networks.unposted(post.text(Key.NETWORK));
      back(post, record -> returns.waiting(record, why));
      return;
    }
    Sessions.Opened opened =
        sessions.openAs(post.text(Key.CONNECTION), post.text(Key.NETWORK), attempts.account(post));
    if (opened instanceof Sessions.Opened.Ready ready) {
      complete(post, connector.get(), ready);
    } else if (opened instanceof Sessions.Opened.OtherAccount) {
      back(post, record -> attempts.otherAccount(record, opened.reason()));
    } else {
      notNow(post, opened.outcome().orElseThrow());
    }
  }

  /** Not called, because its connection cannot be used now. */
  private void notNow(PostRecord post, Outcome outcome) {
    back(post, record -> breaker.after(record, outcome));
    breaker.noteUncalled(post, outcome);
  }

  private void complete(PostRecord post, Connector connector, Sessions.Opened.Ready ready)
      throws InterruptedException {
    Connection connection = ready.connection();
    Network network = connector.network();
    Optional<String> incomplete = FieldCheck.problem(network, connection);
    Optional<String> wrong = FieldCheck.problem(network, post.options());
    if (incomplete.isPresent()) {
      notNow(post, new Outcome.Unauthorised(incomplete.get()));
    } else if (wrong.isPresent()) {
      back(post, record -> record.to(State.FAILED, wrong.get()).with(Key.DUE, null));
    } else {
      throughGate(post, connector, ready);
    }
  }

  /** Whatever fails before the call is certainly not out; after it, the post is not queued. */
  private void guarded(PostRecord post) throws InterruptedException {
    try {
      carry(post);
    } catch (RuntimeException | Error e) {
      LOG.error("{} could not be made ready", post, e);
      String reason = "A fault before sending, of which the log says more";
      back(post, record -> returns.deferred(record, Duration.ZERO, reason));
    }
  }

  private void throughGate(PostRecord post, Connector connector, Sessions.Opened.Ready ready)
      throws InterruptedException {
    Verdict verdict = pictures.look(post);
    if (verdict instanceof Verdict.NotYet notYet) {
      back(post, record -> returns.gateClosed(record, notYet.reason()));
    } else if (verdict instanceof Verdict.Shut shut) {
      back(post, record -> record.to(State.SKIPPED, shut.reason()).with(Key.DUE, null));
    } else if (verdict instanceof Verdict.Open open
        && !open.missing().isEmpty()
        && returns.pictureMayCome(post)) {
      back(post, record -> returns.gateClosed(record, open.missing()));
    } else if (verdict instanceof Verdict.Open open) {
      illustrated(post, open, connector, ready);
    }
  }

  private void illustrated(
      PostRecord post, Verdict.Open open, Connector connector, Sessions.Opened.Ready ready)
      throws InterruptedException {
    Limits limits = PostLimits.of(post, connector, ready.connection());
    PostPictures shown;
    try {
      shown = calls.call(deadline -> pictures.of(post, open, limits), FOR_PICTURES);
    } catch (IOException e) {
      String why = "The pictures cannot be loaded: " + e.getMessage();
      back(post, record -> returns.gateClosed(record, why));
      return;
    }
    if (post.flag(Key.OWN_IMAGES) && shown.gap().isPresent() && returns.pictureMayCome(post)) {
      back(post, record -> returns.gateClosed(record, shown.gap().get()));
      return;
    }
    Post content = PostContent.post(post, shown.media(), limits);
    Optional<String> problem = PostContent.problem(content, limits);
    if (problem.isPresent()) {
      back(post, refit.of(post, problem.get()));
    } else {
      if (shown.incomplete()) {
        back(post, shown::noted);
      }
      send(post, connector, ready, content, /* renewed= */ false);
    }
  }

  private void send(
      PostRecord queued,
      Connector connector,
      Sessions.Opened.Ready ready,
      Post content,
      boolean renewed)
      throws InterruptedException {
    String id = queued.id();
    Optional<UnaryOperator<PostRecord>> occupied = place.free(queued);
    if (occupied.isPresent()) {
      back(queued, occupied.get());
      return;
    }
    Connection connection = ready.connection();
    Optional<PostRecord> sending = attempts.begin(id, queued.content(), ready);
    if (sending.isEmpty()) {
      LOG.info(
          "{} is not sent now: it changed, another carries it, or it must be asked for", queued);
      return;
    }
    PostRecord post = sending.get();
    int attempt = post.attempt();
    Instant started = post.time(Key.STARTED).orElseThrow();
    Outcome outcome =
        calls.outcome(
            connection,
            deadline ->
                connector.publish(
                    Delivery.builder(id, connection, content)
                        .attempt(attempt)
                        .started(started)
                        .deadline(deadline)
                        .progress(attempts.progress(post))
                        .build()),
            returns.left(post),
            new NetworkCalls.Listener<>() {
              @Override
              public void answered(Answer answer) {
                if (returns.left(post).compareTo(Duration.ZERO) > 0) {
                  noteQuota(connector, connection, answer);
                }
              }

              @Override
              public void late(Outcome outcome) {
                ended(post, outcome);
              }
            });
    LOG.info("{}, attempt {}: {}", post, attempt, AttemptResults.describe(outcome));
    if (outcome instanceof Outcome.Rejected) {
      // Its server may have told only now what it takes.
      Limits limits = PostLimits.of(post, connector, connection);
      Optional<String> anew = refit.shallBe(post, PostContent.problem(content, limits));
      ended(
          post,
          outcome,
          ended ->
              anew.isPresent()
                  ? ended.to(State.SCHEDULED, anew.get()).with(Key.DUE, returns.now())
                  : alone.of(ended, post, content, () -> limits));
    } else if (outcome instanceof Outcome.Deferred) {
      Supplier<Limits> limits = () -> PostLimits.of(post, connector, connection);
      ended(post, outcome, ended -> alone.of(ended, post, content, limits));
    } else if (outcome instanceof Outcome.Unauthorised && !renewed && renewable(post)) {
      sendRenewed(post, connector, content, outcome);
    } else {
      ended(post, outcome);
    }
  }

  /** Who has no calls left waits, instead of being refused. */
  private void noteQuota(Connector connector, Connection connection, Answer answer) {
    try {
      Optional<Quota> left = connector.quota(answer, returns.now());
      left.ifPresent(quota -> lanes.note(connection.id(), quota));
    } catch (RuntimeException e) {
      // The call itself went well; what came of it must not be lost over this.
      LOG.error("The connector cannot read what {} may still send", connection, e);
    }
  }

  /** The call was certainly not executed, so it may be made again with a fresh session, once. */
  private void sendRenewed(PostRecord post, Connector connector, Post content, Outcome outcome)
      throws InterruptedException {
    Sessions.Opened opened = sessions.renew(post.text(Key.CONNECTION));
    if (opened instanceof Sessions.Opened.Ready ready) {
      ledger.update(
          post,
          record ->
              AttemptResults.end(record, outcome)
                  .to(State.QUEUED, "The session was renewed.")
                  .with(Key.DUE, returns.offerAgain()));
      send(post, connector, ready, content, /* renewed= */ true);
    } else {
      ended(post, opened instanceof Sessions.Opened.Later ? opened.outcome().get() : outcome);
    }
  }

  /** The ledger first: what happens to the lane, or to its note, loses nothing that is out. */
  private void ended(PostRecord post, Outcome outcome) {
    ended(post, outcome, UnaryOperator.identity());
  }

  /**
   * The same.
   *
   * @param again of a call that was certainly not executed, and ended in time: what becomes of it
   */
  private void ended(PostRecord post, Outcome outcome, UnaryOperator<PostRecord> again) {
    String rest = AttemptResults.refused(outcome) ? "The rest was refused" : NOT_SENT;
    AtomicBoolean inTime = new AtomicBoolean();
    Optional<PostRecord> after =
        ledger.update(
            post.id(),
            record -> {
              boolean same = record.attempt() == post.attempt();
              inTime.set(same && record.state() == State.SENDING);
              PostRecord ended = same ? end(record, outcome) : null;
              if (ended == null) {
                return null;
              }
              return attempts.noted(inTime.get() ? again.apply(ended) : ended, rest);
            });
    if (after.isEmpty()) {
      LOG.warn("{}: the answer to attempt {} came too late", post, post.attempt());
    }
    breaker.ended(post, outcome, inTime.get());
  }

  /** Whoever gave up waiting called it unknown, or went on; what the network says counts more. */
  private @Nullable PostRecord end(PostRecord record, Outcome outcome) {
    PostRecord told = AttemptResults.end(record, outcome);
    return record.state() == State.SENDING
        ? breaker.after(told, outcome)
        : returns.afterLate(told, outcome);
  }

  private boolean renewable(PostRecord post) {
    return sessions.renewable(post.text(Key.NETWORK));
  }

  private void back(PostRecord post, UnaryOperator<PostRecord> change) {
    ledger.update(
        post.id(), State.QUEUED, record -> attempts.noted(change.apply(record), NOT_SENT));
  }
}
