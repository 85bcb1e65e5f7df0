// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Conversations;
import dev.smo.connector.Engagement;
import dev.smo.connector.Insights;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.repository.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at posts that are out when their time has come, a few at once, on the leader. A network
 * that fails for several posts in a row is left alone for a while, with all of the connection; a
 * single post that cannot be read holds up no other.
 */
@Component(
    service = {Runnable.class, EngagementPoller.class},
    configurationPid = "dev.smo.engagement.EngagementPoller",
    property = {
      "scheduler.name=smo-engagement",
      "scheduler.period:Long=10",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
@Designate(ocd = EngagementSettings.class)
public class EngagementPoller implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(EngagementPoller.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AFTER_FAILURE = Duration.ofHours(1);

  private static final Duration BETWEEN_PURGES = Duration.ofHours(12);

  /** Why a person should look at a post that is gone. */
  static final String GONE = "It is not on the network any more.";

  private final Ledger ledger;
  private final Connectors networks;
  private final Sessions sessions;
  private final NetworkCalls calls;
  private final ReactionImport home;
  private final EngagementSettings settings;
  private final PollTimes times;
  private final Clock clock;
  private final Map<String, Instant> pauses = new ConcurrentHashMap<>();
  private final LookFailures failures = new LookFailures();
  private @Nullable Instant purged;

  @Activate
  public EngagementPoller(
      @Reference Ledger ledger,
      @Reference NetworkClient client,
      @Reference ReactionImport home,
      EngagementSettings settings,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.ledger = ledger;
    this.networks = client.connectors();
    this.sessions = client.sessions();
    this.calls = client.calls();
    this.home = home;
    this.settings = settings;
    this.times = new PollTimes(settings);
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      if (settings.enabled() && sessions.obstacle().isEmpty()) {
        for (String id : ledger.looks(Instant.now(clock), Math.max(1, settings.postsAtATime()))) {
          look(id);
        }
      }
      purge();
    } catch (IllegalStateException | UncheckedIOException e) {
      // The repository refused, as it does while the CMS starts or stops; the next run tries again.
      LOG.warn("Looking at posts failed, will try again: {}", e.getMessage());
      LOG.debug("the failure", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Lets all posts of a page that are out be looked at within seconds.
   *
   * @return how many there are
   */
  public int refresh(String page) {
    Instant now = Instant.now(clock);
    List<PostRecord> out =
        ledger.ofPage(page).stream()
            .filter(post -> post.state() == State.SENT && post.isAboutPage())
            .toList();
    out.forEach(post -> ledger.update(post.id(), State.SENT, p -> p.with(Key.LOOK, now)));
    return out.size();
  }

  private void look(String id) throws InterruptedException {
    PostRecord post = ledger.find(id).orElse(null);
    if (post == null) {
      return;
    }
    Optional<RemotePost> remote = post.remote();
    if (post.state() != State.SENT || remote.isEmpty()) {
      home.nothing(Subject.of(post));
      home.takenBack(post);
      next(post, null, "");
      return;
    }
    home.out(post);
    Instant now = Instant.now(clock);
    Instant regular = times.after(post.time(Key.SENT).orElse(now), now).orElse(null);
    if (isNew(post, now)) {
      next(post, regular, "");
      return;
    }
    try {
      look(post, remote.get());
      failures.none(post.text(Key.CONNECTION), post.id());
      next(post, regular, "");
    } catch (PostGoneException e) {
      LOG.info("{} is gone: {}", post, e.getMessage());
      home.nothing(Subject.of(post));
      next(post, null, GONE);
    } catch (PausedException e) {
      Duration pause = e.after().compareTo(PATIENCE) > 0 ? e.after() : PATIENCE;
      pauses.put(post.text(Key.CONNECTION), now.plus(pause));
      next(post, now.plus(pause), "");
    } catch (IOException | RuntimeException | Error e) {
      LOG.info("Looking at {} failed, will try again: {}", post, e.toString());
      LOG.debug("the failure", e);
      next(post, regular == null ? null : afterFailure(post, now, regular), "");
    }
  }

  /**
   * When to look again at a post that could not be read: soon, in case the network was down, and
   * from the second time on no more often than at others, in case it is never readable again.
   */
  private Instant afterFailure(PostRecord post, Instant now, Instant regular) {
    Instant soon = now.plus(AFTER_FAILURE);
    LookFailures.Failure failure = failures.one(post.text(Key.CONNECTION), post.id());
    if (failure.ofConnection()) {
      pauses.put(post.text(Key.CONNECTION), soon);
    }
    return failure.again() && regular.isAfter(soon) ? regular : soon;
  }

  /** Whether it went out a moment ago, and nobody can have done anything with it. */
  private boolean isNew(PostRecord post, Instant now) {
    return post.time(Key.LOOK).equals(post.time(Key.SENT))
        && post.time(Key.SENT).filter(sent -> sent.plus(PATIENCE).isAfter(now)).isPresent();
  }

  private void look(PostRecord post, RemotePost remote) throws IOException, InterruptedException {
    String network = post.text(Key.NETWORK);
    Optional<Insights> insights = networks.find(Insights.class, network);
    Optional<Conversations> conversations = networks.find(Conversations.class, network);
    if (insights.isEmpty() && conversations.isEmpty()) {
      return;
    }
    Optional<Connection> opened = open(post);
    if (opened.isEmpty()) {
      return;
    }
    Connection connection = opened.get();
    if (insights.isPresent()) {
      Engagement counts =
          asked(connection, deadline -> insights.get().engagement(remote, connection));
      home.counts(post, Instant.now(clock), counts);
    }
    if (conversations.isPresent()) {
      List<Reply> replies =
          asked(connection, deadline -> conversations.get().replies(remote, connection));
      home.replies(Subject.of(post), replies);
    }
  }

  private <T> T asked(Connection connection, NetworkCalls.Call<T> call)
      throws IOException, InterruptedException {
    try {
      return calls.call(call, PATIENCE);
    } catch (PostGoneException | PausedException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      LOG.debug("the failure: {}", NetworkCalls.trace(connection, e));
      throw new IOException(connection.redact(e.toString()));
    }
  }

  /** Empty where the connection is another account by now, which cannot tell of this post. */
  private Optional<Connection> open(PostRecord post) throws IOException, InterruptedException {
    String id = post.text(Key.CONNECTION);
    Instant now = Instant.now(clock);
    Instant end = pauses.getOrDefault(id, now);
    if (end.isAfter(now)) {
      throw new PausedException(Duration.between(now, end), "others of the connection wait");
    }
    pauses.remove(id);
    Sessions.Opened opened = sessions.openAs(id, post.text(Key.NETWORK), post.text(Key.ACCOUNT));
    if (opened instanceof Sessions.Opened.Later later) {
      throw new PausedException(later.after(), later.reason());
    }
    if (opened instanceof Sessions.Opened.Ready ready) {
      return Optional.of(ready.connection());
    }
    if (opened instanceof Sessions.Opened.OtherAccount) {
      return Optional.empty();
    }
    pauses.put(id, now.plus(AFTER_FAILURE));
    throw new IOException(opened.reason());
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

  private void purge() {
    Instant now = Instant.now(clock);
    if (purged == null || purged.plus(BETWEEN_PURGES).isBefore(now)) {
      home.purge();
      purged = now;
    }
  }
}
