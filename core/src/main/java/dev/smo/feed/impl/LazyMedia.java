// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import java.util.List;
import org.jsoup.nodes.Element;

/**
 * Pictures and frames that a script of the page would load later, as if it had: readers of feeds
 * run none.
 */
final class LazyMedia {
  private static final List<String> SOURCES =
      List.of("data-src", "data-lazy-src", "data-original", "data-lazy");
  private static final List<String> SETS = List.of("data-srcset", "data-lazy-srcset");

  private LazyMedia() {}

  static void load(Element article) {
    for (Element media : article.select("img, iframe, source, video, audio")) {
      take(media, "src", SOURCES);
      take(media, "srcset", SETS);
    }
    for (Element without : article.select("noscript:has(img), noscript:has(iframe)")) {
      Element before = without.previousElementSibling();
      boolean shown = before != null && before.is("img[src], iframe[src], picture");
      if (shown) {
        without.remove();
      } else {
        if (before != null && before.is("img")) {
          before.remove();
        }
        without.unwrap();
      }
    }
  }

  /** What stands there until the script runs is an empty picture, written out. */
  private static void take(Element media, String name, List<String> kept) {
    if (media.attr(name).isBlank() || media.attr(name).startsWith("data:")) {
      media.removeAttr(name);
      kept.stream()
          .map(media::attr)
          .filter(value -> !value.isBlank())
          .findFirst()
          .ifPresent(value -> media.attr(name, value));
    }
  }
}
