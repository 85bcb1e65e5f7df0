// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.words.LowerCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
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

  /** Elements that a script fills with the picture of the noscript in them, as AEM's image does. */
  private static final String FILLED =
      "[data-cmp-is=image], figure, picture, [data-src], [data-lazy-src], [data-cmp-src]";

  private static final Set<String> ENDINGS =
      Set.of(
          "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "mp4", "webm", "ogv", "mp3",
          "m4a", "ogg", "oga", "wav", "html", "htm", "php");

  private static final String YOUTUBE = "https://www.youtube.com/watch?v=";

  /** Elements that scripts define, and what they stand for. */
  private static final Map<String, String> ELEMENTS =
      Map.of("amp-img", "img", "amp-iframe", "iframe", "amp-video", "video", "amp-audio", "audio");

  private LazyMedia() {}

  static void load(Element article) {
    ELEMENTS.forEach((own, usual) -> article.select(own).tagName(usual));
    for (Element film : article.select("lite-youtube[videoid], amp-youtube[data-videoid]")) {
      String id = film.attr("videoid") + film.attr("data-videoid");
      String title = film.attr("playlabel") + film.attr("title");
      film.replaceWith(new Element("iframe").attr("src", YOUTUBE + id).attr("title", title));
    }
    for (Element media : article.select("img, iframe, source, video, audio")) {
      Optional<String> source = later(media, SOURCES).filter(name -> isOfWeb(media.absUrl(name)));
      if (source.isPresent()) {
        // That of the empty picture.
        media.removeAttr("srcset");
      }
      take(media, "src", source);
      take(media, "srcset", later(media, SETS));
    }
    article.select("noscript").forEach(LazyMedia::replace);
  }

  /**
   * A {@code noscript} beside an image or frame stands for that one, and in an element that waits
   * for its picture for what will be there, if it holds one and nothing else; any other is of the
   * page, such as the picture with which a network counts readers.
   */
  private static void replace(Element without) {
    Optional<Element> media = onlyMedia(without);
    Optional<Element> near =
        Stream.of(without.previousElementSibling(), without.nextElementSibling())
            .filter(beside -> beside != null && beside.is(MEDIA))
            .findFirst();
    if (media.isPresent() && near.isPresent()) {
      join(near.get(), media.get());
    } else if (media.isPresent() && isAwaited(without)) {
      without.before(media.get());
    }
    without.remove();
  }

  /** Whether it stands in an element for a picture, which has none yet. */
  private static boolean isAwaited(Element without) {
    Element filled = without.closest(FILLED);
    return filled != null
        && filled
            .selectStream("img, iframe, video, audio, object, embed")
            .noneMatch(media -> media.closest("noscript") == null);
  }

  /** The text of a picture may stand in that for pages without scripts only. */
  private static void join(Element near, Element media) {
    if (!shows(near)) {
      near.replaceWith(media);
      return;
    }
    @Nullable Element picture = near.is("img") ? near : near.selectFirst("img");
    @Nullable Element told = media.is("img") ? media : media.selectFirst("img");
    if (picture != null && told != null && !picture.hasAttr("alt") && told.hasAttr("alt")) {
      picture.attr("alt", told.attr("alt"));
    }
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

  /** What stands there until the script runs is an empty picture, written out or a file. */
  private static void take(Element media, String name, Optional<String> later) {
    if (later.isPresent() || media.attr(name).isBlank() || media.attr(name).startsWith("data:")) {
      media.removeAttr(name);
    }
    later.ifPresent(kept -> media.attr(name, media.attr(kept)));
  }

  /** The first attribute that has an address: others say whether to wait, or are not filled yet. */
  private static Optional<String> later(Element media, List<String> kept) {
    return kept.stream().filter(name -> isAddress(media.attr(name).strip())).findFirst();
  }

  private static boolean isAddress(String value) {
    String file = value.split("[?#]", 2)[0];
    String ending = LowerCase.of(file.substring(file.lastIndexOf('.') + 1));
    return value.indexOf('{') < 0 && (file.indexOf('/') >= 0 || ENDINGS.contains(ending));
  }

  private static boolean isOfWeb(String address) {
    return address.startsWith("https://") || address.startsWith("http://");
  }
}
