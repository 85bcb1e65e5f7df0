// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts that wait for a person: {@code /var/smo/attention/<aa>/<id>}. A pointer says how its post
 * stands and since when it is planned, so that thousands are counted and put in order without a
 * look at one of them.
 */
final class Attention {
  private static final String ROOT = Repository.ROOT + "/attention";
  private static final String STATE = "state";
  private static final int MOST_MOVED = 200;
  private static final Logger LOG = LoggerFactory.getLogger(Attention.class);

  private final Repository repository;

  Attention(Repository repository) {
    this.repository = repository;
  }

  /** Where the pointer to a record stands, if that waits for a person. */
  static String pointer(PostRecord record) {
    return Repository.spread(ROOT, record.id());
  }

  static boolean isPointer(String path) {
    return path.startsWith(ROOT + "/");
  }

  /** Notes on a pointer how its record stands. */
  static void note(ModifiableValueMap pointer, PostRecord record) {
    Pointers.put(pointer, STATE, record.state().name());
    Pointers.put(pointer, DueTree.PLANNED, record.values().get(Key.PLANNED.property()));
  }

  /** How many there are, by their state. */
  Map<State, Integer> counts() {
    takeOver();
    return repository.read(
        resolver -> {
          Map<State, Integer> counts = new EnumMap<>(State.class);
          pointers(resolver).forEach(pointer -> counts.merge(state(pointer), 1, Integer::sum));
          return counts;
        });
  }

  /** Those that are planned the longest, in this order. */
  List<PostRecord> first(int most) {
    takeOver();
    return repository.read(
        resolver -> {
          List<PostRecord> posts = new ArrayList<>();
          pointers(resolver)
              .sorted(Comparator.comparing(Attention::planned).thenComparing(Resource::getName))
              .limit(most)
              .forEach(pointer -> read(resolver, pointer.getName(), posts));
          return posts;
        });
  }

  private static void read(ResourceResolver resolver, String id, List<PostRecord> posts) {
    Resource node = resolver.getResource(Ledger.path(id));
    if (node == null) {
      return;
    }
    try {
      posts.add(PostNode.readable(node));
    } catch (RuntimeException e) {
      // One that makes no sense keeps no other from being seen.
      LOG.error("Post {} cannot be read", id, e);
    }
  }

  private static Stream<Resource> pointers(ResourceResolver resolver) {
    return Repository.children(resolver.getResource(ROOT)).stream()
        .flatMap(folder -> Repository.children(folder).stream());
  }

  private static State state(Resource pointer) {
    return State.valueOf(pointer.getValueMap().get(STATE, State.NEEDS_ATTENTION.name()));
  }

  private static Instant planned(Resource pointer) {
    return Repository.time(pointer, DueTree.PLANNED).orElse(Instant.EPOCH);
  }

  /** Puts pointers into folders that an older version kept in one. */
  private void takeOver() {
    while (repository.read(resolver -> flat(resolver).findAny().isPresent())) {
      repository.commit(
          resolver -> {
            for (Resource old : flat(resolver).limit(MOST_MOVED).toList()) {
              move(resolver, old);
            }
            return true;
          });
    }
  }

  private static Stream<Resource> flat(ResourceResolver resolver) {
    return Repository.children(resolver.getResource(ROOT)).stream()
        .filter(child -> child.getName().matches("[0-9a-f]{64}"));
  }

  private static void move(ResourceResolver resolver, Resource old) throws PersistenceException {
    List<PostRecord> posts = new ArrayList<>();
    read(resolver, old.getName(), posts);
    for (PostRecord post : posts) {
      if (Pointers.of(post).contains(pointer(post))) {
        Pointers.point(resolver, pointer(post), post);
      }
    }
    resolver.delete(old);
  }
}
