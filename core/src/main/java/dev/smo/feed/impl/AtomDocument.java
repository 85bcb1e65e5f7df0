// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.FeedFormat;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Atom 1.0, RFC 4287, with Media RSS. */
final class AtomDocument {
  private static final FeedFormat FORMAT = FeedFormat.ATOM;
  private static final Map<String, String> NAMESPACES = new LinkedHashMap<>();

  static {
    NAMESPACES.put("", "http://www.w3.org/2005/Atom");
    NAMESPACES.put("media", RssDocument.MEDIA);
  }

  private final FeedContents feed;
  private final Xml xml;

  private AtomDocument(FeedContents feed) {
    this.feed = feed;
    xml = new Xml(feed.stylesheet(), "feed", RssDocument.namespaces(feed, NAMESPACES));
  }

  static byte[] of(FeedContents feed) {
    return new AtomDocument(feed).write();
  }

  private byte[] write() {
    Page page = feed.scope().page();
    xml.attribute(Xml.LANG, page.locale().toLanguageTag())
        .element("id", feed.page(FORMAT, 1).toASCIIString())
        .element("title", feed.title())
        .element("subtitle", feed.scope().description())
        .element("updated", date(feed.updated()))
        .open("author")
        .element("name", page.site().name())
        .close()
        .link("link", "alternate", page.canonical(), "type", "text/html");
    for (FeedContents.Link link : feed.links(FORMAT)) {
      String type = "hub".equals(link.rel()) ? "" : FORMAT.type();
      xml.link("link", link.rel(), link.href(), "type", type);
    }
    page.image().ifPresent(image -> xml.element("logo", image.url().toASCIIString()));
    feed.articles().forEach(this::entry);
    return xml.close().bytes();
  }

  private void entry(Article article) {
    String language = article.language();
    boolean other = !language.equals(feed.scope().page().locale().toLanguageTag());
    xml.open("entry", Xml.LANG, other ? language : "")
        .element("id", article.id())
        .element("title", article.title())
        .link("link", "alternate", URI.create(article.address()), "type", "text/html");
    if (article.dated()) {
      xml.element("published", date(article.date()));
    }
    // Atom wants this one always.
    xml.element("updated", date(article.dated() ? article.updated() : feed.updated()));
    if (!article.description().isEmpty()) {
      xml.element("summary", article.description());
    }
    if (!article.html().isEmpty()) {
      xml.element("content", article.html(), "type", "html");
    }
    for (Author author : article.authors()) {
      xml.open("author").element("name", author.name());
      if (!author.url().isEmpty()) {
        xml.element("uri", author.url());
      }
      xml.close();
    }
    article.tags().forEach(tag -> xml.empty("category", "term", tag));
    article.image().ifPresent(image -> picture(article, image));
    RssDocument.posts(xml, article);
    xml.close();
  }

  private void picture(Article article, Image image) {
    if (article.imageBytes() > 0 && !image.type().isEmpty()) {
      String length = Long.toString(article.imageBytes());
      xml.link("link", "enclosure", image.url(), "type", image.type(), "length", length);
    }
    RssDocument.media(xml, article, image);
  }

  private static String date(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
