// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.repository.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of an instance's {@link Journal} the repository has: {@code
 * /var/smo/journals/<instance>}, the length of each file in bytes. It stands in the repository and
 * not beside the files, because there it goes back with all else that a kill, or a backup, takes:
 * what has the mark has all that was committed before it.
 */
public final class JournalMark {
  static final String ROOT = Repository.ROOT + "/journals";

  private static final Logger LOG = LoggerFactory.getLogger(JournalMark.class);

  /** Of which files it tells: {@link JournalLines#id}. */
  private static final String FILES = "files";

  private static final String AT = "at";

  private final Repository repository;
  private final String path;

  /** How long the files were at a time; what stands there is in the repository an hour later. */
  private Map<String, Long> reached = Map.of();

  private Instant settled = Instant.EPOCH;
  private Map<String, Long> marked = Map.of();

  /**
   * One of an instance.
   *
   * @param instance its Sling ID
   */
  public JournalMark(Repository repository, String instance) {
    this.repository = repository;
    this.path = ROOT + "/" + instance;
  }

  /**
   * How much of the files of a journal that is about to be read the repository has.
   *
   * @return lengths in bytes by the name of the file; empty where all is to be read, as it is not
   *     known, or these are other files
   */
  Map<String, Long> known(JournalLines files, Instant now) {
    try {
      reached = files.lengths();
      marked = read(files.id());
      if (files.has(marked, now.minus(Journal.KEPT))) {
        return marked;
      }
      // An older copy was put back, whose new lines the mark would take for those that are missing.
      files.renew();
    } catch (IOException | IllegalStateException e) {
      // Such as on a full disk, on which all can be read.
      LOG.warn("All of the journal is read: {}", e.toString());
    }
    marked = Map.of();
    return marked;
  }

  /**
   * Moves the mark. All that an earlier run noted is in the repository by now: it was compared. Of
   * what this one noted, a step is on the disk before it is committed, so it has time.
   */
  void advance(JournalLines files, Instant now) {
    if (now.isBefore(settled)) {
      return;
    }
    settled = now.plus(Journal.RECENT);
    try {
      if (!reached.equals(marked)) {
        write(files.id(), reached, now);
        marked = reached;
      }
      reached = files.lengths();
    } catch (IOException e) {
      LOG.warn("The next start reads all of the journal: {}", e.toString());
    }
  }

  private Map<String, Long> read(String files) {
    return repository.read(
        resolver -> {
          @Nullable Resource node = resolver.getResource(path);
          Map<String, Long> lengths = new HashMap<>();
          if (node != null && files.equals(node.getValueMap().get(FILES, ""))) {
            node.getValueMap()
                .forEach(
                    (name, value) -> {
                      if (name.endsWith(JournalLines.ENDING) && value instanceof Long length) {
                        lengths.put(name, length);
                      }
                    });
          }
          return lengths;
        });
  }

  /** Notes how much there is, and forgets instances that left. */
  private void write(String files, Map<String, Long> lengths, Instant now) {
    repository.commit(
        resolver -> {
          Repository.delete(resolver, path);
          ModifiableValueMap values = Repository.writable(Repository.node(resolver, path));
          values.put(FILES, files);
          values.put(AT, Repository.calendar(now));
          values.putAll(lengths);
          sweep(resolver.getResource(ROOT), now.minus(Journal.KEPT));
          return true;
        });
  }

  private static void sweep(@Nullable Resource root, Instant before) throws PersistenceException {
    for (Resource mark : Repository.children(root)) {
      if (Repository.time(mark, AT).filter(before::isAfter).isPresent()) {
        mark.getResourceResolver().delete(mark);
      }
    }
  }
}
