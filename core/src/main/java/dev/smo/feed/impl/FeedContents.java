// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.FeedFormat;
import dev.smo.prose.WrittenDate;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one document of a feed holds, whatever its format.
 *
 * @param label what the part is called, empty for the whole feed
 * @param pages how many pages the feed has
 * @param hubs the hubs that are told of its changes
 * @param stylesheet address of the CSS with which browsers show it, or empty
 * @param made the day of its making, which stands for a date that nothing in it has
 */
record FeedContents(
    FeedScope scope,
    FeedPart part,
    String label,
    int pages,
    List<URI> hubs,
    List<Article> articles,
    String stylesheet,
    Instant made) {
  /** A link of the feed to itself, or to another of its pages. */
  record Link(String rel, URI href) {}

  String title() {
    return label.isEmpty() ? scope.title() : label + " – " + scope.title();
  }

  /** When the newest of its changes was made. */
  Instant updated() {
    return articles.stream()
        .map(Article::updated)
        .filter(date -> !date.equals(Instant.EPOCH))
        .max(Comparator.naturalOrder())
        .or(() -> scope.page().modified())
        .or(() -> scope.page().published().filter(WrittenDate::isPossible))
        .orElse(made);
  }

  URI self(FeedFormat format) {
    return page(format, part.number());
  }

  /** Address of one of the feed's pages. */
  URI page(FeedFormat format, int number) {
    return format.addressOf(scope.page().url(), part.page(number).selectors());
  }

  boolean hasNext() {
    return part.number() < pages;
  }

  /** RFC 5005, section 3, and WebSub. */
  List<Link> links(FeedFormat format) {
    List<Link> links = new ArrayList<>();
    links.add(new Link("self", self(format)));
    if (pages > 1) {
      links.add(new Link("first", page(format, 1)));
      if (part.number() > 1) {
        links.add(new Link("previous", page(format, part.number() - 1)));
      }
      if (hasNext()) {
        links.add(new Link("next", page(format, part.number() + 1)));
      }
      links.add(new Link("last", page(format, pages)));
    }
    hubs.forEach(hub -> links.add(new Link("hub", hub)));
    return links;
  }
}
