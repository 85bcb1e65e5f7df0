// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.lanes;

import dev.smo.connector.Quota;
import dev.smo.environment.Environment;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds up lanes: a pause that the network asked for, failures in a row, a person, or an
 * installation that must not post at all. Each change is committed, so all nodes of a cluster keep
 * it, and so does a restart. Who works on the others say their {@link #claims}.
 */
@Component(service = Lanes.class)
public final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration FAILING_PAUSE = Duration.ofMinutes(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  /** Long after that the repository has on its disk what was committed. */
  private static final Duration FLUSHED = Duration.ofMinutes(5);

  /** How old a quota may be that is kept though calls are left. */
  private static final Duration QUOTA_AGE = Duration.ofSeconds(30);

  /** When somebody last stopped the lane, or let its posts go. */
  private static final String DECIDED = "decided";

  private final Repository repository;
  private final Environment environment;
  private final NotedStops noted;
  private final Clock clock;
  private volatile boolean recalled;

  /** On a repository that forgets nothing. */
  public Lanes(Repository repository, Environment environment, Clock clock) {
    this(repository, environment, NotedStops.none(), clock);
  }

  @Activate
  public Lanes(
      @Reference Repository repository,
      @Reference Environment environment,
      BundleContext context,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(repository, environment, NotedStops.of(context), clock);
  }

  private Lanes(Repository repository, Environment environment, NotedStops noted, Clock clock) {
    this.repository = repository;
    this.environment = environment;
    this.noted = noted;
    this.clock = clock;
  }

  /** A change of a lane's node. */
  @FunctionalInterface
  private interface Change {
    void on(LaneNode node, Instant now) throws PersistenceException;
  }

  public Lane find(String connection) {
    return repository.read(resolver -> new LaneNode(resolver, connection).read());
  }

  /** Who works on lanes. */
  public LaneClaims claims() {
    return new LaneClaims(repository, this, clock);
  }

  /** The time by which lanes are judged. */
  public Instant now() {
    return Instant.now(clock);
  }

  /** Why nothing goes out over a connection now; empty where posts go. */
  public Optional<String> obstacle(String connection) {
    return environment.obstacle().or(() -> find(connection).obstacle(Instant.now(clock)));
  }

  /** Whether this installation posts at all. */
  public Environment environment() {
    return environment;
  }

  /**
   * Forgets how a lane stands: one of the same name that is made later is not stopped by what
   * befell this one.
   */
  public static void forget(ResourceResolver resolver, String connection, Instant now)
      throws PersistenceException {
    LaneNode node = new LaneNode(resolver, connection);
    if (node.delete()) {
      node.put(DECIDED, now);
    }
  }

  /** A call went well, or its network said no to one post: what there was of failures is over. */
  public void works(String connection) {
    Lane lane = find(connection);
    if (lane.failures() > 0 || lane.failingSince().isPresent()) {
      change(
          connection,
          (node, now) ->
              node.put("failures", null).put("failingSince", null).put("limitedUntil", null));
    }
  }

  /** A call failed: a pause, ever longer from several in a row on. */
  public Lane failed(String connection, String reason) {
    Lane lane =
        change(
            connection,
            (node, now) -> {
              Lane before = node.read();
              int failures = before.failures() + 1;
              node.put("failures", failures).put("failingSince", before.failingSince().orElse(now));
              boolean failing = failures >= Lane.SEVERAL;
              pause(
                  node,
                  now,
                  now.plus(afterFailures(failures)),
                  failing ? failures + " calls in a row failed: " + reason : reason);
            });
    if (lane.failures() == Lane.SEVERAL) {
      LOG.warn("Posts over {} wait, one tries again after each pause: {}", connection, reason);
    }
    return lane;
  }

  private static Duration afterFailures(int failures) {
    boolean failing = failures >= Lane.SEVERAL;
    Duration first = failing ? FAILING_PAUSE : FIRST_PAUSE;
    int doubled = Math.min(failing ? failures - Lane.SEVERAL : failures - 1, 10);
    Duration pause = first.multipliedBy(1L << doubled);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /**
   * The network wants to be left alone until a time, which is believed as far as it is sensible.
   */
  public Lane pause(String connection, Instant until, String reason) {
    return change(
        connection,
        (node, now) -> {
          pause(node, now, until, reason);
          node.put("failingSince", node.read().failingSince().orElse(now));
          // The time was reckoned a moment ago.
          if (!until.isBefore(now.plus(Lane.LIMIT).minus(A_MOMENT))) {
            node.put("limitedUntil", node.read().pausedUntil().orElse(now));
          }
        });
  }

  private static void pause(LaneNode node, Instant now, Instant asked, String reason)
      throws PersistenceException {
    Instant most = now.plus(Lane.LONGEST_ASKED);
    Instant until = asked.isBefore(most) ? asked : most;
    if (node.read().pausedUntil().filter(until::isBefore).isEmpty()) {
      node.put("pausedUntil", until).put("pausedSince", now).put("paused", reason);
    }
  }

  /** Nothing goes any more until a person resumes it; a kill does not change that. */
  public void stop(String connection, String reason) {
    Lane lane = stop(connection, reason, Instant.now(clock));
    LOG.warn("Posts over {} wait until a person lets them go: {}", connection, lane.stopped());
  }

  private Lane stop(String connection, String reason, Instant at) {
    String why = reason.isBlank() ? "It was stopped." : reason;
    Lane lane =
        change(
            connection,
            (node, now) ->
                node.put("stopped", why)
                    .put("stoppedSince", node.read().stoppedSince().orElse(at))
                    .put(DECIDED, at));
    noted.note(new NotedStops.Stop(Lane.of(connection), at, why));
    return lane;
  }

  /**
   * Stops again what was stopped here and a kill made the repository forget; once in a run, before
   * anything goes out.
   *
   * @throws java.io.UncheckedIOException the disk cannot be read, so nobody knows what is stopped
   */
  public void recall() {
    if (!recalled && environment.obstacle().isEmpty()) {
      noted.all().forEach(this::recall);
      recalled = true;
    }
  }

  private void recall(NotedStops.Stop stop) {
    Optional<Instant> known =
        repository.read(resolver -> new LaneNode(resolver, stop.lane()).time(DECIDED));
    if (known.filter(at -> !at.isBefore(stop.at())).isEmpty()) {
      LOG.warn("{} is stopped again, which a kill had made forgotten", stop.lane());
      stop(stop.lane(), stop.reason(), stop.at());
    }
  }

  /** Lets go what the repository has long since written to its disk. */
  public void sweepStops() {
    if (recalled) {
      noted.sweep(Instant.now(clock).minus(FLUSHED));
    }
  }

  /** Lets all posts of a lane go that are due, whatever held it up. */
  public Lane resume(String connection) {
    Lane lane = change(connection, Lanes::open);
    noted.forget(Lane.of(connection));
    return lane;
  }

  private static void open(LaneNode node, Instant now) throws PersistenceException {
    for (String property :
        new String[] {
          "stopped",
          "stoppedSince",
          "paused",
          "pausedUntil",
          "pausedSince",
          "failures",
          "failingSince",
          "limitedUntil"
        }) {
      node.put(property, null);
    }
    node.put(DECIDED, now);
  }

  /** Keeps what a network said that a connection may still do; with nothing left it waits. */
  public void note(String connection, Quota quota) {
    boolean used = quota.remaining() <= 0;
    Lane before = find(connection);
    boolean same = before.quota().filter(quota::equals).isPresent();
    if (same || (!used && isFresh(connection))) {
      return;
    }
    change(
        connection,
        (node, now) -> {
          node.put("quotaRemaining", quota.remaining())
              .put("quotaResets", quota.resets())
              .put("quotaNoted", now);
          if (used) {
            pause(node, now, quota.resets(), "The network lets nothing more go for now.");
          }
        });
  }

  private boolean isFresh(String connection) {
    Instant old = Instant.now(clock).minus(QUOTA_AGE);
    return repository
        .read(
            resolver -> new LaneNode(resolver, connection).time("quotaNoted").filter(old::isBefore))
        .isPresent();
  }

  private Lane change(String connection, Change change) {
    return repository.commit(
        resolver -> {
          LaneNode node = new LaneNode(resolver, connection);
          change.on(node, Instant.now(clock));
          return node.read();
        });
  }
}
