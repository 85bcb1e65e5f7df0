// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * What to look at next: {@code <root>/<yyyy>/<MM>/<dd>/<HHmm>/<id>}. Reading costs what is due, not
 * what is planned or past: folders after the time are not opened, empty old ones go.
 */
public final class DueTree {
  /** Steps that the engine takes whatever is the matter with a connection. */
  static final String ROOT = Repository.ROOT + "/due";

  /** Where looks at posts that are out stood for all lanes, before each had a tree of its own. */
  static final String LOOKS_OF_ALL = Repository.ROOT + "/looks";

  /** When the next editions of posts are planned. */
  static final String AGAIN = Repository.ROOT + "/again";

  /** Exact time, on the pointer. */
  public static final String AT = "at";

  /** When the record was planned, on the pointer. */
  static final String PLANNED = "planned";

  private static final int DEPTH = 4;
  private static final DateTimeFormatter BUCKET =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ResourceResolver resolver;
  private final String root;

  public DueTree(ResourceResolver resolver, String root) {
    this.resolver = resolver;
    this.root = root;
  }

  /** The folder of pointers that are due at a time. */
  public static String bucket(String root, Instant due) {
    return root + "/" + BUCKET.format(due);
  }

  /** A pointer to a record, in the order in which they are followed. */
  public record Pointer(String path, Instant at, Instant planned) implements Comparable<Pointer> {
    private static final Comparator<Pointer> ORDER =
        Comparator.comparing(Pointer::at)
            .thenComparing(Pointer::planned)
            .thenComparing(Pointer::id);

    static Pointer of(Resource node) {
      return new Pointer(node.getPath(), time(node, AT), time(node, PLANNED));
    }

    public String id() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(Pointer other) {
      return ORDER.compare(this, other);
    }
  }

  /** The pointers that are due at a time: so many of them, the longest due first. */
  public List<Pointer> until(Instant time, int most) {
    List<Pointer> due = new ArrayList<>();
    walk(
        time,
        bucket -> {
          due.addAll(first(pointers(bucket, time), most - due.size()));
          return due.size() < most;
        });
    return due;
  }

  /** A time after all others at which something is due. */
  static final Instant LAST = Instant.parse("9999-12-31T23:59:00Z");

  /** How many pointers are due at a time; no more than so many are counted. */
  int count(Instant time, int most) {
    int[] counted = {0};
    walk(
        time,
        bucket -> {
          counted[0] += (int) pointers(bucket, time).limit(most - counted[0]).count();
          return counted[0] < most;
        });
    return counted[0];
  }

  /** Whether anything is due at a time. */
  boolean hasAny(Instant time) {
    return count(time, 1) > 0;
  }

  /** Takes away folders of minutes before a time that are empty. */
  public void sweep(Instant before) throws PersistenceException {
    List<Resource> buckets = new ArrayList<>();
    walk(before.minus(Duration.ofMinutes(1)), buckets::add);
    for (Resource bucket : buckets) {
      Resource folder = bucket;
      while (folder != null && folder.getPath().startsWith(root + "/") && !folder.hasChildren()) {
        Resource parent = folder.getParent();
        resolver.delete(folder);
        folder = parent;
      }
    }
  }

  /** The first of many, in order, without sorting all of them. */
  private static List<Pointer> first(Stream<Pointer> pointers, int most) {
    PriorityQueue<Pointer> smallest = new PriorityQueue<>(Comparator.<Pointer>reverseOrder());
    pointers.forEach(
        pointer -> {
          smallest.add(pointer);
          if (smallest.size() > most) {
            smallest.remove();
          }
        });
    return smallest.stream().sorted().toList();
  }

  private void walk(Instant until, Predicate<Resource> goesOn) {
    Resource top = resolver.getResource(root);
    if (top != null) {
      walk(top, bucket(root, until), DEPTH, goesOn);
    }
  }

  /**
   * Visits the folders of minutes up to the last, the earliest first, and opens no other before it
   * must: the streams of nested folders would be read to their end before they give their first.
   *
   * @return false once no more are wanted
   */
  private static boolean walk(Resource folder, String last, int depth, Predicate<Resource> goesOn) {
    if (depth == 0) {
      return goesOn.test(folder);
    }
    for (Resource child : sorted(folder)) {
      if (child.getPath().compareTo(last) > 0 || !walk(child, last, depth - 1, goesOn)) {
        return false;
      }
    }
    return true;
  }

  private static List<Resource> sorted(Resource folder) {
    return children(folder).sorted(Comparator.comparing(Resource::getName)).toList();
  }

  private static Stream<Pointer> pointers(Resource bucket, Instant time) {
    return children(bucket).map(Pointer::of).filter(pointer -> !pointer.at().isAfter(time));
  }

  private static Stream<Resource> children(Resource folder) {
    return StreamSupport.stream(folder.getChildren().spliterator(), false);
  }

  private static Instant time(Resource pointer, String name) {
    return Repository.time(pointer, name).orElse(Instant.EPOCH);
  }
}
