// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.events.ChangedTrees;
import dev.smo.host.PageSource;
import dev.smo.identity.PageIdentity;
import dev.smo.identity.VerifiedPages;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of one site, in memory. It is built by one walk, by the first who asks; changes only
 * mark what they touched, and the next who asks reads that again. Who asks meanwhile waits.
 */
final class SiteIndex {
  private static final Logger LOG = LoggerFactory.getLogger(SiteIndex.class);

  /** Past so many marks a walk over the site is cheaper than to look at each. */
  private static final int MANY = 2_000;

  /** Numbers readings of all sites, so that no number comes twice. */
  private static final AtomicLong READINGS = new AtomicLong();

  private final String site;
  private final PageSource pages;
  private final AnonymousAccess strangers;
  private final VerifiedPages verified;
  private final NavigableMap<String, FeedEntry> entries = new TreeMap<>();
  private final Set<String> nodes = ConcurrentHashMap.newKeySet();
  private final Set<String> trees = ConcurrentHashMap.newKeySet();
  private final Set<String> identities = ConcurrentHashMap.newKeySet();
  private final AtomicLong foreign = new AtomicLong();
  private volatile boolean all = true;
  private volatile boolean touched;
  private volatile @Nullable SiteSnapshot snapshot;

  SiteIndex(String site, PageSource pages, AnonymousAccess strangers, VerifiedPages verified) {
    this.site = site;
    this.pages = pages;
    this.strangers = strangers;
    this.verified = verified;
  }

  /** Marks one page, by the path of its own node, or a file. */
  void mark(String path) {
    mark(nodes, path);
  }

  /** Marks all pages at and below a path. */
  void markTree(String path) {
    mark(trees, path);
  }

  /** Marks the page that has an identity. */
  void markIdentity(String page) {
    mark(identities, page);
  }

  /** Marks that something outside of the site changed which pages may show, such as a picture. */
  void markForeign() {
    foreign.incrementAndGet();
    touched = true;
  }

  /** Marks everything. */
  void forget() {
    all = true;
    touched = true;
  }

  private void mark(Set<String> marks, String mark) {
    if (!all) {
      marks.add(mark);
      if (marks.size() > MANY) {
        all = true;
      }
    }
    touched = true;
  }

  boolean isCurrent(SiteSnapshot known, Instant now) {
    return known == snapshot && !touched && now.isBefore(known.until());
  }

  SiteSnapshot current(Instant now) {
    SiteSnapshot known = snapshot;
    if (known != null && isCurrent(known, now)) {
      return known;
    }
    synchronized (this) {
      known = snapshot;
      if (known == null || !isCurrent(known, now)) {
        known = refresh(now);
        snapshot = known;
      }
      return known;
    }
  }

  private SiteSnapshot refresh(Instant now) {
    boolean everything = all;
    // First the marks go, then the pages are read: what changes meanwhile marks them again.
    touched = false;
    all = false;
    Set<String> changedTrees = take(trees);
    Set<String> changedNodes = take(nodes);
    Set<String> changedWords = take(identities);
    try {
      return verified.reading(
          ids ->
              strangers.read(
                  resolver -> {
                    Reading reading = new Reading(resolver, ids, now);
                    if (everything || snapshot == null) {
                      reading.everything();
                    } else {
                      reading.marked(changedTrees, changedNodes, changedWords);
                    }
                    return snapshot(now);
                  }));
    } catch (RuntimeException e) {
      forget();
      throw e;
    }
  }

  private static Set<String> take(Set<String> marks) {
    Set<String> taken = new TreeSet<>(marks);
    marks.removeAll(taken);
    return taken;
  }

  private SiteSnapshot snapshot(Instant now) {
    Set<String> parents = new HashSet<>();
    Map<String, Long> readings = new HashMap<>();
    Instant until = Instant.MAX;
    for (FeedEntry entry : entries.values()) {
      String below = entry.path() + '/';
      String next = entries.ceilingKey(below);
      if (next != null && next.startsWith(below)) {
        parents.add(entry.path());
      }
      readings.put(entry.path(), entry.reading());
      Instant turns = entry.turns();
      if (turns != null && turns.isBefore(until)) {
        until = turns;
      }
    }
    List<FeedEntry> newest =
        ids(entries.values().stream().filter(FeedEntry::shown)).sorted(FeedEntry.NEWEST).toList();
    return new SiteSnapshot(site, newest, parents, readings, foreign.get(), until);
  }

  /**
   * No two with one id, or readers would take one for a new state of the other: it belongs to the
   * page of whose path it comes, else to the first; of what else claims it the path counts.
   */
  private static Stream<FeedEntry> ids(Stream<FeedEntry> shown) {
    List<FeedEntry> all = shown.toList();
    Map<String, FeedEntry> owners = new HashMap<>();
    all.forEach(entry -> owners.merge(entry.id(), entry, (a, b) -> isFirst(b) ? b : a));
    return all.stream()
        .map(
            entry ->
                owners.get(entry.id()) == entry
                    ? entry
                    : entry.withId(PageIdentity.first(entry.path())));
  }

  private static boolean isFirst(FeedEntry entry) {
    return PageIdentity.first(entry.path()).equals(entry.id());
  }

  /** One reading of the repository into the index. */
  private final class Reading {
    private final ResourceResolver resolver;
    private final Function<Resource, String> ids;
    private final FeedEntry.At at;
    private final Map<String, String> shared = new HashMap<>();

    private Reading(ResourceResolver resolver, Function<Resource, String> ids, Instant now) {
      this.resolver = resolver;
      this.ids = ids;
      at = new FeedEntry.At(READINGS.incrementAndGet(), now);
    }

    private void everything() {
      long start = System.nanoTime();
      entries.clear();
      tree(site);
      LOG.info(
          "Read {} pages of {} for its feeds in {} ms",
          entries.size(),
          site,
          (System.nanoTime() - start) / 1_000_000);
    }

    private void marked(
        Collection<String> changedTrees,
        Collection<String> changedNodes,
        Set<String> changedWords) {
      ChangedTrees.topmost(changedTrees.stream()).forEach(this::tree);
      changedNodes.forEach(this::node);
      entries.values().stream()
          .filter(e -> changedWords.contains(e.id()) || isOver(e))
          .map(FeedEntry::path)
          .toList()
          .forEach(this::node);
    }

    private boolean isOver(FeedEntry entry) {
      return entry.turns() != null && !entry.turns().isAfter(at.now());
    }

    private void tree(String path) {
      int before = entries.size();
      entries.subMap(path + '/', path + (char) ('/' + 1)).clear();
      node(path);
      Resource root = resolver.getResource(path);
      if (root != null) {
        try (Stream<Resource> below = pages.pagesBelow(root)) {
          below.forEach(this::put);
        }
      }
      if (before == entries.size()) {
        foreign.incrementAndGet();
      }
    }

    private void node(String path) {
      Resource page = resolver.getResource(path);
      boolean known = entries.remove(path) != null;
      if (page != null && pages.isPage(page)) {
        put(page);
      } else if (!known) {
        foreign.incrementAndGet();
      }
    }

    private void put(Resource page) {
      pages
          .read(page)
          .map(read -> FeedEntry.of(read, page, ids, at, this::share))
          .ifPresent(entry -> entries.put(entry.path(), entry));
    }

    private String share(String text) {
      return shared.computeIfAbsent(text, same -> same);
    }
  }
}
