// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Portion;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * Pointers to all reactions with words, by the day (UTC) on which they came in: {@code
 * /var/smo/inbox/<yyyy>/<MM>/<dd>/<id>}. A like has none: nobody is asked about it.
 */
final class ReactionIndex {
  static final String ROOT = Repository.ROOT + "/inbox";

  /** So many pointers are looked at for one portion. */
  static final int MOST_LOOKED_AT = 2000;

  private static final String PAGE = "page";
  private static final String SENDER = "sender";
  private static final String SEEN = "seen";

  private ReactionIndex() {}

  /** Makes the pointer to a reaction be as the reaction is. */
  static void point(ResourceResolver resolver, KeptReaction kept) throws PersistenceException {
    if (!kept.reaction().kind().hasWords()) {
      unpoint(resolver, kept);
      return;
    }
    String sender = Sender.id(kept.reaction());
    Resource there = resolver.getResource(path(kept));
    if (there == null || !there.getValueMap().get(SENDER, "").equals(sender)) {
      Map<String, Object> values = Repository.writable(Repository.node(resolver, path(kept)));
      values.put(PAGE, kept.page());
      values.put(SENDER, sender);
      values.put(SEEN, Repository.calendar(kept.seen()));
    }
  }

  /** Takes the pointer to a reaction away, and the folders that are empty then. */
  static void unpoint(ResourceResolver resolver, KeptReaction kept) throws PersistenceException {
    new Days(resolver, ROOT).delete(resolver.getResource(path(kept)));
  }

  private static String path(KeptReaction kept) {
    return Days.path(ROOT, kept.seen()) + "/" + kept.id();
  }

  /** See {@link dev.smo.reactions.store.ReactionStore#recent}. */
  static Portion behind(
      ResourceResolver resolver, String before, Predicate<KeptReaction> wanted, int most) {
    List<KeptReaction> found = new ArrayList<>();
    String last = "";
    int looked = 0;
    for (Resource day : new Days(resolver, ROOT).lastFirst(before)) {
      for (Pointer pointer : pointers(day, before)) {
        if (found.size() >= most || looked >= MOST_LOOKED_AT) {
          return new Portion(found, last);
        }
        looked++;
        last = pointer.place();
        pointer.find(resolver).filter(wanted).ifPresent(found::add);
      }
    }
    return new Portion(found, "");
  }

  /** The ids of all reactions of a sender, by the page on which they are. */
  static Map<String, Set<String>> sentBy(ResourceResolver resolver, String sender) {
    Map<String, Set<String>> sent = new HashMap<>();
    for (Resource day : new Days(resolver, ROOT).lastFirst("")) {
      for (Resource pointer : day.getChildren()) {
        if (pointer.getValueMap().get(SENDER, "").equals(sender)) {
          sent.computeIfAbsent(pointer.getValueMap().get(PAGE, ""), page -> new HashSet<>())
              .add(pointer.getName());
        }
      }
    }
    return sent;
  }

  /**
   * A pointer.
   *
   * @param place see {@link Portion#place}
   */
  private record Pointer(String place, String page, String id) {
    static Pointer of(Resource node) {
      Instant seen = Repository.time(node, SEEN).orElse(Instant.EPOCH);
      return new Pointer(
          Portion.placeOf(seen, node.getName()), node.getValueMap().get(PAGE, ""), node.getName());
    }

    Optional<KeptReaction> find(ResourceResolver resolver) {
      return new PageReactions(resolver, page).find(id);
    }
  }

  private static List<Pointer> pointers(Resource day, String before) {
    List<Pointer> pointers = new ArrayList<>();
    day.getChildren().forEach(node -> pointers.add(Pointer.of(node)));
    return pointers.stream()
        .filter(pointer -> before.isEmpty() || pointer.place().compareTo(before) < 0)
        .sorted(Comparator.comparing(Pointer::place).reversed())
        .toList();
  }
}
