// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.ApprovedWords;
import dev.smo.feed.catalog.FeedFormat;
import dev.smo.feed.impl.DocumentCache.Choice;
import dev.smo.feed.impl.DocumentCache.Kept;
import dev.smo.files.StaticFiles;
import dev.smo.host.PageSource;
import dev.smo.repository.SystemClock;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Gives feeds as documents. One that was made is given again, without a look at the repository, as
 * long as nothing of its site has changed; and without being written again as long as nothing of
 * what it holds has.
 */
@Component(service = FeedLibrary.class)
public final class FeedLibrary {
  private static final int STRIPES = 32;

  private final PageSource pages;
  private final FeedIndex index;
  private final AnonymousAccess strangers;
  private final Renderer renderer;
  private final StaticFiles files;
  private final @Nullable ApprovedWords words;
  private final Clock clock;
  private final DocumentCache shelf = new DocumentCache();
  private final List<Object> locks =
      IntStream.range(0, STRIPES).mapToObj(i -> new Object()).toList();

  @Activate
  public FeedLibrary(
      @Reference PageSource pages,
      @Reference FeedIndex index,
      @Reference AnonymousAccess strangers,
      @Reference Renderer renderer,
      @Reference StaticFiles files,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          ApprovedWords words,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.pages = pages;
    this.index = index;
    this.strangers = strangers;
    this.renderer = renderer;
    this.files = files;
    this.words = words;
    this.clock = clock;
  }

  /** The feed at a resource; empty where strangers find none. */
  Optional<FeedDocument> find(String path, FeedFormat format, FeedPart part) {
    String key = format.extension() + '.' + part.selectors() + path;
    return current(key)
        .or(
            () -> {
              synchronized (locks.get(Math.floorMod(key.hashCode(), STRIPES))) {
                return current(key).or(() -> make(key, path, format, part));
              }
            });
  }

  private Optional<FeedDocument> current(String key) {
    return Optional.ofNullable(shelf.get(key))
        .filter(kept -> kept.index().isCurrent(kept.snapshot(), clock.instant()))
        .map(Kept::document);
  }

  private Optional<FeedDocument> make(String key, String path, FeedFormat format, FeedPart part) {
    Kept before = shelf.get(key);
    Optional<Kept> made =
        strangers.read(
            resolver ->
                scope(resolver, path)
                    .map(scope -> index.site(scope.page().site().path()))
                    .flatMap(site -> make(resolver, path, format, part, before, site)));
    made.ifPresentOrElse(one -> shelf.put(key, one), () -> shelf.remove(key));
    return made.map(Kept::document);
  }

  private Optional<Kept> make(
      ResourceResolver resolver,
      String path,
      FeedFormat format,
      FeedPart part,
      @Nullable Kept before,
      SiteIndex site) {
    SiteSnapshot snapshot = site.current(clock.instant());
    // From here on nothing that is read is older than the snapshot.
    resolver.refresh();
    FeedScope scope = scope(resolver, path).orElse(null);
    Choice choice = scope == null ? null : choose(scope, part, snapshot);
    if (scope == null || choice == null) {
      return Optional.empty();
    }
    FeedDocument old = before == null ? null : before.document();
    if (before != null && before.choice().equals(choice)) {
      return Optional.of(new Kept(before.document(), choice, site, snapshot));
    }
    FeedContents contents = contents(resolver, scope, part, choice);
    FeedDocument document = FeedDocument.of(format, contents, old, clock.instant());
    return Optional.of(new Kept(document, choice, site, snapshot));
  }

  /** The entries of a document; null where there is no such part. */
  private static @Nullable Choice choose(FeedScope scope, FeedPart part, SiteSnapshot snapshot) {
    List<FeedEntry> all = snapshot.articles(scope, part.predicate()).toList();
    int limit = scope.limit();
    int count = Math.max(1, (all.size() + limit - 1) / limit);
    if (part.number() > count || (part.kind() != FeedPart.Kind.ALL && all.isEmpty())) {
      return null;
    }
    int first = (part.number() - 1) * limit;
    List<FeedEntry> chosen = List.copyOf(all.subList(first, Math.min(all.size(), first + limit)));
    long reading = snapshot.readings().getOrDefault(scope.page().path(), 0L);
    return new Choice(scope.root(), limit, reading, snapshot.foreign(), count, chosen);
  }

  private Optional<FeedScope> scope(ResourceResolver resolver, String path) {
    return Optional.ofNullable(resolver.getResource(path))
        .filter(any -> FeedScope.isAt(any, pages))
        .flatMap(any -> FeedScope.of(any, pages));
  }

  private FeedContents contents(
      ResourceResolver resolver, FeedScope scope, FeedPart part, Choice choice) {
    List<FeedEntry> entries = choice.entries();
    String label = entries.isEmpty() ? "" : part.label(entries.get(0));
    // Only whole feeds are topics of hubs, and of them the first page, which is what changes.
    List<URI> hubs =
        part.equals(FeedPart.WHOLE) ? FeedContents.hubs(scope.settings().hubs()) : List.of();
    List<Article> articles =
        entries.stream().flatMap(entry -> article(resolver, entry, scope)).toList();
    String stylesheet = stylesheet(resolver, scope.settings().stylesheet().strip());
    return new FeedContents(scope, part, label, choice.pages(), hubs, articles, stylesheet);
  }

  private String stylesheet(ResourceResolver resolver, String chosen) {
    return switch (chosen) {
      case "" -> files.address(resolver, "feed.css");
      case "none" -> "";
      default -> chosen;
    };
  }

  private Stream<Article> article(ResourceResolver resolver, FeedEntry entry, FeedScope scope) {
    Resource resource = resolver.getResource(entry.path());
    Instant now = clock.instant();
    return Stream.ofNullable(resource)
        .flatMap(there -> pages.read(there).stream())
        .filter(page -> FeedEntry.isShown(page, now))
        .map(
            page ->
                new Article(
                    page,
                    entry.id(),
                    renderer.article(resource, page, entry.reading(), scope.settings()),
                    page.image().map(i -> FileSizes.length(i, page.site(), resolver)).orElse(0L),
                    scope.settings().words() && words != null ? words.of(entry.id()) : List.of()));
  }
}
