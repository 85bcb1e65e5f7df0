// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions.Opened;
import dev.smo.connector.Conversations;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
import dev.smo.connector.Metric;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the posts of one lane whose time has come, within so many calls. While the connection is
 * left alone its posts stay where they are, and cost nothing. Where the network tells of many posts
 * in one call they are asked for together; one that is missing there is asked for by itself.
 */
final class LaneLook {
  /** As many as {@link Insights#engagements} takes. */
  private static final int MOST = 100;

  private static final Logger LOG = LoggerFactory.getLogger(LaneLook.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Why a person should look at a post that is gone. */
  static final String GONE = "It is not on the network any more.";

  private final Ledger ledger;
  private final NetworkClient client;
  private final ReactionImport home;
  private final Looking looking;
  private final int callsAtATime;
  private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
  private final LookFailures failures = new LookFailures();

  LaneLook(
      Ledger ledger,
      NetworkClient client,
      ReactionImport home,
      Looking looking,
      EngagementSettings settings) {
    this.ledger = ledger;
    this.client = client;
    this.home = home;
    this.looking = looking;
    this.callsAtATime = Math.max(1, settings.callsAtATime());
  }

  /** What posts must have in common to be asked for together. */
  private record Whose(String connection, String network, String account) {
    static Whose of(PostRecord post) {
      return new Whose(post.text(Key.CONNECTION), post.text(Key.NETWORK), post.text(Key.ACCOUNT));
    }
  }

  /** Looks at what is due in a lane now. */
  void at(String lane) throws InterruptedException {
    Instant now = looking.now();
    if (rests(lane, now)) {
      return;
    }
    Map<Whose, List<PostRecord>> due = new LinkedHashMap<>();
    for (String id : ledger.agenda().looks(lane, now, MOST)) {
      ledger
          .find(id)
          .filter(post -> isToBeAskedFor(post, now))
          .ifPresent(post -> due.computeIfAbsent(Whose.of(post), w -> new ArrayList<>()).add(post));
    }
    int left = callsAtATime;
    try {
      for (Map.Entry<Whose, List<PostRecord>> one : due.entrySet()) {
        if (!rests(lane, now)) {
          left = look(lane, one.getKey(), one.getValue(), left);
        }
      }
    } catch (PausedException e) {
      pauses.put(lane, looking.after(e));
    }
  }

  private boolean rests(String lane, Instant now) {
    return pauses.getOrDefault(lane, now).isAfter(now);
  }

  private boolean isToBeAskedFor(PostRecord post, Instant now) {
    if (post.state() != State.SENT || post.remote().isEmpty()) {
      home.nothing(Subject.of(post));
      home.takenBack(post);
      next(post, null, "");
      return false;
    }
    home.out(post);
    String network = post.text(Key.NETWORK);
    boolean tells =
        client.connectors().find(Insights.class, network).isPresent()
            || client.connectors().find(Conversations.class, network).isPresent();
    if (!tells || isNew(post, now)) {
      next(post, regular(post), "");
      return false;
    }
    return true;
  }

  /** Whether it went out a moment ago, and nobody can have done anything with it. */
  private static boolean isNew(PostRecord post, Instant now) {
    return post.time(Key.LOOK).equals(post.time(Key.SENT))
        && post.time(Key.SENT).filter(sent -> sent.plus(PATIENCE).isAfter(now)).isPresent();
  }

  /**
   * Looks at posts of one account.
   *
   * @param calls how many may be made
   * @return how many of these are left
   */
  private int look(String lane, Whose whose, List<PostRecord> posts, int calls)
      throws InterruptedException, PausedException {
    Opened opened = client.sessions().openAs(whose.connection(), whose.network(), whose.account());
    if (opened instanceof Opened.OtherAccount) {
      // It cannot tell of these posts.
      posts.forEach(post -> next(post, regular(post), ""));
      return calls;
    }
    if (!(opened instanceof Opened.Ready ready)) {
      pauses.put(
          lane,
          opened instanceof Opened.Later later
              ? looking.after(later.after())
              : looking.afterFailure());
      posts.stream().filter(post -> regular(post) == null).forEach(post -> next(post, null, ""));
      return calls;
    }
    AskedAccount account = new AskedAccount(client, ready.connection(), calls);
    // One that could not be read by itself may spoil the answer for all.
    List<RemotePost> readable =
        posts.stream().filter(post -> !failures.has(post.id())).map(LaneLook::remote).toList();
    Map<String, Engagement> told = account.together(readable);
    for (PostRecord post : posts) {
      if (!look(post, account, Optional.ofNullable(told.get(remote(post).id())))) {
        pauses.put(lane, looking.afterFailure());
        break;
      }
    }
    return account.callsLeft();
  }

  private static RemotePost remote(PostRecord post) {
    return post.remote().orElseThrow();
  }

  /**
   * Looks at a post, if that takes no more calls than may be made.
   *
   * @return false where it is the connection that fails
   */
  private boolean look(PostRecord post, AskedAccount account, Optional<Engagement> told)
      throws InterruptedException, PausedException {
    boolean quiet = isQuiet(post, told);
    if (!account.canAskFor(told, quiet)) {
      return true;
    }
    try {
      Optional<Engagement> counts = told.isPresent() ? told : account.counts(remote(post));
      if (counts.isPresent()) {
        home.counts(post, looking.now(), counts.get());
      }
      Optional<List<Reply>> replies =
          quiet
              ? Optional.empty()
              : account.replies(remote(post), home.keptReplies(Subject.of(post)));
      if (replies.isPresent()) {
        home.replies(Subject.of(post), replies.get());
      }
      failures.none(post.text(Key.CONNECTION), post.id());
      next(post, regular(post), "");
      return true;
    } catch (PausedException e) {
      throw e;
    } catch (PostGoneException e) {
      LOG.info("{} is gone: {}", post, e.getMessage());
      home.nothing(Subject.of(post));
      next(post, null, GONE);
      return true;
    } catch (IOException | RuntimeException | Error e) {
      LOG.info("Looking at {} failed, will try again: {}", post, e.toString());
      LOG.debug("the failure", e);
      return failed(post);
    }
  }

  /**
   * Whether nobody has answered, as with most posts: a network that told of many counts no reply,
   * and none is kept here.
   */
  private boolean isQuiet(PostRecord post, Optional<Engagement> told) {
    OptionalLong replies = told.map(one -> one.of(Metric.REPLIES)).orElse(OptionalLong.empty());
    return replies.isPresent() && replies.getAsLong() == 0 && !home.hasReplies(Subject.of(post));
  }

  /**
   * Looks again at a post that could not be read soon, in case the network was down, and from the
   * second time on no more often than at others, in case it is never readable again.
   */
  private boolean failed(PostRecord post) {
    @Nullable Instant regular = regular(post);
    if (regular == null) {
      next(post, null, "");
      return true;
    }
    Instant soon = looking.afterFailure();
    LookFailures.Failure failure = failures.one(post.text(Key.CONNECTION), post.id());
    next(post, failure.again() && regular.isAfter(soon) ? regular : soon, "");
    return !failure.ofConnection();
  }

  private @Nullable Instant regular(PostRecord post) {
    Instant now = looking.now();
    return looking.times().after(post.time(Key.SENT).orElse(now), now).orElse(null);
  }

  /** Notes the next look, unless a person asked for one meanwhile. */
  private void next(PostRecord seen, @Nullable Instant look, String attention) {
    ledger.update(
        seen.id(),
        post -> {
          if (!post.time(Key.LOOK).equals(seen.time(Key.LOOK))) {
            return null;
          }
          PostRecord changed = post.with(Key.LOOK, look);
          return attention.isEmpty()
              ? changed
              : changed.with(Key.ATTENTION, true).with(Key.REASON, attention);
        });
  }
}
