// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sling.api.resource.Resource;

/** Walks down a tree of pages in document order, no further than its reader reads. */
final class PageTree extends AbstractSpliterator<Resource> {
  private final Deque<Iterator<Resource>> open = new ArrayDeque<>();

  private PageTree(Resource root) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    open.push(root.listChildren());
  }

  static Stream<Resource> below(Resource root) {
    return StreamSupport.stream(new PageTree(root), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Resource> reader) {
    while (!open.isEmpty()) {
      Iterator<Resource> level = open.getFirst();
      if (!level.hasNext()) {
        open.pop();
        continue;
      }
      Resource node = level.next();
      if (!node.getName().equals(PageNode.CONTENT)) {
        open.push(node.listChildren());
        if (PageNode.isPage(node)) {
          reader.accept(node);
          return true;
        }
      }
    }
    return false;
  }
}
