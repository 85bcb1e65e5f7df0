// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A site's pages as they were between two changes. Immutable; a document made from it is right as
 * long as its index gives the same snapshot.
 *
 * @param site path of the site
 * @param newest the articles that strangers may see, the newest first
 * @param parents paths of pages that have pages below them
 * @param readings by path: the reading of each page, an article or not
 * @param foreign how often something changed that is no page, such as a picture
 * @param until when the first page changes by itself
 */
record SiteSnapshot(
    String site,
    List<FeedEntry> newest,
    Set<String> parents,
    Map<String, Long> readings,
    long foreign,
    Instant until) {
  /** The articles of a scope that a part of its feed is about. */
  Stream<FeedEntry> articles(FeedScope scope, Predicate<FeedEntry> part) {
    String below = scope.root() + '/';
    boolean whole = scope.root().equals(site);
    return newest.stream()
        .filter(entry -> whole || entry.path().startsWith(below))
        .filter(entry -> scope.isArticle(entry.template(), !parents.contains(entry.path())))
        .filter(part);
  }
}
