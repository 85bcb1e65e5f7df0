// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.identity;

import dev.smo.host.PageSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
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
