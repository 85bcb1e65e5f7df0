// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.delivery;

import dev.smo.connections.AccountName;
import dev.smo.connections.Sessions;
import dev.smo.connector.Progress;
import dev.smo.lanes.LaneClaims;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.Journal;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.outbound.NotSentException;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits that a post is being sent, in the ledger and on the disk, before it is. */
@Component(service = Attempts.class)
public final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final Ledger ledger;
  private final Journal journal;
  private final EngineInstance instance;
  private final Transitions returns;

  @Activate
  public Attempts(
      @Reference Ledger ledger,
      @Reference Journal journal,
      @Reference EngineInstance instance,
      @Reference Transitions transitions) {
    this.ledger = ledger;
    this.journal = journal;
    this.instance = instance;
    this.returns = transitions;
  }

  /** What a connector has done of a post, and what it does, kept here. */
  Progress progress(PostRecord post) throws NotSentException {
    return KeptProgress.of(post, ledger, journal);
  }

  /**
   * A record that has left the network, with the name of the first part where parts of a thread are
   * out, so that they can be taken back. Where the rest will not go by itself, its reason says so.
   *
   * @param rest what is said of the other parts, before the reason
   */
  PostRecord noted(PostRecord post, String rest) {
    if (post.attempt() == 0 || post.state() == State.SENT) {
      return post;
    }
    try {
      Progress progress = progress(post);
      Optional<RemotePost> first = progress.part(1);
      return first.isPresent()
          ? PageAway.out(noted(post, progress, first.get(), rest), returns.now())
          : post;
    } catch (NotSentException e) {
      LOG.error("Which parts of {} are out is not noted", post, e);
      return post;
    }
  }

  private static PostRecord noted(
      PostRecord post, Progress progress, RemotePost first, String rest) {
    PostRecord named =
        post.with(Key.REMOTE_ID, first.id()).with(Key.PERMALINK, first.permalink().toString());
    if (post.state() != State.FAILED && post.state() != State.NEEDS_ATTENTION) {
      return named;
    }
    int all = post.parts().size();
    long out = IntStream.rangeClosed(1, all).filter(n -> progress.part(n).isPresent()).count();
    return named.with(
        Key.REASON,
        "%d of %d parts %s out: %s. %s: %s"
            .formatted(
                out, all, out == 1 ? "is" : "are", first.permalink(), rest, post.text(Key.REASON)));
  }

  /** This run of this instance. */
  LaneClaims.Worker worker() {
    return instance.worker("");
  }

  /** Whether this instance was the last that began to send the post. */
  boolean isOwn(PostRecord post) {
    return post.text(Key.INSTANCE).equals(instance.id());
  }

  /** Whether an earlier run of this instance was sending the post when it ended. */
  boolean orphaned(PostRecord post) {
    return post.state() == State.SENDING
        && isOwn(post)
        && !post.text(Key.BOOT).equals(instance.boot());
  }

  /**
   * Begins an attempt if the post is still queued, and still says what is to be sent: its words are
   * the sender's from this commit on.
   *
   * @param content what is to be sent, see {@link PostRecord#content}
   * @param ready the connection, with the account for which it is to be sent
   * @return the post in {@code SENDING}; empty where it must not be sent now
   * @throws java.io.UncheckedIOException the disk cannot be read; the post is still queued
   */
  Optional<PostRecord> begin(String id, String content, Sessions.Opened.Ready ready) {
    String caller = UUID.randomUUID().toString();
    return committed(
            id,
            caller,
            post ->
                post.content().equals(content) && !PageAway.stops(post)
                    ? sending(post, ready).with(Key.CALLER, caller)
                    : anew(post))
        .filter(post -> post.state() == State.SENDING && note(post));
  }

  /** Whoever gets no answer to a commit, or is told that another came first, may have done it. */
  private Optional<PostRecord> committed(
      String id, String caller, UnaryOperator<PostRecord> begun) {
    try {
      return ledger.update(
          id,
          post ->
              isOwn(post, caller) ? post : post.state() == State.QUEUED ? begun.apply(post) : null);
    } catch (IllegalStateException e) {
      Optional<PostRecord> own = ledger.find(id).filter(post -> isOwn(post, caller));
      if (own.isEmpty()) {
        throw e;
      }
      LOG.info("{} is being sent, though the repository did not say so: {}", own, e.getMessage());
      return own;
    }
  }

  private static boolean isOwn(PostRecord post, String caller) {
    return post.state() == State.SENDING && post.text(Key.CALLER).equals(caller);
  }

  /** Whether the attempt is on the disk; else the post is as certainly not out as it was before. */
  private boolean note(PostRecord sending) {
    try {
      boolean noted = journal.begin(sending);
      if (!noted) {
        LOG.warn("{} is not sent: this thread was held up, and a later attempt was begun", sending);
      }
      return noted;
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("{} is not sent, because that cannot be noted on the disk", sending, e);
      ledger.update(
          sending,
          post ->
              returns.deferred(
                  post, Duration.ZERO, "The disk cannot be written; the log says more"));
      return false;
    }
  }

  private PostRecord anew(PostRecord post) {
    return post.to(State.SCHEDULED, "It changed while it was made ready.")
        .with(Key.DUE, returns.now());
  }

  /** Whether something of a post may be out, so that its next attempt goes on with the first. */
  private boolean kept(PostRecord post, Instant first) {
    return post.attempts().stream()
            .anyMatch(a -> !a.at().isBefore(first) && AttemptResults.mayBeOut(a))
        || ledger.steps().hasMoreThanUploads(post);
  }

  /**
   * The account for which a post must be sent: that which has parts of it, or may have it, or to
   * which somebody replied. Empty: any.
   */
  String account(PostRecord post) {
    return mayBeOut(post) || post.inReplyTo().isPresent() ? post.text(Key.ACCOUNT) : "";
  }

  private boolean mayBeOut(PostRecord post) {
    return post.time(Key.REPEAT_UNTIL).isPresent() || ledger.steps().hasMoreThanUploads(post);
  }

  /** The record of a post that is not for the account which its connection is now. */
  PostRecord otherAccount(PostRecord post, String reason) {
    return mayBeOut(post)
        ? returns.unknown(post, reason)
        : post.to(State.FAILED, reason).with(Key.DUE, null);
  }

  private PostRecord sending(PostRecord post, Sessions.Opened.Ready ready) {
    String account = ready.account();
    boolean other = !post.time(Key.ENTERED).equals(ready.entered().at());
    if (other && post.flag(Key.MUST_APPROVE) && !mayBeOut(post) && post.inReplyTo().isEmpty()) {
      return post.with(Key.ENTERED, ready.entered().at().orElse(null))
          .toBeApproved(
              "Its connection was entered anew, and may be another account than when this was"
                  + " approved.",
              returns.now());
    }
    boolean same = isSame(post.text(Key.ACCOUNT), account);
    if (!same && !account(post).isEmpty()) {
      return otherAccount(post, "The account changed while it was made ready.");
    }
    // What was uploaded for one account is nothing to another.
    int round = post.number(Key.ROUND);
    PostRecord sending = sending(same ? post : post.with(Key.ROUND, round + 1));
    return sending.with(Key.ACCOUNT, account.isEmpty() ? null : account);
  }

  private static boolean isSame(String before, String now) {
    return before.isEmpty()
        || (!now.isEmpty() && AccountName.parse(before).isSameAs(AccountName.parse(now)));
  }

  private PostRecord sending(PostRecord post) {
    Instant now = returns.now().truncatedTo(ChronoUnit.MILLIS);
    int number = post.attempt() + 1;
    return post.to(State.SENDING, "")
        .with(Key.STARTED, post.time(Key.STARTED).filter(first -> kept(post, first)).orElse(now))
        .with(Key.GATE_SINCE, null)
        .with(new Attempt(number, now, instance.id(), "", ""))
        .with(Key.INSTANCE, instance.id())
        .with(Key.BOOT, instance.boot())
        .with(Key.DUE, now.plus(returns.sendTimeout()).plusSeconds(15));
  }
}
