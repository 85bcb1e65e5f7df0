// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.environment;

import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the clocks of the nodes of a cluster: each says now and then in the repository how late
 * it is, and looks all the time whether another one has.
 */
@Component(
    service = {Runnable.class, NodeClocks.class},
    property = {
      "scheduler.name=smo-clocks",
      "scheduler.period:Long=20",
      "scheduler.concurrent:Boolean=false"
    })
public final class NodeClocks implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeClocks.class);
  private static final String NODE = Repository.ROOT + "/clocks";
  private static final String AT = "at";
  private static final Duration BETWEEN_BEATS = Duration.ofMinutes(5);
  private static final Duration GONE = Duration.ofDays(1);

  /** So long it takes until one node sees what another has written. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  private final String own = UUID.randomUUID().toString();
  private final Repository repository;
  private final Environment environment;
  private final Clock clock;
  private final Map<String, Instant> seen = new HashMap<>();
  private final Map<String, Duration> ahead = new ConcurrentHashMap<>();
  private @Nullable Instant looked;
  private @Nullable Instant beaten;

  @Activate
  public NodeClocks(
      @Reference Repository repository,
      @Reference Environment environment,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.environment = environment;
    this.clock = clock;
  }

  /** By how much the clock here is ahead of those of other nodes, at least. */
  public Map<String, Duration> ahead() {
    return Map.copyOf(ahead);
  }

  @Override
  public void run() {
    try {
      if (environment.obstacle().isPresent()) {
        return;
      }
      look(Instant.now(clock));
      beat(Instant.now(clock));
    } catch (IllegalStateException | UncheckedIOException e) {
      // The repository refused, as it does while the CMS starts or stops; the next run tries again.
      LOG.debug("The clocks of the nodes cannot be compared, will try again", e);
    }
  }

  private void look(Instant now) {
    Map<String, Instant> beats = repository.read(this::others);
    seen.keySet().retainAll(beats.keySet());
    ahead.keySet().retainAll(beats.keySet());
    @Nullable Instant before = looked;
    beats.forEach(
        (node, at) -> {
          @Nullable Instant known = seen.put(node, at);
          // Of one that was there at the first look nobody knows for how long.
          if (before != null && !at.equals(known)) {
            ahead.put(node, apart(at, before.minus(ON_ITS_WAY), now));
          }
        });
    looked = now;
  }

  private Map<String, Instant> others(ResourceResolver resolver) {
    Map<String, Instant> beats = new HashMap<>();
    for (Resource node : Repository.children(resolver.getResource(NODE))) {
      Optional<Instant> at = Repository.time(node, AT);
      if (at.isPresent() && !node.getName().equals(own)) {
        beats.put(node.getName(), at.get());
      }
    }
    return beats;
  }

  /** How far a time is from that in which it was written by the clock here; positive: behind it. */
  private static Duration apart(Instant at, Instant from, Instant to) {
    if (at.isBefore(from)) {
      return Duration.between(at, from);
    }
    return at.isAfter(to) ? Duration.between(at, to) : Duration.ZERO;
  }

  private void beat(Instant now) {
    @Nullable Instant last = beaten;
    if (last != null && last.plus(BETWEEN_BEATS).isAfter(now)) {
      return;
    }
    repository.commit(resolver -> beat(resolver, now));
    beaten = now;
  }

  private boolean beat(ResourceResolver resolver, Instant now) throws PersistenceException {
    for (Resource node : Repository.children(resolver.getResource(NODE))) {
      if (Repository.time(node, AT).filter(at -> at.plus(GONE).isAfter(now)).isEmpty()) {
        resolver.delete(node);
      }
    }
    Repository.writable(Repository.node(resolver, NODE + "/" + own))
        .put(AT, Repository.calendar(now));
    return true;
  }
}
