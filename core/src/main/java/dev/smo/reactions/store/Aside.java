// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

/**
 * Where reactions are kept to what was posted under a page and does not speak of it, such as a
 * note: beside those of the page, whose writers decide about them, and never shown on it. The name
 * of such a place begins with the identity of the page, so it stays with a page that moves.
 */
public final class Aside {
  /** How many digits identities of pages have. */
  private static final int DIGITS = 32;

  private Aside() {}

  /**
   * The place of a post.
   *
   * @param page identity of the page under which it is filed
   * @param post its id in the ledger
   */
  public static String of(String page, String post) {
    return page + "-" + post.substring(0, DIGITS);
  }

  /** Whether this is such a place, and not that of a page. */
  public static boolean is(String place) {
    return place.length() > DIGITS;
  }

  /** The identity of the page to which a place belongs: its own, where it is that of a page. */
  public static String page(String place) {
    return is(place) ? place.substring(0, DIGITS) : place;
  }
}
