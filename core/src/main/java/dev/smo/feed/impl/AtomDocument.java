package dev.smo.feed.impl;

import com.rometools.rome.feed.atom.Category;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.atom.Person;
import com.rometools.rome.feed.synd.SyndPerson;
import dev.smo.feed.FeedFormat;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jdom2.Document;
import org.jdom2.Namespace;

/** Atom 1.0, RFC 4287. */
final class AtomDocument {
  private AtomDocument() {}

  static Document of(Scope scope, List<Article> articles, Instant updated) {
    URI self = FeedFormat.ATOM.addressOf(scope.page().url());
    Feed feed = new Feed("atom_1.0");
    feed.setId(self.toASCIIString());
    feed.setTitle(scope.title());
    feed.setSubtitle(text(scope.description()));
    feed.setUpdated(Date.from(updated));
    feed.setAuthors(List.of(person(scope.page().site().name())));
    feed.setAlternateLinks(
        List.of(link("alternate", "text/html", scope.page().canonical().toASCIIString())));
    feed.setOtherLinks(List.of(link("self", FeedFormat.ATOM.type(), self.toASCIIString())));
    feed.setEntries(new ArrayList<>(articles.stream().map(AtomDocument::entry).toList()));
    Document document = FeedDocument.write(feed);
    document
        .getRootElement()
        .setAttribute("lang", scope.page().locale().toLanguageTag(), Namespace.XML_NAMESPACE);
    return document;
  }

  private static Entry entry(Article article) {
    Entry entry = new Entry();
    entry.setId(article.id());
    entry.setTitle(article.title());
    entry.setAlternateLinks(List.of(link("alternate", "text/html", article.address())));
    entry.setPublished(Date.from(article.date()));
    entry.setUpdated(Date.from(article.updated()));
    if (!article.description().isEmpty()) {
      entry.setSummary(text(article.description()));
    }
    entry.setAuthors(article.authors().stream().map(AtomDocument::person).toList());
    entry.setCategories(article.tags().stream().map(AtomDocument::category).toList());
    return entry;
  }

  private static Content text(String value) {
    Content content = new Content();
    content.setType(Content.TEXT);
    content.setValue(value);
    return content;
  }

  private static SyndPerson person(String name) {
    Person person = new Person();
    person.setName(name);
    return person;
  }

  private static Category category(String name) {
    Category category = new Category();
    category.setTerm(name);
    return category;
  }

  private static Link link(String rel, String type, String href) {
    Link link = new Link();
    link.setRel(rel);
    link.setType(type);
    link.setHref(href);
    return link;
  }
}
