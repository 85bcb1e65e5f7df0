// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.card.CardValue;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import dev.smo.settings.CardDefaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.api.resource.ValueMap;

/**
 * What one page's card says, once the page's own choices, those of pages above and the site's
 * defaults are weighed.
 *
 * @param page the page's facts
 * @param values texts by name, none empty
 * @param pictures pictures that networks can show, the most important first
 * @param photo the first of them in a shape that all networks take, where it has another
 * @param fields the page's own social fields
 * @param problems what somebody set and the card cannot show
 * @param site what it has from its site
 */
record Card(
    Page page,
    Map<String, CardValue> values,
    List<CardImage> pictures,
    Optional<Image> photo,
    ValueMap fields,
    List<String> problems,
    CardSite site) {

  /** The value of a name, or empty. */
  String text(String name) {
    CardValue value = values.get(name);
    return value == null ? "" : value.value();
  }

  String title() {
    return text(CardValues.TITLE);
  }

  String description() {
    return text(CardValues.DESCRIPTION);
  }

  String siteName() {
    return text(CardValues.SITE_NAME);
  }

  String url() {
    return text(CardValues.URL);
  }

  CardDefaults defaults() {
    return site.defaults();
  }

  Optional<Image> image() {
    return pictures.stream().findFirst().map(CardImage::image);
  }

  CardType type() {
    return CardType.of(text(CardValues.TYPE), defaults().articleType()).orElse(CardType.WEBSITE);
  }

  List<String> tags() {
    return page.tags().stream().map(PlainText::line).filter(tag -> !tag.isEmpty()).toList();
  }

  /** Authors with a name; addresses that are none of the web are left out. */
  List<Author> authors() {
    return page.authors().stream()
        .map(
            author ->
                new Author(
                    PlainText.line(author.name()),
                    FieldSyntax.web(PlainText.line(author.url())).orElse(""),
                    FieldSyntax.fediverse(PlainText.line(author.fediverse())).orElse("")))
        .filter(author -> !author.name().isEmpty())
        .toList();
  }

  /** Whether other sites may embed it: not before strangers see it, nor if it wants no listing. */
  boolean embeddable() {
    return defaults().oembed() && page.live() && !page.noindex() && !page.closed();
  }
}
