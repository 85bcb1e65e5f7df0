// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.PageLink;
import dev.smo.prose.PlainText;
import dev.smo.prose.WrittenDate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The objects of schema.org that describe a page. Title and text equal those of the tags. */
final class Schema {
  private static final String TYPE = "@type";
  private static final String NAME = "name";
  private static final String SAME_AS = "sameAs";
  private static final String AUTHOR = "author";
  private static final Set<String> MASTODON = Set.of("NewsArticle", "WebPage");

  private final Card card;

  Schema(Card card) {
    this.card = card;
  }

  /**
   * The page once more with its authors, where its own type is none that Mastodon takes ({@code
   * StructuredData::SUPPORTED_TYPES}); it would show no author else.
   */
  Optional<ObjectNode> forMastodon() {
    if (MASTODON.contains(card.type().schema()) || !card.type().article()) {
      return Optional.empty();
    }
    ObjectNode page = node(CardType.WEBSITE.schema()).put("url", card.url());
    // It takes the language of this node as well, and of og:locale no more than the language.
    page.put("inLanguage", card.page().locale().toLanguageTag());
    authors(page);
    return page.has(AUTHOR) ? Optional.of(page) : Optional.empty();
  }

  ObjectNode page() {
    ObjectNode page = node(card.type().schema());
    page.put(card.type().article() ? "headline" : NAME, card.title());
    put(page, "description", card.description());
    page.put("url", card.url());
    page.put("inLanguage", card.page().locale().toLanguageTag());
    if (!card.pictures().isEmpty()) {
      ArrayNode images = page.putArray("image");
      card.pictures().forEach(picture -> images.add(picture.image().url().toASCIIString()));
    }
    if (card.type().article()) {
      article(page);
    }
    if (card.type().profile()) {
      page.set("mainEntity", person());
    }
    page.set("publisher", publisher());
    return page;
  }

  private void article(ObjectNode page) {
    page.put("mainEntityOfPage", card.url());
    date(page, "datePublished", card.page().published());
    date(page, "dateModified", card.page().modified());
    put(page, "articleSection", card.text(CardValues.SECTION));
    authors(page);
    if (!card.tags().isEmpty()) {
      ArrayNode keywords = page.putArray("keywords");
      card.tags().forEach(keywords::add);
    }
  }

  private void authors(ObjectNode page) {
    if (!card.authors().isEmpty()) {
      ArrayNode authors = page.putArray(AUTHOR);
      card.authors().forEach(author -> authors.add(person(author)));
    }
  }

  private static ObjectNode person(Author author) {
    ObjectNode person = node("Person").put(NAME, author.name());
    put(person, "url", author.url());
    profileOf(author.fediverse()).ifPresent(profile -> person.putArray(SAME_AS).add(profile));
    return person;
  }

  /** Whom a profile page is about. */
  private ObjectNode person() {
    ObjectNode person = node("Person").put(NAME, card.title());
    put(person, "alternateName", PlainText.line(card.fields().get("username", "")));
    put(person, "description", card.description());
    person.put("url", card.url());
    card.image().ifPresent(image -> person.put("image", image.url().toASCIIString()));
    profileOf(card.text(CardValues.CREATOR))
        .ifPresent(profile -> person.putArray(SAME_AS).add(profile));
    return person;
  }

  /** Where most servers of the fediverse show {@code @user@host}. */
  private static Optional<String> profileOf(String handle) {
    int at = handle.lastIndexOf('@');
    return at > 1
        ? Optional.of("https://" + handle.substring(at + 1) + '/' + handle.substring(0, at))
        : Optional.empty();
  }

  private ObjectNode publisher() {
    String type = card.defaults().publisherType().strip();
    ObjectNode publisher = node(type.isEmpty() ? "Organization" : type);
    publisher.put(NAME, card.siteName());
    publisher.put("url", card.page().site().url().toASCIIString());
    card.site().logo().ifPresent(logo -> publisher.set("logo", picture(logo)));
    if (!card.site().accounts().isEmpty()) {
      ArrayNode accounts = publisher.putArray(SAME_AS);
      card.site().accounts().forEach(account -> accounts.add(account.href()));
    }
    return publisher;
  }

  private static ObjectNode picture(Image image) {
    ObjectNode picture = node("ImageObject").put("url", image.url().toASCIIString());
    if (image.width() > 0 && image.height() > 0) {
      picture.put("width", image.width()).put("height", image.height());
    }
    return picture;
  }

  /** The way from the home page; empty on the home page itself, and where the site wants none. */
  Optional<ObjectNode> trail() {
    List<PageLink> above = card.site().trail();
    if (above.isEmpty() || !card.defaults().breadcrumb()) {
      return Optional.empty();
    }
    ObjectNode list = node("BreadcrumbList");
    ArrayNode items = list.putArray("itemListElement");
    above.forEach(link -> item(items, PlainText.line(link.title()), link.url().toASCIIString()));
    item(items, card.title(), card.url());
    return Optional.of(list);
  }

  private static void item(ArrayNode items, String name, String url) {
    items
        .addObject()
        .put(TYPE, "ListItem")
        .put("position", items.size())
        .put(NAME, name)
        .put("item", url);
  }

  /** By the home page's name search engines name the site. */
  ObjectNode website() {
    return node("WebSite").put(NAME, card.siteName()).put("url", card.url());
  }

  private static ObjectNode node(String type) {
    return JsonNodeFactory.instance.objectNode().put(TYPE, type);
  }

  private static void put(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  private static void date(ObjectNode node, String name, Optional<Instant> date) {
    date.filter(WrittenDate::isPossible)
        .ifPresent(at -> node.put(name, at.truncatedTo(ChronoUnit.SECONDS).toString()));
  }
}
