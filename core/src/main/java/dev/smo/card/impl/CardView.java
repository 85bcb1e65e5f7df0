// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static dev.smo.web.Markup.escaped;

import dev.smo.card.CardValue;
import dev.smo.card.Tag;
import dev.smo.page.Image;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a card says, apart from all that it was read from: settings and fields read on demand, from
 * a session that is closed after the request, and this is kept longer.
 *
 * @param width pixels of the picture, 0 where unknown
 * @param height pixels of the picture, 0 where unknown
 * @param all every tag that the card may have
 * @param canonical whether the site wants the link to the canonical address of each page
 * @param hreflang whether the site wants links to other languages
 * @param jsonLd structured data, or empty
 */
record CardView(
    List<CardValue> values,
    List<String> problems,
    int width,
    int height,
    List<Tag> all,
    boolean canonical,
    boolean hreflang,
    String jsonLd,
    Map<String, String> markups) {

  static CardView of(Card card) {
    return new CardView(
        List.copyOf(card.values().values()),
        List.copyOf(card.problems()),
        card.image().map(Image::width).orElse(0),
        card.image().map(Image::height).orElse(0),
        List.copyOf(CardTags.of(card)),
        card.defaults().canonical(),
        card.defaults().hreflang(),
        JsonLd.of(card),
        new ConcurrentHashMap<>());
  }

  /** The value of a name, or empty. */
  String text(String name) {
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .map(CardValue::value)
        .orElse("");
  }

  /** The tags as the component writes them: what a template may bring itself only if wanted. */
  List<Tag> tags() {
    return without(!canonical, !hreflang, /* robots= */ false);
  }

  /** The tags for a head that has some of them already. */
  List<Tag> without(boolean canonicalThere, boolean languagesThere, boolean robotsThere) {
    return all.stream()
        .filter(tag -> !(canonicalThere && "canonical".equals(tag.attributes().get("rel"))))
        .filter(tag -> !(languagesThere && tag.attributes().containsKey("hreflang")))
        .filter(tag -> !(robotsThere && "robots".equals(tag.attributes().get("name"))))
        .toList();
  }

  /** The same with the structured data, as a page has it; made once for each kind of head. */
  String markup(boolean canonicalThere, boolean languagesThere, boolean robotsThere) {
    return markups.computeIfAbsent(
        canonicalThere + " " + languagesThere + " " + robotsThere,
        head -> written(canonicalThere, languagesThere, robotsThere));
  }

  private String written(boolean canonicalThere, boolean languagesThere, boolean robotsThere) {
    StringBuilder markup = new StringBuilder(4_000);
    for (Tag tag : without(canonicalThere, languagesThere, robotsThere)) {
      markup.append('<').append(tag.element());
      tag.attributes()
          .forEach(
              (name, value) ->
                  markup.append(' ').append(name).append("=\"").append(escaped(value)).append('"'));
      markup.append('>');
    }
    if (!jsonLd.isEmpty()) {
      markup.append("<script type=\"application/ld+json\">").append(jsonLd).append("</script>");
    }
    return markup.toString();
  }
}
