// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.identity;

import dev.smo.host.PageSource;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * Where the ledger saw pages.
 *
 * @param ledger may read pages, and what is below {@link Repository#ROOT}
 */
public record LedgerPages(ResourceResolver ledger, PageSource pages) implements SeenPages {
  @Override
  public Optional<String> at(Resource page) {
    return last(page.getPath())
        .filter(id -> text(PageIdentity.pageNode(id), PageIdentity.GONE).isEmpty())
        .filter(id -> !isAnother(page, id));
  }

  @Override
  public Optional<String> home(String id) {
    return text(PageIdentity.pageNode(id), PageIdentity.PATH);
  }

  /** A page keeps its birth wherever it moves; one that is made again is at its own place. */
  @Override
  public boolean mayBe(Resource page, String id) {
    if (copied(page).filter(id::equals).isPresent()) {
      return false;
    }
    Optional<String> born = text(PageIdentity.pageNode(id), PageIdentity.BIRTH);
    return born.isEmpty()
        || home(id).filter(page.getPath()::equals).isPresent()
        || pages.contentOf(page).map(content -> birth(page, content)).equals(born);
  }

  /** The identity of a page that has one: that which was seen there, or that in its content. */
  public Optional<String> known(Resource page) {
    return at(page)
        .or(
            () ->
                pages
                    .contentOf(page)
                    .flatMap(PageIdentity::in)
                    .filter(id -> !PageIdentity.isCopy(page, id, pages, this)));
  }

  /** Whether a page has an identity that was seen elsewhere, where nothing has it any more. */
  public boolean isMoved(Resource page) {
    return pages
        .contentOf(page)
        .flatMap(PageIdentity::in)
        .filter(id -> home(id).filter(home -> !home.equals(page.getPath())).isPresent())
        .filter(id -> !PageIdentity.isCopy(page, id, pages, this))
        .isPresent();
  }

  /** The identity in a page that another one has, which is where it was seen. */
  public Optional<String> ofAnother(Resource page) {
    return pages
        .contentOf(page)
        .flatMap(PageIdentity::in)
        .filter(id -> PageIdentity.isElsewhere(page, id, pages, this));
  }

  /** The identity of which a page was seen to be a copy. */
  public Optional<String> copied(Resource page) {
    return text(PageIdentity.copyNode(page.getPath()), PageIdentity.COPY);
  }

  /** The identity that was last seen at a path, and nowhere else since. */
  public Optional<String> last(String path) {
    return text(PageIdentity.pathNode(path), PageIdentity.PAGE)
        .filter(id -> home(id).filter(path::equals).isPresent());
  }

  /** Whether a page is not the one that was seen at its path under an id. */
  public boolean isAnother(Resource page, String id) {
    Resource content = pages.contentOf(page).orElse(null);
    if (content == null || PageIdentity.in(content).filter(id::equals).isPresent()) {
      return false;
    }
    String birth = birth(page, content);
    return !birth.isEmpty()
        && text(PageIdentity.pageNode(id), PageIdentity.BIRTH)
            .filter(known -> !known.equals(birth))
            .isPresent();
  }

  /**
   * When a page was made, or what else it keeps for its life; empty where it has neither. The
   * repository writes the time of a page node, and lets nobody else.
   */
  public static String birth(Resource page, Resource content) {
    return Repository.time(page, "jcr:created")
        .or(() -> Repository.time(content, "jcr:created"))
        .map(Instant::toString)
        .orElseGet(() -> content.getValueMap().get("jcr:uuid", ""));
  }

  private Optional<String> text(String node, String name) {
    return Optional.ofNullable(ledger.getResource(node))
        .map(there -> there.getValueMap().get(name, String.class));
  }
}
