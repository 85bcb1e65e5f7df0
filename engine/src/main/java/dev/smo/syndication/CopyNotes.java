// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageSource;
import dev.smo.identity.LedgerPages;
import dev.smo.identity.PageIdentity;
import dev.smo.repository.Repository;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * Notes which pages are copies, as long as that can be seen: of a copy whose original is gone
 * nothing tells that it is not the original, which moved. Notes lie in a tree of the paths of those
 * pages, so that they go with what is deleted and move with what is moved. A page that moves over
 * its own copy in one commit cannot be told from it.
 */
final class CopyNotes {
  /** Set where a copy was moved when its original was gone, so that only the note tells. */
  private static final String MOVED = "moved";

  private final Repository repository;
  private final PageSource pages;

  CopyNotes(Repository repository, PageSource pages) {
    this.repository = repository;
    this.pages = pages;
  }

  /**
   * Looks at what came to places and below them: another page that comes is no copy by then.
   *
   * @param late whether others may have come and gone since, so that nothing is to be forgotten
   */
  void came(Collection<String> paths, boolean late) {
    Map<String, Optional<String>> changed = repository.read(resolver -> changed(paths, resolver));
    changed.forEach(
        (page, original) ->
            repository.commit(
                resolver -> {
                  // What was seen counts, as the original may go while others are noted.
                  if (original.isPresent()) {
                    if (holds(original.get(), page, resolver)) {
                      note(resolver, page, original.get());
                    }
                  } else if (!late) {
                    forget(resolver, page);
                  }
                  return page;
                }));
  }

  private Map<String, Optional<String>> changed(
      Collection<String> paths, ResourceResolver resolver) {
    LedgerPages seen = new LedgerPages(resolver, pages);
    Map<String, Optional<String>> changed = new LinkedHashMap<>();
    for (String path : paths) {
      Resource root = resolver.getResource(path);
      if (root != null) {
        try (Stream<Resource> below = pages.pagesBelow(root)) {
          Stream.concat(Stream.of(root), below)
              .forEach(
                  page -> {
                    Optional<String> original = seen.ofAnother(page);
                    boolean known =
                        original.equals(seen.copied(page))
                            || (original.isEmpty() && isMovedCopy(page, seen));
                    if (!known) {
                      changed.put(page.getPath(), original);
                    }
                  });
        }
      }
    }
    return changed;
  }

  private boolean isMovedCopy(Resource page, LedgerPages seen) {
    Resource note = page.getResourceResolver().getResource(PageIdentity.copyNode(page.getPath()));
    return note != null
        && note.getValueMap().get(MOVED, false)
        && pages.contentOf(page).flatMap(PageIdentity::in).equals(seen.copied(page));
  }

  /** Forgets what was known of places and below them, where there is nothing any more. */
  void went(Collection<String> paths) {
    for (String path : paths) {
      repository.commit(
          resolver -> {
            if (resolver.getResource(path) == null) {
              Repository.delete(resolver, PageIdentity.copyNode(path));
            }
            return path;
          });
    }
  }

  /**
   * Takes along what is known of a place and all below it. Of pages whose original is where it was
   * the page itself tells.
   */
  void moved(String from, String to) {
    repository.commit(
        resolver -> {
          Resource notes = resolver.getResource(PageIdentity.copyNode(from));
          if (notes != null) {
            carry(notes, to);
          }
          return to;
        });
  }

  private void carry(Resource note, String to) throws PersistenceException {
    ResourceResolver resolver = note.getResourceResolver();
    String original = note.getValueMap().get(PageIdentity.COPY, "");
    if (!original.isEmpty() && isGone(original, resolver) && holds(original, to, resolver)) {
      note(resolver, to, original);
      Repository.writable(Repository.folder(resolver, PageIdentity.copyNode(to))).put(MOVED, true);
    }
    for (Resource below : Repository.children(note)) {
      carry(below, to + "/" + below.getName());
    }
  }

  private boolean isGone(String original, ResourceResolver resolver) {
    return new LedgerPages(resolver, pages)
        .home(original)
        .filter(home -> resolver.getResource(home) == null)
        .isPresent();
  }

  private boolean holds(String identity, String page, ResourceResolver resolver) {
    return Optional.ofNullable(resolver.getResource(page))
        .flatMap(pages::contentOf)
        .flatMap(PageIdentity::in)
        .filter(identity::equals)
        .isPresent();
  }

  private static void note(ResourceResolver resolver, String page, String original)
      throws PersistenceException {
    Repository.writable(Repository.folder(resolver, PageIdentity.copyNode(page)))
        .put(PageIdentity.COPY, original);
  }

  private static void forget(ResourceResolver resolver, String page) throws PersistenceException {
    Resource there = resolver.getResource(PageIdentity.copyNode(page));
    if (there != null) {
      Repository.writable(there).remove(PageIdentity.COPY);
      Repository.writable(there).remove(MOVED);
    }
  }
}
