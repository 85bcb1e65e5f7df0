// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import dev.smo.endpoint.Visitor;

/**
 * How far a person has a say: what somebody decides for more than one page counts as far up from
 * that page as the person may change pages, and no further.
 */
final class Reach {
  private Reach() {}

  /** The topmost path above a page, without a gap, whose page a person may change; or the page. */
  static String of(Visitor visitor, String page) {
    String top = page;
    String above = parent(page);
    while (!above.isEmpty() && visitor.decides(above)) {
      top = above;
      above = parent(above);
    }
    return top;
  }

  /** Empty where there is none. */
  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
