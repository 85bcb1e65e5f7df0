// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import dev.smo.prose.PlainText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/** Titles of tags, which stand below {@code /content/cq:tags}, in older repositories elsewhere. */
final class CqTags {
  private static final String[] ROOTS = {"/content/cq:tags/", "/etc/tags/"};
  private static final String TITLE = "jcr:title";

  /** Where a tag went that was moved, or merged into another: path or id of that one. */
  private static final String MOVED = "cq:movedTo";

  private static final int MOST_MOVES = 10;

  private CqTags() {}

  static List<String> of(CqPage page, Locale locale) {
    return of(page.page(), page.properties(), locale);
  }

  /**
   * Titles in a language where they are translated, in the author's order, each once.
   *
   * @param any whose resolver reads
   * @param properties that hold {@code cq:tags}
   */
  static List<String> of(Resource any, ValueMap properties, Locale locale) {
    Set<String> titles = new LinkedHashSet<>();
    for (String id : properties.get("cq:tags", new String[0])) {
      Resource tag = find(any.getResourceResolver(), id, MOST_MOVES);
      if (tag != null) {
        titles.add(PlainText.decoded(title(tag, locale)));
      }
    }
    return List.copyOf(titles);
  }

  /** The tag of an id, or the one it became; null where it is gone. */
  private static @Nullable Resource find(ResourceResolver resolver, String id, int moves) {
    Resource tag = null;
    for (int i = 0; i < ROOTS.length && tag == null; i++) {
      tag = resolver.getResource(id.startsWith("/") ? id : ROOTS[i] + path(id));
    }
    String moved = tag == null ? "" : tag.getValueMap().get(MOVED, "");
    // Two tags that point at each other would be asked for ever.
    return moved.isEmpty() ? tag : moves == 0 ? null : find(resolver, moved, moves - 1);
  }

  /** {@code museum:topics/winter} is in the namespace "museum"; without one it is in "default". */
  private static String path(String id) {
    int colon = id.indexOf(':');
    return colon < 0 ? "default/" + id : id.substring(0, colon) + "/" + id.substring(colon + 1);
  }

  private static String title(Resource tag, Locale locale) {
    ValueMap properties = tag.getValueMap();
    String country = locale.toString().toLowerCase(Locale.ROOT);
    String own = properties.get(TITLE, tag.getName());
    String inLanguage = properties.get(TITLE + "." + locale.getLanguage(), own);
    return properties.get(TITLE + "." + country, inLanguage);
  }
}
