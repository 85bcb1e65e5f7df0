package dev.smo.feed.impl;

import dev.smo.page.Author;
import dev.smo.page.Page;
import dev.smo.page.PageIdentity;
import dev.smo.page.PageSource;
import dev.smo.page.PlainText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;

/**
 * One entry of a feed.
 *
 * @param page the page's facts
 * @param id identity that outlives a change of the page's address, once one was minted
 */
record Article(Page page, String id) {
  private static final Comparator<Article> NEWEST =
      Comparator.comparing(Article::date).reversed().thenComparing(Article::id);

  /** The newest articles of a scope; reads every page below its root once, without a query. */
  static List<Article> newest(Scope scope, PageSource pages) {
    try (Stream<Resource> below = pages.pagesBelow(scope.root())) {
      return below
          .filter(page -> !scope.templates().isEmpty() || isLeaf(page, pages))
          .flatMap(page -> read(page, scope, pages).stream())
          .sorted(NEWEST)
          .limit(scope.limit())
          .toList();
    }
  }

  private static boolean isLeaf(Resource page, PageSource pages) {
    try (Stream<Resource> below = pages.pagesBelow(page)) {
      return below.findAny().isEmpty();
    }
  }

  private static Optional<Article> read(Resource resource, Scope scope, PageSource pages) {
    return pages
        .read(resource)
        .filter(page -> page.live() && !page.noindex() && !page.home())
        .filter(page -> isArticle(page, scope))
        .map(page -> new Article(page, id(resource, page, pages)));
  }

  private static boolean isArticle(Page page, Scope scope) {
    return scope.templates().isEmpty()
        || scope.templates().stream().anyMatch(p -> p.matcher(page.template()).matches());
  }

  private static String id(Resource resource, Page page, PageSource pages) {
    return "urn:x-smo:page:"
        + pages
            .contentOf(resource)
            .flatMap(PageIdentity::in)
            .orElseGet(() -> PageIdentity.first(page.path()));
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

  List<String> tags() {
    return page.tags().stream().map(PlainText::line).filter(tag -> !tag.isEmpty()).toList();
  }

  List<String> authors() {
    return page.authors().stream()
        .map(Author::name)
        .map(PlainText::line)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** When it came out, as well as that is known. */
  Instant date() {
    return page.published().or(page::modified).orElse(Instant.EPOCH);
  }

  /** When it last changed; never before it came out. */
  Instant updated() {
    return page.modified().filter(at -> at.isAfter(date())).orElseGet(this::date);
  }
}
