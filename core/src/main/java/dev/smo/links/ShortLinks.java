// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.links;

import dev.smo.repository.Repository;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * How the short link of a post is called and where its target is kept. The code comes of the post's
 * id, so a post that is planned again has the same, on each node; it says nothing of its target.
 *
 * <p>A node at {@link #path} is what a code leads to; the engine writes it with the post's record,
 * and nobody else does. So a code leads to an address of the ledger, or nowhere.
 */
public final class ShortLinks {
  /** Above the nodes of all codes. */
  public static final String ROOT = Repository.ROOT + "/links";

  /** Property of such a node: the address to which the code leads. */
  public static final String TARGET = "to";

  /** Property of such a node: id of the post that carries the link. */
  public static final String POST = "post";

  /** Path of the short links of a site, unless it is configured to be another. */
  public static final String BELOW = "/s/";

  private static final Pattern CODE = Pattern.compile("[0-9a-v]{12}");

  // Twelve digits of five bits each: among a million posts, two meet with odds of one to a million.
  private static final int BITS_OF_ID = 15;
  private static final int HEX = 16;
  private static final int DIGITS = 12;
  private static final int BASE = 32;

  private ShortLinks() {}

  /** The code of a post: 12 digits of base 32. */
  public static String code(String post) {
    String digits = Long.toString(Long.parseLong(post.substring(0, BITS_OF_ID), HEX), BASE);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }

  /** Whether a text may be a code at all. */
  public static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }

  /** Where the target of a code is kept. */
  public static String path(String code) {
    return Repository.spread(ROOT, code);
  }

  /**
   * The short link of a post.
   *
   * @param page public address of its page, on whose domain the link is
   * @param below address of all short links of the site; empty: {@link #BELOW} on that domain
   * @throws IllegalArgumentException {@code below} is no address of http or https
   */
  public static URI address(URI page, String below, String post) {
    String base = below.strip();
    if (base.isEmpty()) {
      return page.resolve(BELOW + code(post));
    }
    URI root = URI.create(base.endsWith("/") ? base : base + "/");
    boolean web = "https".equals(root.getScheme()) || "http".equals(root.getScheme());
    if (!web
        || root.getRawQuery() != null
        || root.getRawFragment() != null
        || root.getHost() == null) {
      throw new IllegalArgumentException(
          "The address of short links must be like https://go.example.org/s/: " + below);
    }
    return root.resolve(code(post));
  }
}
