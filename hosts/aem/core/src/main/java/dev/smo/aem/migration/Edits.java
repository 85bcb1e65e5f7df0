// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.migration;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceUtil;
import org.apache.sling.api.resource.ValueMap;
import org.jetbrains.annotations.Nullable;

/**
 * What is to be written at the nodes of one page, gathered before anything is, so that a dry run
 * touches nothing and still finds what stands in the way.
 */
final class Edits {
  private final Map<String, Map<String, @Nullable Object>> byPath = new LinkedHashMap<>();

  /**
   * Properties to write at a node; null takes one away.
   *
   * @throws PersistenceException it cannot be written, as far as can be told before: it is locked
   *     or checked in, or there is no right to
   */
  Map<String, @Nullable Object> at(Resource node) throws PersistenceException {
    requireWritable(node);
    return properties(node.getPath());
  }

  /** As {@link #at}, of a child that may have to be made. */
  Map<String, @Nullable Object> atChild(Resource node, String name) throws PersistenceException {
    Resource child = node.getChild(name);
    requireWritable(child == null ? node : child);
    return properties(node.getPath() + "/" + name);
  }

  private Map<String, @Nullable Object> properties(String path) {
    return byPath.computeIfAbsent(path, any -> new HashMap<>());
  }

  /** Writes all. Commits nothing. */
  void write(ResourceResolver resolver) throws PersistenceException {
    for (var edit : byPath.entrySet()) {
      Resource node =
          ResourceUtil.getOrCreateResource(
              resolver,
              edit.getKey(),
              Map.of("jcr:primaryType", "nt:unstructured"),
              /* intermediateResourceType= */ null,
              /* autoCommit= */ false);
      ModifiableValueMap values = requireWritable(node);
      edit.getValue()
          .forEach(
              (name, value) -> {
                if (value == null) {
                  values.remove(name);
                } else {
                  values.put(name, value);
                }
              });
    }
  }

  private static ModifiableValueMap requireWritable(Resource node) throws PersistenceException {
    Boolean checkedOut = null;
    for (Resource at = node; at != null; at = at.getParent()) {
      ValueMap values = at.getValueMap();
      String owner = values.get("jcr:lockOwner", "");
      if (!owner.isEmpty() && (at == node || values.get("jcr:lockIsDeep", false))) {
        throw new PersistenceException("locked by " + owner);
      }
      // The nearest node that has versions decides for all below it.
      checkedOut = checkedOut == null ? values.get("jcr:isCheckedOut", Boolean.class) : checkedOut;
    }
    if (Boolean.FALSE.equals(checkedOut)) {
      throw new PersistenceException("checked in, as a version");
    }
    ModifiableValueMap values = node.adaptTo(ModifiableValueMap.class);
    if (values == null) {
      throw new PersistenceException("no right to write " + node.getPath());
    }
    return values;
  }
}
