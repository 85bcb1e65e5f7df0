// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.host.PageSource;
import dev.smo.identity.PageIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;

/**
 * What authors chose for networks, in {@code jcr:content/smo} of a page and of the pages above it.
 *
 * @param own those of the page
 * @param above those of the pages above, nearest first
 */
record SocialFields(Level own, List<Level> above) {
  /**
   * The fields of one page.
   *
   * @param page its resource
   * @param fields empty where it has none
   */
  record Level(Resource page, ValueMap fields) {
    String text(String name) {
      return fields.get(name, "");
    }
  }

  static SocialFields of(Resource page, PageSource pages) {
    List<Level> above = new ArrayList<>();
    Optional<Resource> next = above(page, pages);
    while (next.isPresent()) {
      above.add(level(next.get(), pages));
      next = above(next.get(), pages);
    }
    return new SocialFields(level(page, pages), above);
  }

  private static Optional<Resource> above(Resource page, PageSource pages) {
    return Optional.ofNullable(page.getParent()).flatMap(pages::pageOf);
  }

  private static Level level(Resource page, PageSource pages) {
    return new Level(
        page,
        pages
            .contentOf(page)
            .map(content -> content.getChild(PageIdentity.NODE))
            .map(Resource::getValueMap)
            .orElse(ValueMap.EMPTY));
  }
}
