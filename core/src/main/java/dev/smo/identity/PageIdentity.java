// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.identity;

import dev.smo.host.PageSource;
import dev.smo.repository.Keys;
import dev.smo.repository.Repository;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/**
 * By what a page is known over moves: 32 hexadecimal digits in {@code jcr:content/smo/id}, minted
 * when the page is first syndicated.
 */
public final class PageIdentity {
  /** Name of the node below a page's content that holds its identity and its author's choices. */
  public static final String NODE = "smo";

  /** Name of the property. */
  public static final String ID = "id";

  /** Property of the ledger's node of an identity: where its page was last seen. */
  public static final String PATH = "path";

  /** Property of the ledger's node of a path: the identity that was last seen there. */
  public static final String PAGE = "page";

  /** Property of the ledger's node of an identity: set when its page was seen to be gone. */
  public static final String GONE = "gone";

  private PageIdentity() {}

  /** The identity that was minted for a page, read from its content node. */
  public static Optional<String> in(Resource content) {
    return Optional.ofNullable(content.getChild(NODE))
        .map(own -> own.getValueMap().get(ID, String.class))
        .filter(id -> id.matches("[0-9a-f]{32}"));
  }

  /** The identity of a page, minted or not yet. */
  public static String of(Resource page, PageSource pages) {
    return pages.contentOf(page).flatMap(PageIdentity::in).orElseGet(() -> first(page.getPath()));
  }

  /**
   * The identity of a page as far as it is not only claimed: whoever may write a page may write the
   * identity of another into it. So one counts that the ledger has seen at the page's path, or that
   * comes of the path; and that of a page which is not where the ledger saw it, because this is
   * where it moved to.
   *
   * @param ledger may read what is below {@link Repository#ROOT}
   */
  public static String verified(Resource page, PageSource pages, ResourceResolver ledger) {
    String path = page.getPath();
    String own = first(path);
    Optional<String> seen =
        text(ledger, pathNode(path), PAGE)
            .filter(id -> home(ledger, id).equals(Optional.of(path)))
            .filter(id -> text(ledger, pageNode(id), GONE).isEmpty());
    return seen.or(
            () ->
                pages
                    .contentOf(page)
                    .flatMap(PageIdentity::in)
                    .filter(id -> id.equals(own) || movedFrom(home(ledger, id), id, pages, ledger)))
        .orElse(own);
  }

  private static boolean movedFrom(
      Optional<String> home, String id, PageSource pages, ResourceResolver ledger) {
    return home.isPresent()
        && Optional.ofNullable(ledger.getResource(home.get()))
            .flatMap(pages::contentOf)
            .flatMap(PageIdentity::in)
            .filter(id::equals)
            .isEmpty();
  }

  private static Optional<String> home(ResourceResolver ledger, String id) {
    return text(ledger, pageNode(id), PATH);
  }

  private static Optional<String> text(ResourceResolver ledger, String node, String name) {
    return Optional.ofNullable(ledger.getResource(node))
        .map(there -> there.getValueMap().get(name, String.class));
  }

  /** Where the ledger notes of an identity at which {@link #PATH} it was seen. */
  public static String pageNode(String id) {
    return Repository.spread(Repository.ROOT + "/pages", id);
  }

  /** Where the ledger notes of a path which {@link #PAGE} was seen there. */
  public static String pathNode(String path) {
    return Repository.spread(Repository.ROOT + "/paths", Keys.hash(path));
  }

  /**
   * The identity that a page at a path has until one is minted, and is minted if no other page has
   * it: so what is shown of it, such as the id of a feed's entry, does not change by the minting.
   */
  public static String first(String path) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
