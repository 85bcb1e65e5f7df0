// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.PostRecord.Key;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * The decisions about all posts in the order of their time: {@code
 * /var/smo/decisions/<yyyy>/<MM>/<dd>/<HHmm>/<at>-<line>-<id>}. A pointer is written in the commit
 * of its decision and only says which line of which history it is: who decided stands on the record
 * alone, where it can be erased.
 */
public final class DecisionLog {
  static final String ROOT = Repository.ROOT + "/decisions";

  /** Year, month, day and minute stand above a pointer. */
  private static final int DEPTH = 4;

  /** So many pointers are followed for one answer, however few of them are meant. */
  private static final int LOOKS = 500;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Repository repository;

  DecisionLog(Repository repository) {
    this.repository = repository;
  }

  /**
   * Which decisions are meant.
   *
   * @param from the first instant that counts
   * @param to the first one that does not
   * @param who their author; empty: anybody, also nobody
   * @param what their kind; empty: any
   * @param after what {@link Portion#next} said; empty: from the newest on
   */
  public record Query(Instant from, Instant to, String who, String what, String after) {
    private boolean means(Decision decision) {
      return (who.isEmpty() || who.equals(decision.who()))
          && (what.isEmpty() || what.equals(decision.what()));
    }

    /** The path before which to begin. */
    private String bound() {
      return after.isEmpty() ? path(to, "") : ROOT + "/" + after;
    }
  }

  /** A decision, and the post that it was about as it is now. */
  public record Entry(Decision decision, PostRecord post) {}

  /**
   * Some decisions, the newest first.
   *
   * @param next where to go on; empty: there are no more
   */
  public record Portion(List<Entry> entries, String next) {}

  /** Whether a text can be what a {@link Portion#next} said. */
  public static boolean isPlace(String text) {
    return text.matches("\\d{4}/\\d\\d/\\d\\d/\\d{4}/\\d{13}-\\d{4}-[0-9a-f]{64}");
  }

  /**
   * Reads some decisions. It follows a bounded number of pointers, so an answer may have fewer
   * entries than there are, or none, and still say where to go on.
   */
  public Portion newest(Query query, int most) {
    return repository.read(
        resolver -> {
          Resource root = resolver.getResource(ROOT);
          Reading reading = new Reading(resolver, query, most);
          if (root != null) {
            walk(root, query.bound(), DEPTH, reading::goesOn);
          }
          return new Portion(reading.entries, reading.next);
        });
  }

  /** What one answer has read until now. */
  private final class Reading {
    private final ResourceResolver resolver;
    private final Query query;
    private final int most;
    private final List<Entry> entries = new ArrayList<>();
    private String last = "";
    private String next = "";
    private int looked;

    Reading(ResourceResolver resolver, Query query, int most) {
      this.resolver = resolver;
      this.query = query;
      this.most = most;
    }

    /** Follows a pointer, or says that it does not belong into this answer. */
    boolean goesOn(Resource pointer) {
      if (at(pointer.getName()).isBefore(query.from())) {
        return false;
      }
      if (looked == LOOKS || entries.size() == most) {
        next = last;
        return false;
      }
      looked++;
      last = pointer.getPath().substring(ROOT.length() + 1);
      entry(resolver, pointer.getName())
          .filter(entry -> query.means(entry.decision()))
          .ifPresent(entries::add);
      return true;
    }
  }

  /**
   * Visits the pointers before a bound, the newest first, and opens no folder before it must: the
   * streams of nested folders would be read to their end before they give their first.
   *
   * @return false once a pointer was the last to visit
   */
  private static boolean walk(
      Resource folder, String bound, int depth, Predicate<Resource> goesOn) {
    List<Resource> children =
        Repository.children(folder).stream()
            .filter(child -> isBefore(child.getPath(), bound, depth))
            .sorted(Comparator.comparing(Resource::getName).reversed())
            .toList();
    for (Resource child : children) {
      if (depth == 0 ? !goesOn.test(child) : !walk(child, bound, depth - 1, goesOn)) {
        return false;
      }
    }
    return true;
  }

  /** In the folder in which the bound lies some of what is there is before it. */
  private static boolean isBefore(String path, String bound, int depth) {
    return depth == 0
        ? path.compareTo(bound) < 0
        : path.compareTo(bound.substring(0, Math.min(path.length(), bound.length()))) <= 0;
  }

  /** What a pointer leads to; empty where that was erased. */
  private Optional<Entry> entry(ResourceResolver resolver, String pointer) {
    String[] parts = pointer.split("-", 3);
    Resource node = resolver.getResource(Ledger.path(parts[2]));
    if (node == null) {
      return Optional.empty();
    }
    try {
      PostRecord kept = PostNode.readable(node);
      PostRecord post = new Archive(repository).whole(kept);
      List<String> history = post.texts(Key.HISTORY);
      // Packing began the lines on the record anew; those that are packed stand before them.
      int packed = history.size() - kept.texts(Key.HISTORY).size();
      int line = Integer.parseInt(parts[1]);
      return Stream.of(line, line + packed)
          .filter(number -> number < history.size())
          .map(number -> Decision.parse(history.get(number)))
          .filter(decision -> decision.at().toEpochMilli() == at(pointer).toEpochMilli())
          .findFirst()
          .map(decision -> new Entry(decision, post));
    } catch (RuntimeException e) {
      // One that makes no sense keeps no other from being seen; the walk over all posts tells.
      return Optional.empty();
    }
  }

  /** Takes away the pointers of the days before a time. */
  public void sweep(Instant before) {
    String first = ROOT + "/" + DAY.format(before);
    repository.commit(
        resolver -> {
          Resource root = resolver.getResource(ROOT);
          if (root != null) {
            sweep(resolver, root, first);
          }
          return true;
        });
  }

  private static void sweep(ResourceResolver resolver, Resource folder, String first)
      throws PersistenceException {
    for (Resource child : Repository.children(folder)) {
      String path = child.getPath();
      String same = first.substring(0, Math.min(path.length(), first.length()));
      if (path.compareTo(same) < 0) {
        resolver.delete(child);
      } else if (path.equals(same) && path.length() < first.length()) {
        sweep(resolver, child, first);
      }
    }
  }

  /** Points to the decisions that a record has and had not before. */
  static void note(ResourceResolver resolver, @Nullable PostRecord before, PostRecord after)
      throws PersistenceException {
    int known = before == null ? 0 : before.texts(Key.HISTORY).size();
    List<String> history = after.texts(Key.HISTORY);
    for (int line = known; line < history.size(); line++) {
      String place = String.format(Locale.ROOT, "-%04d-%s", line, after.id());
      Repository.node(resolver, path(Decision.parse(history.get(line)).at(), place));
    }
  }

  private static String path(Instant at, String place) {
    return ROOT
        + "/"
        + MINUTE.format(at)
        + "/"
        + String.format(Locale.ROOT, "%013d", at.toEpochMilli())
        + place;
  }

  private static Instant at(String pointer) {
    return Instant.ofEpochMilli(Long.parseLong(pointer.substring(0, 13)));
  }
}
