package dev.smo.card.impl;

import dev.smo.card.CardDefaults;
import dev.smo.feed.FeedFormat;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.PlainText;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one page's card says, once the page's own choices and the site's defaults are weighed.
 *
 * @param page the page's facts
 * @param title never empty
 * @param description may be empty
 * @param image one that networks can show
 * @param defaults the site's defaults
 * @param feeds addresses of the site's feeds
 */
record Card(
    Page page,
    String title,
    String description,
    Optional<Image> image,
    CardDefaults defaults,
    Map<FeedFormat, URI> feeds) {

  String siteName() {
    String name = PlainText.line(defaults.siteName());
    return name.isEmpty() ? PlainText.line(page.site().name()) : name;
  }

  /** {@code og:type}. */
  String type() {
    return page.home() || defaults.type().isBlank() ? "website" : defaults.type().strip();
  }

  boolean article() {
    return "article".equals(type());
  }

  String url() {
    return page.canonical().toASCIIString();
  }

  List<String> tags() {
    return page.tags().stream().map(PlainText::line).filter(tag -> !tag.isEmpty()).toList();
  }

  List<Author> authors() {
    return page.authors().stream()
        .map(
            author ->
                new Author(
                    PlainText.line(author.name()),
                    PlainText.line(author.url()),
                    PlainText.line(author.fediverse())))
        .filter(author -> !author.name().isEmpty())
        .toList();
  }

  /** Whom Mastodon credits: the first author with a handle, else whom the site names. */
  String creator() {
    return authors().stream()
        .map(Author::fediverse)
        .filter(handle -> !handle.isEmpty())
        .findFirst()
        .orElseGet(() -> PlainText.line(defaults.fediverseCreator()));
  }
}
