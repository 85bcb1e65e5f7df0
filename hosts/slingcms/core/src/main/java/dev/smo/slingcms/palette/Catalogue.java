// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;

/** The components that are installed, whoever brought them, by their component types. */
final class Catalogue {
  /** The component type of our own components. */
  static final String SOCIAL = "SMO";

  private static final Comparator<Placeable> BY_TITLE =
      Comparator.comparing(Placeable::title, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Placeable::type);

  private final ResourceResolver resolver;

  Catalogue(ResourceResolver resolver) {
    this.resolver = resolver;
  }

  /** The components of any of the groups, by title. */
  List<Placeable> of(List<String> groups) {
    Map<String, Placeable> found = new TreeMap<>();
    for (String group : groups) {
      // The query by which Sling CMS's own "Add component" dialog finds them.
      String query =
          "SELECT * FROM [sling:Component] WHERE [componentType] = '%s'"
              .formatted(group.replace("'", "''"));
      Iterator<Resource> components = resolver.findResources(query, "JCR-SQL2");
      components.forEachRemaining(
          component -> typeOf(component).ifPresent(type -> found.put(type, read(type, component))));
    }
    return found.values().stream().sorted(BY_TITLE).toList();
  }

  private Optional<String> typeOf(Resource component) {
    return Arrays.stream(resolver.getSearchPath())
        .filter(component.getPath()::startsWith)
        .map(root -> component.getPath().substring(root.length()))
        .findFirst();
  }

  private static Placeable read(String type, Resource component) {
    var properties = component.getValueMap();
    return new Placeable(
        type,
        properties.get("jcr:title", component.getName()),
        properties.get("jcr:description", ""),
        List.of(properties.get("componentType", new String[0])));
  }
}
