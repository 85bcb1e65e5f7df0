package dev.smo.feed.impl;

import com.rometools.rome.feed.module.DCModuleImpl;
import com.rometools.rome.feed.rss.Category;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.rss.Description;
import com.rometools.rome.feed.rss.Guid;
import com.rometools.rome.feed.rss.Item;
import dev.smo.feed.FeedFormat;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;

/** <a href="https://www.rssboard.org/rss-specification">RSS 2.0</a>. */
final class RssDocument {
  private static final Namespace ATOM =
      Namespace.getNamespace("atom", "http://www.w3.org/2005/Atom");

  private RssDocument() {}

  static Document of(Scope scope, List<Article> articles, Instant updated) {
    Channel channel = new Channel("rss_2.0");
    channel.setTitle(scope.title());
    channel.setLink(scope.page().canonical().toASCIIString());
    channel.setDescription(scope.description());
    channel.setLanguage(scope.page().locale().toLanguageTag());
    channel.setLastBuildDate(Date.from(updated));
    channel.setItems(articles.stream().map(RssDocument::item).toList());
    Document document = FeedDocument.write(channel);
    addSelf(document, FeedFormat.RSS.addressOf(scope.page().url()));
    return document;
  }

  private static Item item(Article article) {
    Item item = new Item();
    item.setTitle(article.title());
    item.setLink(article.address());
    Guid guid = new Guid();
    guid.setValue(article.id());
    guid.setPermaLink(false);
    item.setGuid(guid);
    if (!article.date().equals(Instant.EPOCH)) {
      item.setPubDate(Date.from(article.date()));
    }
    if (!article.description().isEmpty()) {
      item.setDescription(escaped(article.description()));
    }
    item.setCategories(article.tags().stream().map(RssDocument::category).toList());
    DCModuleImpl creators = new DCModuleImpl();
    creators.setCreators(article.authors());
    item.setModules(List.of(creators));
    return item;
  }

  /** Readers take a description for HTML, and ours is plain text. */
  private static Description escaped(String text) {
    Description description = new Description();
    description.setValue(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    return description;
  }

  private static Category category(String name) {
    Category category = new Category();
    category.setValue(name);
    return category;
  }

  /** Advised by the RSS Advisory Board's best practices; ROME itself does not write it. */
  private static void addSelf(Document document, URI self) {
    document.getRootElement().addNamespaceDeclaration(ATOM);
    document
        .getRootElement()
        .getChild("channel")
        .addContent(
            0,
            new Element("link", ATOM)
                .setAttribute("href", self.toASCIIString())
                .setAttribute("rel", "self")
                .setAttribute("type", FeedFormat.RSS.type()));
  }
}
