// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.events;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.sling.api.resource.observation.ResourceChange;

/** What changed, without what lies below other things that did. */
public final class ChangedTrees {
  private ChangedTrees() {}

  /** The topmost of paths that changed, but of what is inside a page. */
  public static SortedSet<String> ofPages(Stream<ResourceChange> changes) {
    return topmost(
        changes
            .map(ResourceChange::getPath)
            .filter(path -> !(path + '/').contains("/jcr:content/")));
  }

  /** The paths that lie below no other of them, by name. */
  public static SortedSet<String> topmost(Stream<String> paths) {
    Deque<String> found = new ArrayDeque<>();
    // What lies below a path comes before all that follows it in this order.
    paths
        .sorted(Comparator.comparing(path -> path + '/'))
        .filter(path -> found.isEmpty() || !(path + '/').startsWith(found.getLast() + '/'))
        .forEachOrdered(found::add);
    return new TreeSet<>(found);
  }
}
