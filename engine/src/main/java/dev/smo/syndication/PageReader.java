// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageSource;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.page.Page;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sling.api.resource.Resource;

/** Reads pages for what is posted of them. */
final class PageReader {
  /** How often a page is read while others plan its posts. */
  private static final int TRIES = 5;

  private final Repository repository;
  private final PageSource pages;
  private final Identities identities;

  PageReader(Repository repository, PageSource pages, Identities identities) {
    this.repository = repository;
    this.pages = pages;
    this.identities = identities;
  }

  /**
   * Works with a page while it is read; once more where others were faster. What is read then is
   * newer than what they wrote, whatever the clocks of two machines say.
   *
   * @param now before it is read
   * @return what came of it; empty where there is no page
   */
  <T> Optional<T> read(String path, Instant now, Function<PageReading, T> work) {
    ReadBeforeException late = new ReadBeforeException(now);
    for (int i = 0; i < TRIES; i++) {
      try {
        return once(path, i == 0 ? now : late.last.plusMillis(1), work);
      } catch (ReadBeforeException e) {
        late = e;
      }
    }
    throw late;
  }

  private <T> Optional<T> once(String path, Instant now, Function<PageReading, T> work) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(path))
                .flatMap(
                    resource ->
                        pages
                            .read(resource)
                            .map(facts -> new PageReading("", subject(resource, facts), now)))
                .map(work));
  }

  /** What a page is now, whatever was told of it. */
  PageStanding standing(String path, Instant now) {
    return repository.read(resolver -> PageStanding.of(resolver.getResource(path), pages, now));
  }

  /** What the policy says of a page that perhaps cannot be read; empty where there is no page. */
  <T> Optional<T> policy(String path, Function<SyndicationPolicy, T> says) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(path))
                .filter(pages::isPage)
                .map(page -> SyndicationPolicies.of(page, SyndicationPolicy.class))
                .map(says));
  }

  /** Works with the page of a post; empty where it is gone, or another took its place. */
  <T> Optional<T> read(PostRecord post, Instant now, Function<PageReading, T> work) {
    String path = post.text(Key.PATH);
    String identity = post.text(Key.PAGE);
    return identities.find(path).filter(identity::equals).isPresent()
        ? read(path, now, reading -> work.apply(reading.of(identity)))
        : Optional.empty();
  }

  private PlannedPage subject(Resource resource, Page page) {
    PostOptions choices =
        PostOptions.of(pages.pageOf(resource).flatMap(pages::contentOf).orElse(null));
    SyndicationPolicy policy = SyndicationPolicies.of(resource, SyndicationPolicy.class);
    return PlannedPage.of(page, choices, policy, pages, resource);
  }
}
