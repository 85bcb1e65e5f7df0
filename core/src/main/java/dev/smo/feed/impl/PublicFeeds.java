// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.FeedFormat;
import dev.smo.feed.catalog.Feeds;
import dev.smo.host.PageSource;
import dev.smo.page.Page;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The feeds of whole sites and of their sections, as hubs know them. */
@Component(service = Feeds.class)
public final class PublicFeeds implements Feeds {
  /** So many sections of a site are looked at for hubs, those nearest to its root first. */
  static final int SECTIONS = 50;

  private static final Comparator<String> NEAREST =
      Comparator.<String>comparingLong(path -> path.chars().filter(c -> c == '/').count())
          .thenComparing(Comparator.naturalOrder());

  private final PageSource pages;
  private final FeedIndex index;
  private final FeedLibrary library;
  private final AnonymousAccess strangers;

  @Activate
  public PublicFeeds(
      @Reference PageSource pages,
      @Reference FeedIndex index,
      @Reference FeedLibrary library,
      @Reference AnonymousAccess strangers) {
    this.pages = pages;
    this.index = index;
    this.library = library;
    this.strangers = strangers;
  }

  @Override
  public Set<String> sitesOf(Set<String> paths) {
    return strangers.read(
        resolver -> {
          Set<String> sites = new TreeSet<>();
          for (String path : paths) {
            if (sites.stream().noneMatch(site -> path.startsWith(site + '/'))) {
              site(resolver, path).ifPresent(sites::add);
            }
          }
          return sites;
        });
  }

  /** The site of a page, also of one that is gone: then that of the nearest page that is left. */
  private Optional<String> site(ResourceResolver resolver, String path) {
    for (String at = path; at.lastIndexOf('/') > 0; at = at.substring(0, at.lastIndexOf('/'))) {
      Resource node = resolver.getResource(at);
      Optional<String> site =
          Optional.ofNullable(node)
              .flatMap(there -> pages.read(there).or(() -> firstBelow(there)))
              .map(page -> page.site().path());
      if (site.isPresent()) {
        return site.filter(root -> path.equals(root) || path.startsWith(root + '/'));
      }
    }
    return Optional.empty();
  }

  private Optional<Page> firstBelow(Resource folder) {
    try (Stream<Resource> below = pages.pagesBelow(folder)) {
      return below.findFirst().flatMap(pages::read);
    }
  }

  @Override
  public List<Topic> topics(String site) {
    Optional<String> home = strangers.read(resolver -> homeWithHubs(resolver, site));
    if (home.isEmpty()) {
      return List.of();
    }
    List<Topic> topics = new ArrayList<>(topics(home.get(), /* whole= */ true));
    SiteSnapshot snapshot = index.site(site).current(Clock.systemUTC().instant());
    snapshot.parents().stream()
        .sorted(NEAREST)
        .limit(SECTIONS)
        .forEach(path -> topics.addAll(topics(path, /* whole= */ false)));
    return topics;
  }

  /** Path of the home page, if its settings name hubs: most sites have none, and cost nothing. */
  private Optional<String> homeWithHubs(ResourceResolver resolver, String site) {
    Resource root = resolver.getResource(site);
    if (root == null) {
      return Optional.empty();
    }
    try (Stream<Resource> candidates = Stream.concat(Stream.of(root), pages.pagesBelow(root))) {
      return candidates
          .filter(page -> pages.read(page).filter(Page::home).isPresent())
          .findFirst()
          .filter(
              page ->
                  FeedScope.of(page, pages).filter(s -> s.settings().hubs().length > 0).isPresent())
          .map(Resource::getPath);
    }
  }

  private List<Topic> topics(String path, boolean whole) {
    return Stream.of(FeedFormat.values())
        .flatMap(format -> library.find(path, format, FeedPart.WHOLE).stream())
        .filter(feed -> !feed.hubs().isEmpty())
        .map(feed -> new Topic(feed.self(), feed.digest(), feed.hubs(), whole))
        .toList();
  }

  @Override
  public void changed(String page) {
    index.wordsChanged(page);
  }
}
