// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.host.PageSource;
import dev.smo.page.Author;
import dev.smo.page.Image;
import dev.smo.page.Page;
import dev.smo.page.Site;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.SyntheticResource;
import org.apache.sling.testing.mock.sling.context.SlingContextImpl;

/** A site of 10,000 articles in 100 sections, which are made up as they are read. */
final class ManyPages implements PageSource {
  static final String SITE = "/content/many";

  private static final int SECTIONS = 100;
  private static final int ARTICLES = 100;
  private static final Site HOST =
      new Site(SITE, "Many", URI.create("https://many.example"), Locale.ENGLISH);

  /** Titles by path. */
  final Map<String, String> titles = new TreeMap<>();

  ManyPages() {
    titles.put(SITE + "/index", "Home");
    for (int section = 0; section < SECTIONS; section++) {
      titles.put(SITE + "/section-" + section, "Section " + section);
      for (int article = 0; article < ARTICLES; article++) {
        String path = SITE + "/section-" + section + "/article-" + article;
        titles.put(path, "Article " + article + " of section " + section);
      }
    }
  }

  /** Puts a node for each page into a repository, since feeds are asked for by resource. */
  void fill(SlingContextImpl context) {
    context.create().resource(SITE);
    titles.keySet().forEach(path -> context.create().resource(path));
    try {
      context.resourceResolver().commit();
    } catch (PersistenceException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives an article of today another title. */
  String retitle(String title) {
    String path = SITE + "/section-7/article-7";
    titles.put(path, title);
    return path;
  }

  @Override
  public Optional<Resource> pageOf(Resource any) {
    return Optional.of(any).filter(page -> titles.containsKey(page.getPath()));
  }

  @Override
  public Optional<Resource> contentOf(Resource page) {
    return Optional.empty();
  }

  @Override
  public Optional<Resource> at(URI address, ResourceResolver reader) {
    return Optional.empty();
  }

  @Override
  public Optional<Image> image(Resource any, String place, String alt) {
    return Optional.empty();
  }

  @Override
  public Stream<Resource> pagesBelow(Resource root) {
    ResourceResolver resolver = root.getResourceResolver();
    return titles.keySet().stream()
        .filter(path -> path.startsWith(root.getPath() + '/'))
        .map(path -> new SyntheticResource(resolver, path, "page"));
  }

  @Override
  public Optional<Page> read(Resource any) {
    return Optional.ofNullable(titles.get(any.getPath())).map(title -> page(any, title));
  }

  private static Page page(Resource any, String title) {
    String path = any.getPath();
    int number = Math.floorMod(path.hashCode(), 500_000);
    URI url = URI.create(HOST.url() + path.substring(SITE.length()) + ".html");
    return Page.builder(path, HOST, url)
        .title(title)
        .description("What there is to say of " + title)
        .tags(List.of("Tag " + number % 50, "Tag " + number % 7))
        .authors(List.of(Author.named("Author " + number % 20)))
        .published(
            path.endsWith("-7/article-7")
                ? Instant.parse("2026-11-24T00:00:00Z")
                : Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number))
        .live(true)
        .home(Objects.equals(path, SITE + "/index"))
        .build();
  }
}
