// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.repository.Repository;
import java.time.Duration;
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

  /** Of which files it tells; others say nothing of these. */
  private static final String FILES = "files";

  private static final String AT = "at";

  private final Repository repository;
  private final String path;

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
   * How much of some files the repository has.
   *
   * @param files which ones: {@link JournalLines#id}
   * @return lengths in bytes by the name of the file; empty where it is not known, so that all is
   *     to be read
   */
  Map<String, Long> read(String files) {
    try {
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
    } catch (IllegalStateException e) {
      LOG.warn("All of the journal is read, as its mark cannot be: {}", e.getMessage());
      return Map.of();
    }
  }

  /** Notes how much of some files the repository has, and forgets instances that left. */
  void write(String files, Map<String, Long> lengths, Instant now, Duration kept) {
    repository.commit(
        resolver -> {
          Repository.delete(resolver, path);
          ModifiableValueMap values = Repository.writable(Repository.node(resolver, path));
          values.put(FILES, files);
          values.put(AT, Repository.calendar(now));
          values.putAll(lengths);
          sweep(resolver.getResource(ROOT), now.minus(kept));
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
