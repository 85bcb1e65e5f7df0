// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.ApprovedWords.Words;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.prose.PlainText;
import dev.smo.web.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a feed.
 *
 * @param page the page's facts
 * @param identity 32 hexadecimal digits that outlive a change of the page's address
 * @param html the whole article, fit for any reader; empty where the feed holds descriptions only
 * @param imageBytes size of the picture's file, 0 where unknown
 * @param words in what words it may be posted
 */
record Article(Page page, String identity, String html, long imageBytes, List<Words> words) {
  String id() {
    return "urn:x-smo:page:" + identity;
  }

  String title() {
    String title = PlainText.line(page.title());
    return title.isEmpty() ? address() : title;
  }

  String description() {
    return PlainText.line(page.description());
  }

  String address() {
    return page.canonical().toASCIIString();
  }

  String language() {
    return page.locale().toLanguageTag();
  }

  Optional<Image> image() {
    return page.image();
  }

  List<String> tags() {
    return FeedEntry.lines(page.tags(), tag -> tag);
  }

  /** Authors with a name, and an address only if it is one of the web. */
  List<Author> authors() {
    return page.authors().stream()
        .map(author -> new Author(PlainText.line(author.name()), web(author.url()), ""))
        .filter(author -> !author.name().isEmpty())
        .toList();
  }

  private static String web(String address) {
    return WebAddress.shown(address).map(URI::toASCIIString).orElse("");
  }

  /** When it came out, as well as that is known. */
  Instant date() {
    return FeedEntry.dateOf(page);
  }

  /** Whether it is known at all when it came out. */
  boolean dated() {
    return !date().equals(Instant.EPOCH);
  }

  /** When it last changed; never before it came out. */
  Instant updated() {
    return page.modified().filter(at -> at.isAfter(date())).orElseGet(this::date);
  }
}
