// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.preview.impl;

import dev.smo.identity.PageIdentity;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceWrapper;
import org.apache.sling.api.resource.SyntheticResource;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.api.wrappers.ValueMapDecorator;
import org.jetbrains.annotations.Nullable;

/** A page whose social fields are those of a form that nobody has saved yet. */
final class UnsavedPage extends ResourceWrapper {
  private final Resource content;

  /**
   * A view of a page.
   *
   * @param content its content node
   * @param fields all social fields, by name; those that are not there are empty
   */
  UnsavedPage(Resource page, Resource content, Map<String, String> fields) {
    super(page);
    this.content = new Content(this, content, fields);
  }

  @Override
  public @Nullable Resource getChild(String path) {
    if (path.equals(content.getName())) {
      return content;
    }
    return path.startsWith(content.getName() + "/")
        ? content.getChild(path.substring(content.getName().length() + 1))
        : super.getChild(path);
  }

  private static final class Content extends ResourceWrapper {
    private final Resource page;
    private final Node smo;

    Content(Resource page, Resource content, Map<String, String> fields) {
      super(content);
      this.page = page;
      Map<String, Object> values = new HashMap<>();
      Map<String, Map<String, Object>> nodes = new TreeMap<>();
      OwnFields.NODES.forEach(node -> nodes.put(node, new HashMap<>()));
      Resource saved = content.getChild(PageIdentity.NODE);
      if (saved != null) {
        saved.getValueMap().forEach((name, value) -> keep(values, name, value));
      }
      fields.forEach(
          (name, value) -> {
            int slash = name.indexOf('/');
            if (slash > 0) {
              nodes
                  .computeIfAbsent(name.substring(0, slash), node -> new HashMap<>())
                  .put(name.substring(slash + 1), value);
            } else {
              values.put(name, OwnFields.LISTS.contains(name) ? value.split("\n", -1) : value);
            }
          });
      Map<String, Node> children = new HashMap<>();
      nodes.forEach((name, own) -> children.put(name, new Node(content, name, own, Map.of())));
      smo = new Node(content, PageIdentity.NODE, values, children);
    }

    private static void keep(Map<String, Object> values, String name, Object value) {
      if (!OwnFields.FIELDS.contains(name)) {
        values.put(name, value);
      }
    }

    @Override
    public Resource getParent() {
      return page;
    }

    @Override
    public @Nullable Resource getChild(String path) {
      return path.equals(smo.getName()) ? smo : super.getChild(path);
    }
  }

  /** A node that is in no repository. */
  private static final class Node extends SyntheticResource {
    private final ValueMap values;
    private final Map<String, Node> children;

    Node(Resource parent, String name, Map<String, Object> values, Map<String, Node> children) {
      super(parent.getResourceResolver(), parent.getPath() + "/" + name, "nt:unstructured");
      this.values = new ValueMapDecorator(values);
      this.children = children;
    }

    @Override
    public ValueMap getValueMap() {
      return values;
    }

    @Override
    public @Nullable Resource getChild(String path) {
      return children.get(path);
    }
  }
}
