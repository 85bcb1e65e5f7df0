// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.FeedFormat;
import dev.smo.feed.impl.DocumentCache.Choice;
import dev.smo.feed.impl.DocumentCache.Kept;
import dev.smo.host.PageSource;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

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
  private final FeedAssembly assembly;
  private final Clock clock;
  private final DocumentCache shelf = new DocumentCache();
  private final List<Object> locks =
      IntStream.range(0, STRIPES).mapToObj(i -> new Object()).toList();

  @Activate
  public FeedLibrary(
      @Reference PageSource pages,
      @Reference FeedIndex index,
      @Reference AnonymousAccess strangers,
      @Reference FeedAssembly assembly,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.pages = pages;
    this.index = index;
    this.strangers = strangers;
    this.assembly = assembly;
    this.clock = clock;
  }

  /** Which document somebody asks for. */
  private record Asked(String path, FeedFormat format, FeedPart part) {
    String key() {
      return format.extension() + '.' + part.selectors() + path;
    }
  }

  /** The feed at a resource; empty where strangers find none. */
  Optional<FeedDocument> find(String path, FeedFormat format, FeedPart part) {
    Asked asked = new Asked(path, format, part);
    String key = asked.key();
    return current(key)
        .or(
            () -> {
              synchronized (locks.get(Math.floorMod(key.hashCode(), STRIPES))) {
                return current(key).or(() -> make(asked));
              }
            });
  }

  private Optional<FeedDocument> current(String key) {
    return Optional.ofNullable(shelf.get(key))
        .filter(kept -> kept.index().isCurrent(kept.snapshot(), clock.instant()))
        .map(Kept::document);
  }

  private Optional<FeedDocument> make(Asked asked) {
    Optional<Kept> made =
        strangers.read(
            resolver ->
                scope(resolver, asked.path())
                    .map(scope -> index.site(scope.page().site().path()))
                    .flatMap(site -> make(resolver, asked, site)));
    made.ifPresentOrElse(one -> shelf.put(asked.key(), one), () -> shelf.remove(asked.key()));
    return made.map(Kept::document);
  }

  private Optional<Kept> make(ResourceResolver resolver, Asked asked, SiteIndex site) {
    Kept before = shelf.get(asked.key());
    SiteSnapshot snapshot = site.current(clock.instant());
    // From here on nothing that is read is older than the snapshot.
    resolver.refresh();
    FeedScope scope = scope(resolver, asked.path()).orElse(null);
    Choice choice = scope == null ? null : choose(scope, asked.part(), snapshot);
    if (scope == null || choice == null) {
      return Optional.empty();
    }
    FeedDocument old = before == null ? null : before.document();
    if (before != null && before.choice().equals(choice)) {
      return Optional.of(new Kept(before.document(), choice, site, snapshot));
    }
    Instant now = clock.instant();
    FeedContents contents = assembly.of(resolver, scope, asked.part(), choice, now);
    FeedDocument document = FeedDocument.of(asked.format(), contents, old, now);
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
}
