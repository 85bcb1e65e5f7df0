// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.impl;

import dev.smo.reactions.store.Portion;
import dev.smo.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/** Folders by days (UTC), below a root: {@code <root>/<yyyy>/<MM>/<dd>}. */
record Days(ResourceResolver resolver, String root) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  static String path(String root, Instant day) {
    return root + "/" + DAY.format(day);
  }

  /**
   * Those that there are, the last first.
   *
   * @param before without those behind that of this {@link Portion#place}; empty: all
   */
  List<Resource> lastFirst(String before) {
    String last = before.isEmpty() ? "" : dayOf(before);
    List<Resource> days = new ArrayList<>();
    for (Resource year : lastFirst(resolver.getResource(root))) {
      for (Resource month : lastFirst(year)) {
        for (Resource day : lastFirst(month)) {
          String name = day.getPath().substring(root.length() + 1);
          if (last.isEmpty() || name.compareTo(last) <= 0) {
            days.add(day);
          }
        }
      }
    }
    return days;
  }

  private static String dayOf(String place) {
    return DAY.format(Instant.ofEpochMilli(Long.parseLong(place.substring(0, place.indexOf('-')))));
  }

  static List<Resource> lastFirst(@Nullable Resource folder) {
    List<Resource> children = Repository.children(folder);
    children.sort(Comparator.comparing(Resource::getName).reversed());
    return children;
  }

  /** Deletes a node, and the folders that are empty then. */
  void delete(@Nullable Resource node) throws PersistenceException {
    Resource there = node;
    while (there != null && !there.getPath().equals(root)) {
      Resource above = there.getParent();
      if (there.hasChildren()) {
        return;
      }
      resolver.delete(there);
      there = above;
    }
  }
}
