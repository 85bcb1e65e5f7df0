// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.host.PageSource;
import dev.smo.html.HtmlLimitException;
import dev.smo.outbound.Outbound;
import dev.smo.page.Page;
import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import dev.smo.web.WebAddress;
import dev.smo.webmention.WebmentionPolicies;
import dev.smo.webmention.WebmentionPolicy;
import dev.smo.webmention.engine.OutgoingLinks.Search;
import dev.smo.webmention.engine.SentWebmentions.Entry;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other sites what a page links to now, and linked to before. Looks at the page as strangers
 * see it, so it waits until that is what the repository says: receivers will look as well. It may
 * be asked at any time and any number of times; what was told already is not told again.
 */
@Component(service = WebmentionSender.class)
public final class WebmentionSender {
  private static final Logger LOG = LoggerFactory.getLogger(WebmentionSender.class);

  private final Repository repository;
  private final PageSource pages;
  private final SentWebmentions toldPages;
  private final PublicPages publicPages;
  private final WebmentionCalls calls;

  @Activate
  public WebmentionSender(
      @Reference Repository repository,
      @Reference PageSource pages,
      @Reference SentWebmentions toldPages,
      @Reference Outbound outbound,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this.repository = repository;
    this.pages = pages;
    this.toldPages = toldPages;
    this.publicPages = new PublicPages(outbound);
    this.calls = new WebmentionCalls(outbound, clock);
  }

  /** Pages at or below a path that have something to tell, be it that they are gone. */
  List<String> concerned(String path) {
    Optional<Search> search = searchFor(path);
    if (search.isEmpty()) {
      return List.of();
    }
    return live(path).isPresent() ? List.of(path) : toldPages.below(path);
  }

  /** Tells what is to be told of the page at a path; false: something must be tried again later. */
  boolean tell(String path) throws InterruptedException {
    Optional<Search> search = searchFor(path);
    if (search.isEmpty()) {
      return true;
    }
    Optional<Page> page = live(path);
    Optional<Entry> before = toldPages.of(path);
    return page.isEmpty()
        ? before.isEmpty() || tellGone(path, before.get())
        : tellLinks(path, page.get(), search.get(), before);
  }

  private boolean tellLinks(String path, Page page, Search search, Optional<Entry> before)
      throws InterruptedException {
    Optional<WebAddress> source = WebAddress.of(page.url());
    if (source.isEmpty()) {
      LOG.error("{} is at {}, which is no address of the web", path, page.url());
      return true;
    }
    OutgoingLinks now;
    try {
      now = OutgoingLinks.of(publicPages.load(source.get()), source.get(), search);
    } catch (HtmlLimitException e) {
      LOG.warn("{} is not searched for links: {}", path, e.getMessage());
      return true;
    } catch (IOException e) {
      LOG.info("{} is not seen by strangers yet, or not just now: {}", path, e.getMessage());
      return false;
    }
    Map<String, SentWebmention> told =
        before
            .filter(entry -> entry.source().equals(source.get()))
            .map(Entry::told)
            .orElse(Map.of());
    return keep(path, new Entry(source.get(), tellAll(source.get(), now, told)));
  }

  private Map<String, SentWebmention> tellAll(
      WebAddress source, OutgoingLinks now, Map<String, SentWebmention> before)
      throws InterruptedException {
    Map<String, SentWebmention> after = new LinkedHashMap<>();
    for (String link : now.links()) {
      SentWebmention one = before.getOrDefault(link, SentWebmention.first(link));
      after.put(link, calls.tell(source, one, now.digest()));
    }
    Map<String, SentWebmention> unlinked = new LinkedHashMap<>(before);
    unlinked.keySet().removeAll(now.links());
    after.putAll(farewells(source, unlinked));
    return after;
  }

  /** Tells receivers that know of a link to look again, and so to see that it is gone. */
  private Map<String, SentWebmention> farewells(
      WebAddress source, Map<String, SentWebmention> unlinked) throws InterruptedException {
    Map<String, SentWebmention> after = new LinkedHashMap<>();
    for (SentWebmention one : unlinked.values()) {
      SentWebmention then = one.knows() ? calls.farewell(source, one) : one;
      if (then.knows()) {
        after.put(then.target(), then);
      }
    }
    return after;
  }

  private boolean tellGone(String path, Entry before) throws InterruptedException {
    try {
      if (!publicPages.isGone(before.source())) {
        LOG.info("{} is away, but strangers still see it", path);
        return false;
      }
    } catch (IOException e) {
      LOG.info("Whether strangers still see {} is unclear: {}", path, e.getMessage());
      return false;
    }
    Map<String, SentWebmention> after = farewells(before.source(), before.told());
    return keep(path, new Entry(before.source(), after));
  }

  private boolean keep(String path, Entry entry) {
    toldPages.keep(path, entry);
    return entry.told().values().stream()
        .noneMatch(one -> one.state() == SentWebmention.State.WAITING);
  }

  /** What to look for in the page at a path; empty where the policy wants nobody told. */
  private Optional<Search> searchFor(String path) {
    return repository.read(
        resolver ->
            WebmentionPolicies.at(resolver, path).filter(WebmentionPolicy::send).map(Search::of));
  }

  private Optional<Page> live(String path) {
    return repository.read(
        resolver ->
            Optional.ofNullable(resolver.getResource(path))
                .flatMap(pages::read)
                .filter(page -> page.live() && page.path().equals(path)));
  }
}
