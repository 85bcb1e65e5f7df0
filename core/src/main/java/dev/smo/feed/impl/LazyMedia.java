// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * Pictures and frames that a script of the page would load later, as if it had: readers of feeds
 * run none.
 */
final class LazyMedia {
  private static final String MEDIA = "img, picture, iframe";
  private static final List<String> SOURCES =
      List.of("data-src", "data-lazy-src", "data-original", "data-lazy");
  private static final List<String> SETS = List.of("data-srcset", "data-lazy-srcset");

  private LazyMedia() {}

  static void load(Element article) {
    for (Element media : article.select("img, iframe, source, video, audio")) {
      take(media, "src", SOURCES);
      take(media, "srcset", SETS);
    }
    article.select("noscript").forEach(LazyMedia::replace);
  }

  /**
   * A {@code noscript} beside an image or frame stands for that one, if it holds one and nothing
   * else; any other is of the page, such as the picture with which a network counts readers.
   */
  private static void replace(Element without) {
    onlyMedia(without)
        .ifPresent(
            media ->
                Stream.of(without.previousElementSibling(), without.nextElementSibling())
                    .filter(near -> near != null && near.is(MEDIA))
                    .findFirst()
                    .filter(near -> !shows(near))
                    .ifPresent(near -> near.replaceWith(media)));
    without.remove();
  }

  private static boolean shows(Element media) {
    return !media.select("[src], [srcset]").isEmpty();
  }

  private static Optional<Element> onlyMedia(Element without) {
    return Optional.of(without.children())
        .filter(inside -> inside.size() == 1 && without.ownText().isBlank())
        .map(Elements::first)
        .filter(only -> only.is(MEDIA) && shows(only));
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
