// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.smo.feed.catalog.ApprovedWords;
import dev.smo.feed.catalog.Hubs;
import dev.smo.feed.impl.DocumentCache.Choice;
import dev.smo.files.StaticFiles;
import dev.smo.host.PageSource;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Reads the articles of a feed document, and what stands above them, from the repository. */
@Component(service = FeedAssembly.class)
public final class FeedAssembly {
  private final PageSource pages;
  private final Renderer renderer;
  private final StaticFiles files;
  private final @Nullable ApprovedWords words;

  @Activate
  public FeedAssembly(
      @Reference PageSource pages,
      @Reference Renderer renderer,
      @Reference StaticFiles files,
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          ApprovedWords words) {
    this.pages = pages;
    this.renderer = renderer;
    this.files = files;
    this.words = words;
  }

  /**
   * What a document says.
   *
   * @param choice which entries it has
   * @param now pages that are not shown at this time are left out
   */
  FeedContents of(
      ResourceResolver resolver, FeedScope scope, FeedPart part, Choice choice, Instant now) {
    List<FeedEntry> entries = choice.entries();
    String label = entries.isEmpty() ? "" : part.label(entries.get(0));
    // Only whole feeds are topics of hubs, and of them the first page, which is what changes.
    List<URI> hubs =
        part.equals(FeedPart.WHOLE) ? Hubs.of(scope.settings().hubs()).addresses() : List.of();
    List<Article> articles =
        entries.stream().flatMap(entry -> article(resolver, entry, scope, now)).toList();
    String stylesheet = stylesheet(resolver, scope.settings().stylesheet().strip());
    return new FeedContents(
        scope, part, label, choice.pages(), hubs, articles, stylesheet, now.truncatedTo(DAYS));
  }

  private String stylesheet(ResourceResolver resolver, String chosen) {
    return switch (chosen) {
      case "" -> files.address(resolver, "feed.css");
      case "none" -> "";
      default -> chosen;
    };
  }

  private Stream<Article> article(
      ResourceResolver resolver, FeedEntry entry, FeedScope scope, Instant now) {
    Resource resource = resolver.getResource(entry.path());
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
