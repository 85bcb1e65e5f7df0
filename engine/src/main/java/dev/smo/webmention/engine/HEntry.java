// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.reactions.store.Reaction.Kind;
import dev.smo.web.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jetbrains.annotations.Nullable;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The entry of a page that speaks of ours: what it does about it, who wrote it, what it says. */
final class HEntry {
  private static final List<String> ENTRIES = List.of("h-entry", "h-event", "h-review");
  private static final String[] ANSWERS =
      Stream.of("in-reply-to", "repost-of", "like-of", "bookmark-of")
          .flatMap(name -> Stream.of("u-" + name, "p-" + name))
          .toArray(String[]::new);

  private final Document page;
  private final Microformat item;

  private HEntry(Document page, Microformat item) {
    this.page = page;
    this.item = item;
  }

  /**
   * The entry that answers the target, else one that links to it. A page may hold many, as in a
   * feed; entries within others, such as the comments below a post, are not its own words.
   */
  static Optional<HEntry> about(Document page, WebAddress target) {
    List<HEntry> entries = in(page).toList();
    return entries.stream()
        .filter(entry -> entry.kind(target) != Kind.MENTION)
        .findFirst()
        .or(
            () ->
                entries.stream()
                    .filter(entry -> SourceDocument.linksTo(entry.item.root(), target))
                    .findFirst());
  }

  /** All that entries of the page answer, repost, like or bookmark. */
  static Stream<WebAddress> answered(Document page) {
    return in(page).flatMap(entry -> entry.item.addresses(ANSWERS).stream());
  }

  private static Stream<HEntry> in(Document page) {
    return Microformat.outermost(page).stream()
        .filter(element -> ENTRIES.stream().anyMatch(element::hasClass))
        .map(element -> new HEntry(page, new Microformat(element)));
  }

  Kind kind(WebAddress target) {
    if (names(target, "in-reply-to")) {
      return Kind.REPLY;
    } else if (names(target, "repost-of")) {
      return Kind.REPOST;
    } else if (names(target, "like-of")) {
      return Kind.LIKE;
    }
    return names(target, "bookmark-of") ? Kind.BOOKMARK : Kind.MENTION;
  }

  private boolean names(WebAddress target, String property) {
    return item.addresses("u-" + property, "p-" + property).contains(target);
  }

  /** What it says: the words of a reply, the title of a page that mentions ours. */
  String text(Kind kind) {
    return switch (kind) {
      case LIKE, REPOST -> "";
      case REPLY -> first(item.text("e-content", "p-content"), summary(), item.text("p-name"));
      case MENTION, BOOKMARK ->
          first(item.text("p-name"), summary(), item.text("e-content", "p-content"));
    };
  }

  private String summary() {
    return item.text("p-summary");
  }

  String url() {
    return item.addresses("u-url").stream().findFirst().map(WebAddress::toString).orElse("");
  }

  Optional<Instant> published() {
    return item.properties("dt-published", "dt-updated").stream()
        .flatMap(element -> Dates.parse(MicroformatValues.date(element)).stream())
        .findFirst();
  }

  String author() {
    Microformat card = card();
    return card == null ? item.text("p-author") : card.name();
  }

  String authorUrl() {
    Microformat card = card();
    Optional<WebAddress> url =
        card == null ? item.addresses("u-author", "p-author").stream().findFirst() : card.url();
    return url.map(WebAddress::toString).orElse("");
  }

  /** The card of who wrote it: the entry's own, its feed's, else the only one that stands free. */
  private @Nullable Microformat card() {
    Optional<Microformat> named = card(item.properties("p-author", "u-author"));
    if (named.isPresent()) {
      return named.get();
    }
    Element feed = item.root().closest(".h-feed");
    Optional<Microformat> feeds =
        feed == null
            ? Optional.empty()
            : card(new Microformat(feed).properties("p-author", "u-author"));
    if (feeds.isPresent() || !item.text("p-author").isEmpty()) {
      return feeds.orElse(null);
    }
    List<Element> free =
        Microformat.outermost(page).stream().filter(item -> item.hasClass("h-card")).toList();
    return free.size() == 1 ? new Microformat(free.get(0)) : null;
  }

  private static Optional<Microformat> card(List<Element> authors) {
    return authors.stream().filter(Microformat::isRoot).findFirst().map(Microformat::new);
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
