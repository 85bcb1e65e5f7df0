// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.watching;

import dev.smo.connections.Account;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.connector.Conversations;
import dev.smo.connector.Engagement;
import dev.smo.connector.PausedException;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.connector.Watcher;
import dev.smo.engagement.EngagementSettings;
import dev.smo.engagement.Looking;
import dev.smo.engagement.ReactionImport;
import dev.smo.engagement.Watch;
import dev.smo.engagement.Watches;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import dev.smo.repository.SystemClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what pages show when its time has come, on the leader: by the plan of posts, and weekly
 * behind it, as long as the page shows it. What no network told of for thirty days is forgotten,
 * and so are figures of older days: no longer do the terms of networks let them be kept.
 */
@Component(
    service = Runnable.class,
    configurationPid = "dev.smo.engagement.EngagementPoller",
    property = {
      "scheduler.name=smo-watching",
      "scheduler.period:Long=60",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
public final class WatchPoller implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchPoller.class);
  private static final int MOST = 50;

  /** As many calls as {@link Watcher} lets a connector make for all answers. */
  private static final int CALLS_FOR_REPLIES = 20;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration KEPT = Duration.ofDays(30);

  private final NetworkClient client;
  private final WatchedPages pages;
  private final Watches watches;
  private final CountedCalls calls;
  private final ReactionImport home;
  private final Looking looking;

  @Activate
  public WatchPoller(
      @Reference NetworkClient client,
      @Reference WatchedPages pages,
      @Reference Watches watches,
      @Reference CountedCalls calls,
      @Reference ReactionImport home,
      EngagementSettings settings,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.client = client;
    this.pages = pages;
    this.watches = watches;
    this.calls = calls;
    this.home = home;
    this.looking = new Looking(client, settings, clock);
  }

  @Override
  public void run() {
    looking.at("what pages show", this::look);
  }

  private void look() throws InterruptedException {
    if (!looking.isOn()) {
      return;
    }
    Map<String, List<Watch>> due =
        watches.due(looking.now(), MOST).stream()
            .filter(this::isShownAsFarAsCanBeRead)
            .collect(Collectors.groupingBy(Watch::network));
    Map<String, List<Account>> accounts = due.isEmpty() ? Map.of() : pages.accounts();
    for (Map.Entry<String, List<Watch>> one : due.entrySet()) {
      look(one.getKey(), one.getValue(), accounts.getOrDefault(one.getKey(), List.of()));
    }
  }

  /** What is shown on a page that cannot be read waits, and holds up nothing else. */
  private boolean isShownAsFarAsCanBeRead(Watch watch) {
    try {
      return isShown(watch);
    } catch (RuntimeException e) {
      LOG.error("Whether {} still shows {} cannot be read", watch.path(), watch.remote(), e);
      watches.change(watch, watch.lookingAt(looking.afterFailure()));
      return false;
    }
  }

  /** Whether it is to be looked at; a page that is away may come back, or be on its way. */
  private boolean isShown(Watch watch) {
    return switch (pages.standing(watch)) {
      case SHOWS -> true;
      case SHOWS_OTHERS -> {
        forget(watch);
        yield false;
      }
      case AWAY -> {
        if (isOld(watch.seen() == null ? watch.since() : watch.seen())) {
          forget(watch);
        } else {
          watches.change(watch, watch.lookingAt(in(DAY)));
        }
        yield false;
      }
    };
  }

  private void forget(Watch watch) {
    home.forget(watch.subject());
    watches.remove(watch);
  }

  private boolean isOld(Instant time) {
    return time.plus(KEPT).isBefore(looking.now());
  }

  /** Asks account after account, each for those that none before it had. */
  private void look(String network, List<Watch> due, List<Account> accounts)
      throws InterruptedException {
    Optional<Watcher> watcher = client.connectors().find(Watcher.class, network);
    if (watcher.isEmpty() || accounts.isEmpty()) {
      due.forEach(watch -> putOff(watch, in(DAY)));
      return;
    }
    List<Watch> open = new ArrayList<>(due);
    List<Instant> later = new ArrayList<>();
    for (Account account : accounts) {
      if (!open.isEmpty()) {
        look(watcher.get(), account.id(), open).ifPresent(later::add);
      }
    }
    for (Watch watch : open) {
      if (later.isEmpty()) {
        // All accounts were asked: it is gone, or somebody else's.
        home.forget(watch.subject());
        watches.change(watch, watch.untold().lookingAt(in(WEEK)));
      } else {
        putOff(watch, Collections.min(later));
      }
    }
  }

  private Instant in(Duration time) {
    return looking.in(time);
  }

  private void putOff(Watch watch, Instant later) {
    @Nullable Instant seen = watch.seen();
    if (seen != null && isOld(seen)) {
      home.forget(watch.subject());
      watches.change(watch, watch.untold().lookingAt(later));
    } else {
      watches.change(watch, watch.lookingAt(later));
    }
  }

  /**
   * Asks an account for some, and takes those out that it has.
   *
   * @return when to ask again, because it could not be asked; empty where it was
   */
  private Optional<Instant> look(Watcher watcher, String account, List<Watch> open)
      throws InterruptedException {
    Instant now = looking.now();
    Optional<String> obstacle = client.lanes().obstacle(account);
    if (obstacle.isPresent()) {
      return Optional.of(
          client.lanes().find(account).pausedUntil().filter(now::isBefore).orElse(in(DAY)));
    }
    try {
      Sessions.Opened opened = client.sessions().open(account);
      if (!(opened instanceof Sessions.Opened.Ready ready)) {
        return Optional.of(
            opened instanceof Sessions.Opened.Later wait ? looking.after(wait.after()) : in(DAY));
      }
      Connection connection = ready.connection();
      List<RemotePost> remotes = open.stream().map(Watch::remote).distinct().toList();
      Map<String, Engagement> told =
          calls.ask(watcher, connection, 1, deadline -> watcher.engagement(remotes, connection));
      client.lanes().works(account);
      List<Watch> own = open.stream().filter(one -> told.containsKey(one.remote().id())).toList();
      open.removeAll(own);
      bring(watcher, connection, own, told);
      return Optional.empty();
    } catch (PausedException e) {
      return Optional.of(pause(account, e));
    } catch (IOException e) {
      LOG.info("Asking {} failed, will try again: {}", account, e.getMessage());
      return Optional.of(looking.afterFailure());
    }
  }

  /** Leaves an account alone, on all nodes. */
  private Instant pause(String account, PausedException asked) {
    Instant until = looking.after(asked);
    client.lanes().pause(account, until, String.valueOf(asked.getMessage()));
    return until;
  }

  /** Brings home what an account told; answers are asked for once, however many pages show it. */
  private void bring(
      Watcher watcher, Connection connection, List<Watch> own, Map<String, Engagement> told)
      throws InterruptedException {
    Instant now = looking.now();
    Map<String, List<Reply>> known = new HashMap<>();
    Optional<Instant> pause = Optional.empty();
    for (Watch watch : own) {
      pages.settle(watch);
      String id = watch.remote().id();
      home.counts(watch.subject(), now, told.getOrDefault(id, Engagement.none()));
      home.forget(watch.subject(), LocalDate.ofInstant(now.minus(KEPT), ZoneOffset.UTC));
      Instant next = looking.times().after(watch.since(), now).orElse(now.plus(WEEK));
      try {
        if (pause.isEmpty() && !known.containsKey(id)) {
          known.put(id, replies(watcher, connection, watch, kept(id, own)));
        }
      } catch (PausedException e) {
        pause = Optional.of(pause(connection.id(), e));
      } catch (PostGoneException e) {
        known.put(id, List.of());
      } catch (IOException e) {
        LOG.info("The answers to {} cannot be read: {}", watch.remote(), e.getMessage());
      }
      if (known.containsKey(id)) {
        home.replies(watch.subject(), known.getOrDefault(id, List.of()));
      } else {
        next = pause.orElse(looking.afterFailure());
      }
      watches.change(watch, watch.told(connection.id(), now).lookingAt(next));
    }
  }

  /** Ids of the answers that pages keep of what all of them show. */
  private Set<String> kept(String id, List<Watch> watched) {
    return watched.stream()
        .filter(watch -> watch.remote().id().equals(id))
        .flatMap(watch -> home.keptReplies(watch.subject()).stream())
        .collect(Collectors.toSet());
  }

  private List<Reply> replies(Watcher watcher, Connection connection, Watch watch, Set<String> kept)
      throws IOException, InterruptedException {
    Optional<Conversations> conversations =
        client.connectors().find(Conversations.class, watch.network());
    return conversations.isEmpty()
        ? List.of()
        : calls.ask(
            watcher,
            connection,
            CALLS_FOR_REPLIES,
            deadline -> conversations.get().replies(watch.remote(), connection, kept));
  }
}
