// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.ApprovedWords.Words;
import dev.smo.feed.catalog.FeedFormat;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.prose.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * <a href="https://www.rssboard.org/rss-specification">RSS 2.0</a> with the modules Atom (RFC
 * 4287), Content, Dublin Core and Media RSS.
 */
final class RssDocument {
  /** Namespace of the words of posts, the same in Atom. */
  static final String SMO = "urn:x-smo:feed:1";

  static final String MEDIA = "http://search.yahoo.com/mrss/";
  private static final FeedFormat FORMAT = FeedFormat.RSS;
  private static final Map<String, String> NAMESPACES = new LinkedHashMap<>();

  static {
    NAMESPACES.put("atom", "http://www.w3.org/2005/Atom");
    NAMESPACES.put("content", "http://purl.org/rss/1.0/modules/content/");
    NAMESPACES.put("dc", "http://purl.org/dc/elements/1.1/");
    NAMESPACES.put("media", MEDIA);
  }

  private final FeedContents feed;
  private final Xml xml;

  private RssDocument(FeedContents feed) {
    this.feed = feed;
    xml = new Xml(feed.stylesheet(), "rss", namespaces(feed, NAMESPACES));
  }

  static byte[] of(FeedContents feed) {
    return new RssDocument(feed).write();
  }

  /** Ours is declared only where it is used: most feeds carry no words of posts. */
  static Map<String, String> namespaces(FeedContents feed, Map<String, String> usual) {
    if (feed.articles().stream().allMatch(article -> article.words().isEmpty())) {
      return usual;
    }
    Map<String, String> all = new LinkedHashMap<>(usual);
    all.put("smo", SMO);
    return all;
  }

  private byte[] write() {
    // The version is an attribute of the root, which takes attributes until its first child.
    String language = feed.scope().page().locale().toLanguageTag();
    xml.attribute("version", "2.0").attribute(Xml.LANG, language).open("channel");
    String page = feed.scope().page().canonical().toASCIIString();
    xml.plain("title", feed.title())
        .element("link", page)
        .element("description", escaped(feed.scope().description()))
        .element("language", language)
        .element("lastBuildDate", date(feed.updated()));
    int minutes = feed.scope().settings().maxAge() / 60;
    if (minutes > 0) {
      xml.element("ttl", Integer.toString(minutes));
    }
    for (FeedContents.Link link : feed.links(FORMAT)) {
      String type = "hub".equals(link.rel()) ? "" : FORMAT.type();
      xml.link("atom:link", link.rel(), link.href(), "type", type);
    }
    feed.scope()
        .page()
        .image()
        .ifPresent(
            image ->
                xml.open("image")
                    .element("url", image.url().toASCIIString())
                    .plain("title", feed.title())
                    .element("link", page)
                    .close());
    feed.articles().forEach(this::item);
    return xml.close().close().bytes();
  }

  private void item(Article article) {
    xml.open("item")
        .plain("title", article.title())
        .element("link", article.address())
        .element("guid", article.id(), "isPermaLink", "false");
    if (article.dated()) {
      xml.element("pubDate", date(article.date()));
    }
    if (!article.description().isEmpty()) {
      xml.element("description", escaped(article.description()));
    }
    if (!article.html().isEmpty()) {
      xml.element("content:encoded", article.html());
    }
    article.tags().forEach(tag -> xml.element("category", tag));
    for (Author author : article.authors()) {
      xml.element("dc:creator", author.name());
    }
    article.image().ifPresent(image -> picture(article, image));
    posts(xml, article);
    xml.close();
  }

  private void picture(Article article, Image image) {
    String address = image.url().toASCIIString();
    // An enclosure must say type and length, and a wrong one is worse than none.
    if (article.imageBytes() > 0 && !image.type().isEmpty()) {
      xml.empty(
          "enclosure",
          "url",
          address,
          "length",
          Long.toString(article.imageBytes()),
          "type",
          image.type());
    }
    media(xml, article, image);
  }

  /** Media RSS, the same in Atom. */
  static void media(Xml xml, Article article, Image image) {
    String address = image.url().toASCIIString();
    String width = known(image.width());
    String height = known(image.height());
    xml.open(
        "media:content",
        "url",
        address,
        "medium",
        "image",
        "type",
        image.type(),
        "fileSize",
        known(article.imageBytes()),
        "width",
        width,
        "height",
        height);
    String alt = PlainText.line(image.alt());
    if (!alt.isEmpty()) {
      xml.element("media:description", alt, "type", "plain");
    }
    xml.empty("media:thumbnail", "url", address, "width", width, "height", height).close();
  }

  static void posts(Xml xml, Article article) {
    for (Words words : article.words()) {
      xml.element("smo:post", words.text(), "network", words.network(), Xml.LANG, words.language());
    }
  }

  private static String known(long number) {
    return number > 0 ? Long.toString(number) : "";
  }

  /** Readers take a description for HTML, and ours is plain text. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String date(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
