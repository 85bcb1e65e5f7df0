// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.web.WebAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** What an element says that is a property of a microformat: not always its text. */
final class MicroformatValues {
  private static final List<String> ADDRESSES = List.of("href", "src", "data", "poster");

  // A day, a time and a zone; each may hold all the others, and all of the page.
  private static final int MOST_PARTS = 5;

  private MicroformatValues() {}

  static String text(Element element) {
    return parts(element, " ").orElseGet(() -> own(element, "title", "abbr", "link"));
  }

  /** A date may be written in parts, one for the day and one for the time. */
  static String date(Element element) {
    return parts(element, "T")
        .orElseGet(
            () ->
                element.hasAttr("datetime")
                    ? element.attr("datetime")
                    : own(element, "title", "abbr"));
  }

  static Optional<WebAddress> address(Element element) {
    return ADDRESSES.stream()
        .filter(element::hasAttr)
        .findFirst()
        .map(element::absUrl)
        .or(() -> Optional.of(text(element)))
        .flatMap(WebAddress::of);
  }

  /** The value class pattern. */
  private static Optional<String> parts(Element element, String between) {
    List<Element> parts =
        element.select(".value, .value-title").stream()
            .filter(part -> part != element)
            .limit(MOST_PARTS)
            .toList();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            parts.stream().map(MicroformatValues::part).collect(Collectors.joining(between)));
  }

  private static String part(Element part) {
    if (part.hasClass("value-title")) {
      return part.attr("title");
    }
    return part.hasAttr("datetime") ? part.attr("datetime") : own(part, "title", "abbr");
  }

  private static String own(Element element, String attribute, String... tags) {
    if (List.of(tags).contains(element.normalName()) && element.hasAttr(attribute)) {
      return element.attr(attribute);
    }
    return switch (element.normalName()) {
      case "data", "input" -> element.attr("value");
      case "img", "area" -> element.attr("alt");
      default -> element.text();
    };
  }
}
