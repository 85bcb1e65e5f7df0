// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.annotations.Nullable;

/** Documents that were made, the least used of which go first when they become too many. */
final class DocumentCache {
  private static final int MOST = 1_000;
  private static final long MOST_BYTES = 32L << 20;

  /**
   * What a document was made of. The same again gives the same bytes.
   *
   * @param reading of the page that carries the feed
   */
  record Choice(
      String root, int limit, long reading, long foreign, int pages, List<FeedEntry> entries) {}

  /** A document, and the snapshot with which it is right without a look at anything. */
  record Kept(FeedDocument document, Choice choice, SiteIndex index, SiteSnapshot snapshot) {}

  private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
  private long bytes;

  synchronized @Nullable Kept get(String key) {
    return kept.get(key);
  }

  synchronized void put(String key, Kept one) {
    Kept before = kept.put(key, one);
    bytes += one.document().size() - (before == null ? 0 : before.document().size());
    var eldest = kept.values().iterator();
    while ((kept.size() > MOST || bytes > MOST_BYTES) && kept.size() > 1) {
      bytes -= eldest.next().document().size();
      eldest.remove();
    }
  }

  synchronized void remove(String key) {
    Kept before = kept.remove(key);
    bytes -= before == null ? 0 : before.document().size();
  }
}
