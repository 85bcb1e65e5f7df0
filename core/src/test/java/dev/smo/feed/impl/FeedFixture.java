// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.ApprovedWords;
import dev.smo.files.StaticFiles;
import dev.smo.host.PageSource;
import dev.smo.identity.VerifiedPages;
import dev.smo.repository.Repository;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.resource.observation.ResourceChange;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.testing.mock.sling.context.SlingContextImpl;
import org.jetbrains.annotations.Nullable;

/** The parts behind the feeds, put together on a test's repository. */
public final class FeedFixture {
  private final FeedIndex index;
  private final FeedLibrary library;
  private final PublicFeeds feeds;

  FeedFixture(SlingContextImpl context, PageSource pages, @Nullable ApprovedWords words) {
    this(context, pages, words, Clock.systemUTC());
  }

  public FeedFixture(
      SlingContextImpl context, PageSource pages, @Nullable ApprovedWords words, Clock clock) {
    ResourceResolverFactory resolvers =
        Objects.requireNonNull(context.getService(ResourceResolverFactory.class));
    AnonymousAccess strangers = new AnonymousAccess(resolvers);
    StaticFiles files =
        new StaticFiles(
            new Repository(resolvers), "/static/clientlibs/smo", "/static/clientlibs/smo");
    index = new FeedIndex(pages, strangers, new VerifiedPages(new Repository(resolvers), pages));
    FeedAssembly assembly = new FeedAssembly(pages, new Renderer(null), files, words);
    library = new FeedLibrary(pages, index, strangers, assembly, clock);
    feeds = new PublicFeeds(pages, index, library, strangers);
  }

  FeedIndex index() {
    return index;
  }

  FeedLibrary library() {
    return library;
  }

  public PublicFeeds feeds() {
    return feeds;
  }

  /** Tells what the repository would tell. */
  public void changed(ChangeType type, String... paths) {
    List<ResourceChange> changes =
        Stream.of(paths)
            .map(path -> new ResourceChange(type, path, /* isExternal= */ false))
            .toList();
    index.onChange(changes);
  }
}
