// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import dev.smo.host.PageSource;
import dev.smo.identity.LedgerPages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * A walk over all pages in document order, leg by leg, for those that became public in a time.
 *
 * @param from just before that time
 * @param end the last of that time
 */
public record PageWalk(PageSource pages, Instant from, Instant end) {
  private static final String ROOT = "/content";

  /**
   * A page that became public in the time, or that is elsewhere since.
   *
   * @param published when; of one that moved the end of the time, as nobody wrote that down
   */
  public record Found(String path, Instant published, boolean moved) {}

  /**
   * A part of the walk.
   *
   * @param last the page to go on behind; empty: there are no more
   */
  public record Leg(List<Found> found, String last) {}

  /**
   * Walks on.
   *
   * @param after path of the last page of the leg before; empty: from the beginning
   * @param most pages to look at
   */
  public Leg behind(String after, int most, ResourceResolver resolver) {
    Resource root = resolver.getResource(ROOT);
    if (root == null) {
      return new Leg(List.of(), "");
    }
    List<Found> found = new ArrayList<>();
    int walked = 0;
    String last = "";
    LedgerPages seen = new LedgerPages(resolver, pages);
    try (Stream<Resource> leg = after.isEmpty() ? pages.pagesBelow(root) : behind(after, root)) {
      for (Resource page : (Iterable<Resource>) leg.limit(most)::iterator) {
        walked++;
        last = page.getPath();
        moved(page, seen).or(() -> published(page)).ifPresent(found::add);
      }
    }
    return new Leg(found, walked < most ? "" : last);
  }

  private Optional<Found> published(Resource page) {
    return pages
        .lastPublished(page)
        .filter(at -> at.isAfter(from) && !at.isAfter(end))
        .map(at -> new Found(page.getPath(), at, /* moved= */ false));
  }

  private Optional<Found> moved(Resource page, LedgerPages seen) {
    return seen.isMoved(page) && pages.lastPublished(page).isPresent()
        ? Optional.of(new Found(page.getPath(), end, /* moved= */ true))
        : Optional.empty();
  }

  /** The pages below the last one, then those behind it, and behind each of its ancestors. */
  private Stream<Resource> behind(String after, Resource root) {
    Resource node = lastThatIsThere(after, root);
    Stream<Resource> behind = pages.pagesBelow(node);
    for (Resource parent = node.getParent();
        parent != null && !node.getPath().equals(ROOT);
        node = parent, parent = node.getParent()) {
      behind = Stream.concat(behind, siblingsBehind(node, parent));
    }
    return behind;
  }

  /** Where a page was deleted meanwhile, what is below its parent is walked over once more. */
  private static Resource lastThatIsThere(String path, Resource root) {
    for (String above = path;
        above.startsWith(ROOT + "/");
        above = above.substring(0, above.lastIndexOf('/'))) {
      Resource there = root.getResourceResolver().getResource(above);
      if (there != null) {
        return there;
      }
    }
    return root;
  }

  private Stream<Resource> siblingsBehind(Resource node, Resource parent) {
    @Nullable Resource content = pages.contentOf(parent).orElse(null);
    return StreamSupport.stream(parent.getChildren().spliterator(), /* parallel= */ false)
        .dropWhile(child -> !child.getPath().equals(node.getPath()))
        .skip(1)
        .filter(child -> content == null || !child.getPath().equals(content.getPath()))
        .flatMap(
            child ->
                Stream.concat(
                    pages.isPage(child) ? Stream.of(child) : Stream.empty(),
                    pages.pagesBelow(child)));
  }
}
