// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import dev.smo.ledger.DueTree.Pointer;
import dev.smo.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads due trees page by page, so that no pointer stands in the way of another: one whose record
 * is gone is deleted, one whose record stands elsewhere is put there, and one whose record cannot
 * be read is moved an hour on, which the log tells.
 */
final class DuePages {
  private static final Logger LOG = LoggerFactory.getLogger(DuePages.class);
  private static final Duration ASIDE = Duration.ofHours(1);

  private final Repository repository;

  DuePages(Repository repository) {
    this.repository = repository;
  }

  /** What a page of pointers leads to, and which of them lead nowhere. */
  private record Page(List<String> ids, List<Pointer> wrong) {}

  /** Ids of records that are due at a time, the longest due first. */
  List<String> page(String root, Instant until, int most) {
    while (true) {
      Page page = repository.read(resolver -> read(resolver, root, until, most));
      if (!page.wrong().isEmpty()) {
        repository.commit(resolver -> mend(resolver, page.wrong(), until));
      }
      if (!page.ids().isEmpty() || page.wrong().isEmpty()) {
        return page.ids();
      }
    }
  }

  private static Page read(ResourceResolver resolver, String root, Instant until, int most) {
    Page page = new Page(new ArrayList<>(), new ArrayList<>());
    for (Pointer pointer : new DueTree(resolver, root).until(until, most)) {
      if (leadsToItsRecord(resolver, pointer)) {
        page.ids().add(pointer.id());
      } else {
        page.wrong().add(pointer);
      }
    }
    return page;
  }

  private static boolean leadsToItsRecord(ResourceResolver resolver, Pointer pointer) {
    Resource node = node(resolver, pointer);
    try {
      return node != null && Pointers.of(PostNode.readable(node)).contains(pointer.path());
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static boolean mend(ResourceResolver resolver, List<Pointer> wrong, Instant until)
      throws PersistenceException {
    for (Pointer pointer : wrong) {
      Resource node = node(resolver, pointer);
      if (node == null) {
        LOG.warn("A pointer leads to the post {}, which is gone; it is deleted", pointer.id());
        Repository.delete(resolver, pointer.path());
      } else {
        mend(resolver, pointer, node, until.plus(ASIDE));
      }
    }
    return true;
  }

  private static void mend(ResourceResolver resolver, Pointer pointer, Resource node, Instant later)
      throws PersistenceException {
    try {
      PostRecord record = PostNode.readable(node);
      Set<String> right = Pointers.of(record);
      if (!right.contains(pointer.path())) {
        Repository.delete(resolver, pointer.path());
        for (String path : right) {
          Pointers.point(resolver, path, record);
        }
      }
    } catch (RuntimeException e) {
      LOG.error("Post {} cannot be read, and waits an hour", node.getPath(), e);
      Repository.delete(resolver, pointer.path());
      String bucket = DueTree.bucket(rootOf(pointer.path()), later);
      Repository.writable(Repository.node(resolver, bucket + "/" + pointer.id()))
          .put(DueTree.AT, Repository.calendar(later));
    }
  }

  private static @Nullable Resource node(ResourceResolver resolver, Pointer pointer) {
    return pointer.id().matches("[0-9a-f]{64}")
        ? resolver.getResource(Ledger.path(pointer.id()))
        : null;
  }

  /** The root of the tree in which a pointer stands: above year, month, day, minute and id. */
  private static String rootOf(String pointer) {
    String root = pointer;
    for (int i = 0; i < 5; i++) {
      root = root.substring(0, root.lastIndexOf('/'));
    }
    return root;
  }
}
