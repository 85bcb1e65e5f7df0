// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.repository.Repository;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * How many posts a connection sent on a day, or may have sent, by what each cost. It stands on the
 * folder of that day's pointers and changes in the commits that change these, so that the
 * thousandth post of a month costs no more to be counted than the first. Where it is missing it is
 * counted anew.
 */
final class SentTally {
  private static final String TALLY = "tally";

  private SentTally() {}

  /** The posts of a day by price, as its folder says; empty where it does not say. */
  static Optional<Map<String, Integer>> of(Resource day) {
    String @Nullable [] lines = day.getValueMap().get(TALLY, String[].class);
    return Optional.ofNullable(lines)
        .map(
            all -> {
              Map<String, Integer> posts = new HashMap<>();
              for (String line : all) {
                int space = line.indexOf(' ');
                posts.put(line.substring(space + 1), Integer.parseInt(line.substring(0, space)));
              }
              return posts;
            });
  }

  /** Counts the pointers of a day, and notes it. */
  static Map<String, Integer> count(ResourceResolver resolver, String path)
      throws PersistenceException {
    Map<String, Integer> posts = new HashMap<>();
    Resource day = resolver.getResource(path);
    if (day != null) {
      day.getChildren().forEach(pointer -> posts.merge(Pointers.price(pointer), 1, Integer::sum));
      note(day, posts);
    }
    return posts;
  }

  /** Takes note that a record was changed, or added, and its pointers with it. */
  static void moved(ResourceResolver resolver, @Nullable PostRecord before, PostRecord after)
      throws PersistenceException {
    Optional<String> from = before == null ? Optional.empty() : Pointers.sent(before);
    Optional<String> to = Pointers.sent(after);
    boolean same = from.equals(to) && (before == null || before.cost().equals(after.cost()));
    if (same) {
      return;
    }
    if (before != null && from.isPresent()) {
      add(resolver, from.get(), before.cost(), -1);
    }
    if (to.isPresent()) {
      add(resolver, to.get(), after.cost(), 1);
    }
  }

  private static void add(ResourceResolver resolver, String path, String price, int posts)
      throws PersistenceException {
    Resource day = resolver.getResource(path);
    if (day == null) {
      return;
    }
    // The first of its day is counted from nothing; what an older version left, when it is asked
    // for.
    Optional<Map<String, Integer>> known =
        of(day).or(() -> posts > 0 && hasOne(day) ? none() : Optional.empty());
    if (known.isPresent()) {
      known.get().merge(price, posts, Integer::sum);
      known.get().values().removeIf(number -> number <= 0);
      note(day, known.get());
    }
  }

  private static boolean hasOne(Resource day) {
    Iterator<Resource> pointers = day.listChildren();
    pointers.next();
    return !pointers.hasNext();
  }

  private static Optional<Map<String, Integer>> none() {
    return Optional.of(new HashMap<>());
  }

  private static void note(Resource day, Map<String, Integer> posts) throws PersistenceException {
    ModifiableValueMap values = Repository.writable(day);
    List<String> lines =
        posts.entrySet().stream().map(one -> one.getValue() + " " + one.getKey()).sorted().toList();
    values.put(TALLY, lines.toArray(String[]::new));
  }
}
