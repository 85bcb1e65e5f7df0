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
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;

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

  /**
   * Property of the {@linkplain #copyNode note} about a page: the identity of another in its
   * content, seen while the other was at its own place. So this is a copy, whatever becomes of
   * that.
   */
  public static final String COPY = "copy";

  /** Property of the ledger's node of an identity: set when its page was seen to be gone. */
  public static final String GONE = "gone";

  /** Property of the ledger's node of an identity: what tells its page from one before it. */
  public static final String BIRTH = "birth";

  /** Where the ledger notes what it saw of pages; absent where there is no ledger. */
  static final String PAGES = Repository.ROOT + "/pages";

  private PageIdentity() {}

  /** The identity that was minted for a page, read from its content node. */
  public static Optional<String> in(Resource content) {
    return Optional.ofNullable(content.getChild(NODE))
        .map(own -> own.getValueMap().get(ID, String.class))
        .filter(id -> id.matches("[0-9a-f]{32}"));
  }

  /** The identity that a page claims, minted or not yet. */
  public static String of(Resource page, PageSource pages) {
    return pages.contentOf(page).flatMap(PageIdentity::in).orElseGet(() -> first(page.getPath()));
  }

  /**
   * The identity of a page as far as it is not only claimed: whoever may write a page may write the
   * identity of another into it. So one counts that was seen at the page, and that of a page which
   * is not where it was seen, because this is where it moved to; else the one that comes of its
   * path, which is minted unless its content holds another that nobody has.
   */
  public static String verified(Resource page, PageSource pages, SeenPages seen) {
    Optional<Resource> content = pages.contentOf(page);
    String birth = content.map(found -> LedgerPages.birth(page, found)).orElse("");
    return seen.at(page)
        .or(
            () ->
                content
                    .flatMap(PageIdentity::in)
                    .filter(id -> seen.home(id).isPresent())
                    .filter(id -> !isCopy(page, id, pages, seen)))
        .orElseGet(() -> free(page.getPath(), birth, id -> seen.home(id).isEmpty()));
  }

  /**
   * Whether the identity in a page is that of another: of one that is where it was seen, or of one
   * that is gone and was made at another time, so that this is not what became of it. Identities
   * are no secret, and who writes them into a page must not have the posts of what was deleted.
   */
  public static boolean isCopy(Resource page, String id, PageSource pages, SeenPages seen) {
    return isElsewhere(page, id, pages, seen) || !seen.mayBe(page, id);
  }

  /** Whether another page has the identity, where it was seen. */
  static boolean isElsewhere(Resource page, String id, PageSource pages, SeenPages seen) {
    return seen.home(id)
        .filter(home -> !home.equals(page.getPath()))
        .flatMap(home -> Optional.ofNullable(page.getResourceResolver().getResource(home)))
        .flatMap(pages::contentOf)
        .flatMap(PageIdentity::in)
        .filter(id::equals)
        .isPresent();
  }

  /**
   * The identity for a page that has none: the one that feeds show already, unless a page that
   * moved or was deleted has it. Then it comes from what the repository has of the page itself, as
   * it may forget all else in a crash.
   *
   * @param birth see {@link LedgerPages#birth}
   */
  public static String free(String path, String birth, Predicate<String> isFree) {
    Stream<String> others =
        IntStream.iterate(1, n -> n + 1).mapToObj(n -> first(path + "\n" + birth + "\n" + n));
    return Stream.concat(Stream.of(first(path)), others).filter(isFree).findFirst().orElseThrow();
  }

  /** Where the ledger notes of an identity at which {@link #PATH} it was seen. */
  public static String pageNode(String id) {
    return Repository.spread(PAGES, id);
  }

  /** Where the ledger notes of a path which {@link #PAGE} was seen there. */
  public static String pathNode(String path) {
    return Repository.spread(Repository.ROOT + "/paths", Keys.hash(path));
  }

  /** Where the ledger notes of a page at a path that it is a copy: in a tree as that of pages. */
  public static String copyNode(String path) {
    return Repository.ROOT + "/copies" + path;
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
