// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.Lookers;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps who looks at what in the repository, so that all nodes know: {@code
 * /var/smo/lookers/<aa>/<reaction>/<person>}. Whoever comes takes away those beside that have left,
 * so that nothing grows.
 */
@Component(service = Lookers.class)
public final class StoredLookers implements Lookers {
  static final String ROOT = Repository.ROOT + "/lookers";
  static final String USER = "user";
  private static final String SINCE = "since";
  private static final String HEARD = "heard";
  private static final String ANSWERING = "answering";

  /** Who was heard of so lately need not be noted again. */
  private static final Duration FRESH = Duration.ofSeconds(45);

  private final Repository repository;
  private final Clock clock;

  @Activate
  public StoredLookers(
      @Reference Repository repository, @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public void look(String reaction, String user, boolean answering) {
    String path = path(reaction, user);
    repository.commit(
        resolver -> {
          Resource there = resolver.getResource(path);
          Optional<Instant> heard = heard(there);
          boolean known =
              heard.filter(at -> at.plus(FRESH).isAfter(clock.instant())).isPresent()
                  && there != null
                  && there.getValueMap().get(ANSWERING, false) == answering;
          if (known) {
            return false;
          }
          Optional<Instant> since =
              heard.filter(this::isHere).flatMap(at -> Repository.time(there, SINCE));
          sweep(resolver, path);
          Map<String, Object> values = Repository.writable(Repository.node(resolver, path));
          values.put(USER, user);
          values.put(ANSWERING, answering);
          values.put(SINCE, Repository.calendar(since.orElse(clock.instant())));
          values.put(HEARD, Repository.calendar(clock.instant()));
          return true;
        });
  }

  @Override
  public void leave(String reaction, String user) {
    repository.commit(
        resolver -> {
          Repository.delete(resolver, path(reaction, user));
          return true;
        });
  }

  @Override
  public List<Looker> at(String reaction) {
    return repository.read(
        resolver -> {
          List<Looker> lookers = new ArrayList<>();
          Resource node = resolver.getResource(Repository.spread(ROOT, reaction));
          for (Resource one : Repository.children(node)) {
            if (heard(one).filter(this::isHere).isPresent()) {
              lookers.add(
                  new Looker(
                      one.getValueMap().get(USER, ""),
                      Repository.time(one, SINCE).orElse(Instant.EPOCH),
                      one.getValueMap().get(ANSWERING, false)));
            }
          }
          lookers.sort(Comparator.comparing(Looker::since).thenComparing(Looker::user));
          return lookers;
        });
  }

  private boolean isHere(Instant heard) {
    return heard.plus(LIFE).isAfter(clock.instant());
  }

  /** Takes away who has left a reaction of the same folder. */
  private void sweep(ResourceResolver resolver, String path) throws PersistenceException {
    Resource folder = resolver.getResource(path.substring(0, ROOT.length() + "/aa".length()));
    for (Resource reaction : Repository.children(folder)) {
      boolean here = false;
      for (Resource one : Repository.children(reaction)) {
        if (heard(one).filter(this::isHere).isPresent()) {
          here = true;
        } else {
          resolver.delete(one);
        }
      }
      if (!here) {
        resolver.delete(reaction);
      }
    }
  }

  private static Optional<Instant> heard(@Nullable Resource node) {
    return Repository.time(node, HEARD);
  }

  private static String path(String reaction, String user) {
    return Repository.spread(ROOT, reaction) + "/" + Keys.hash(user);
  }
}
