// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageSource;
import dev.smo.identity.FirstPublication;
import dev.smo.identity.LedgerPages;
import dev.smo.identity.PageIdentity;
import dev.smo.page.Page;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By what a page is known: an id in {@code jcr:content/smo}, and the path it was last seen at in
 * the ledger. A path that the ledger knows keeps its id, whatever stands in the content: hosts copy
 * the content of one page over another's, id and all, when they roll out to copies that live on.
 * Elsewhere, the same id at another path is a move if the old place is empty, and a copy, which
 * gets an id of its own, if it is not.
 *
 * <p>A page that was made after the one that the ledger saw at its path, and does not hold its id,
 * is another page, whether or not anybody told that the first is gone. No id is left to chance: who
 * asks again after the repository forgot the answer gets the same.
 */
@Component(service = Identities.class)
public class Identities {
  private static final Logger LOG = LoggerFactory.getLogger(Identities.class);
  private static final String PATH = PageIdentity.PATH;
  private static final String PAGE = PageIdentity.PAGE;

  /** Set when the page was seen to be gone from its path, so that another may take the place. */
  private static final String GONE = PageIdentity.GONE;

  private final Repository repository;
  private final PageSource pages;
  private final Clock clock;

  @Activate
  public Identities(
      @Reference Repository repository,
      @Reference PageSource pages,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.pages = pages;
    this.clock = clock;
  }

  /** The page's identity, minted in a commit that only one node can win. */
  public String of(String path) {
    return repository.commit(
        resolver -> {
          Resource page = resolver.getResource(path);
          Resource content = page == null ? null : pages.contentOf(page).orElse(null);
          if (content == null) {
            throw new IllegalArgumentException("There is no page at " + path);
          }
          Optional<String> written = PageIdentity.in(content);
          String birth = LedgerPages.birth(page, content);
          String id =
              new LedgerPages(resolver, pages)
                  .known(page)
                  .orElseGet(() -> mint(resolver, path, birth));
          if (!written.equals(Optional.of(id))) {
            Resource own = content(resolver, content);
            put(own, PageIdentity.ID, id);
            // That of another page, whose content was copied.
            Repository.writable(own).remove(FirstPublication.PROPERTY);
          }
          Optional<String> first =
              text(resolver, pageNode(id), FirstPublication.PROPERTY).or(() -> published(page));
          if (first.isPresent()) {
            note(resolver, pageNode(id), FirstPublication.PROPERTY, first.get());
            note(content(resolver, content), FirstPublication.PROPERTY, first.get());
          }
          note(resolver, pageNode(id), PATH, path);
          note(resolver, pathNode(path), PAGE, id);
          note(resolver, pageNode(id), GONE, null);
          note(resolver, pageNode(id), PageIdentity.BIRTH, birth.isEmpty() ? null : birth);
          return id;
        });
  }

  /** What {@link #of} would give, as far as that can be said without minting one. */
  String expected(String path) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(path))
                .flatMap(new LedgerPages(resolver, pages)::known)
                .orElseGet(() -> PageIdentity.first(path)));
  }

  /**
   * When the page came out; the host forgets it with the next time that it is published. A date
   * ahead is one that its author gave, and may change.
   */
  private Optional<String> published(Resource page) {
    try {
      return pages
          .read(page)
          .filter(Page::live)
          .flatMap(Page::published)
          .filter(at -> !at.isAfter(clock.instant()))
          .map(Instant::toString);
    } catch (RuntimeException e) {
      // That it cannot be read is told by a post, which needs an identity.
      LOG.warn("When {} came out cannot be read", page.getPath(), e);
      return Optional.empty();
    }
  }

  /**
   * The page that the ledger saw at a path and that is no longer there, as it moved, was deleted,
   * or another took its place; empty where {@link #gone} noted it, or none was seen.
   */
  public Optional<String> missing(String path) {
    return repository.read(
        resolver -> {
          LedgerPages seen = new LedgerPages(resolver, pages);
          Resource page = resolver.getResource(path);
          return seen.last(path)
              .filter(id -> text(resolver, pageNode(id), GONE).isEmpty())
              .filter(id -> page == null || seen.isAnother(page, id));
        });
  }

  /** Whether another page was seen at the place at which a page was seen last. */
  boolean isReplaced(String id, String path) {
    return repository.read(
        resolver ->
            text(resolver, pathNode(path), PAGE).filter(now -> !now.equals(id)).isPresent()
                && text(resolver, pageNode(id), PATH).filter(path::equals).isPresent()
                && text(resolver, pageNode(id), GONE).isEmpty());
  }

  /** Notes that a page is no longer where the ledger saw it, so that another may take the place. */
  void gone(String id) {
    repository.commit(
        resolver -> {
          Optional<String> path = text(resolver, pageNode(id), PATH);
          if (path.isPresent()) {
            note(resolver, pageNode(id), GONE, path.get());
          }
          return path;
        });
  }

  /**
   * The identity of the page that is at a path, or last was there and was seen nowhere else since;
   * empty where none was minted.
   */
  public Optional<String> find(String path) {
    return repository.read(
        resolver -> {
          LedgerPages seen = new LedgerPages(resolver, pages);
          Resource page = resolver.getResource(path);
          return page == null ? seen.last(path) : seen.known(page);
        });
  }

  /** Whether the page of an identity was seen public at some time. */
  boolean cameOut(String id) {
    return repository.read(
        resolver -> text(resolver, pageNode(id), FirstPublication.PROPERTY).isPresent());
  }

  private static Optional<String> text(ResourceResolver resolver, String node, String name) {
    return Optional.ofNullable(resolver.getResource(node))
        .map(there -> there.getValueMap().get(name, String.class));
  }

  private static String mint(ResourceResolver resolver, String path, String birth) {
    return PageIdentity.free(path, birth, id -> resolver.getResource(pageNode(id)) == null);
  }

  private static Resource content(ResourceResolver resolver, Resource content)
      throws PersistenceException {
    Resource smo = content.getChild(PageIdentity.NODE);
    // Without a type of our choice: the service user may add this node to a page, but name no
    // types.
    return smo == null ? resolver.create(content, PageIdentity.NODE, Map.of()) : smo;
  }

  private static void note(
      ResourceResolver resolver, String node, String name, @Nullable String value)
      throws PersistenceException {
    Resource there = resolver.getResource(node);
    if (there == null) {
      there = Repository.folder(resolver, node);
    }
    note(there, name, value);
  }

  private static void note(Resource there, String name, @Nullable String value)
      throws PersistenceException {
    if (value == null) {
      Repository.writable(there).remove(name);
    } else if (!value.equals(there.getValueMap().get(name, String.class))) {
      put(there, name, value);
    }
  }

  private static void put(Resource node, String name, String value) throws PersistenceException {
    Repository.writable(node).put(name, value);
  }

  private static String pageNode(String id) {
    return PageIdentity.pageNode(id);
  }

  private static String pathNode(String path) {
    return PageIdentity.pathNode(path);
  }
}
