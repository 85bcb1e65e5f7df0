// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import java.util.List;
import java.util.Optional;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.jetbrains.annotations.Nullable;

/**
 * A policy of Sling CMS: the component types that a container takes. Templates point to it.
 *
 * @param path its node
 * @param title its name for people
 * @param groups the component types it allows
 * @param plain whether they stand in a single value, which cannot be patched
 * @param writable whether the person who asks may change it
 */
public record Policy(
    String path, String title, List<String> groups, boolean plain, boolean writable) {
  static final String GROUPS = "availableComponentTypes";

  public Policy {
    groups = List.copyOf(groups);
  }

  /** The policy at a path, if there is one that the person may read. */
  static Optional<Policy> at(ResourceResolver resolver, String path) {
    return Optional.ofNullable(resolver.getResource(path)).map(Policy::read);
  }

  public boolean allows(String group) {
    return groups.contains(group);
  }

  /** Whether it allows our own components. */
  public boolean social() {
    return allows(Catalogue.SOCIAL);
  }

  public String groupNames() {
    return String.join(",", groups);
  }

  /** Whether the person may write a property, which need not be there yet. */
  static boolean mayWrite(ResourceResolver resolver, String property) {
    @Nullable Session session = resolver.adaptTo(Session.class);
    try {
      return session != null && session.hasPermission(property, Session.ACTION_SET_PROPERTY);
    } catch (RepositoryException e) {
      throw new IllegalStateException("cannot ask for rights on " + property, e);
    }
  }

  private static Policy read(Resource node) {
    var properties = node.getValueMap();
    return new Policy(
        node.getPath(),
        properties.get("jcr:title", node.getName()),
        List.of(properties.get(GROUPS, new String[0])),
        properties.get(GROUPS) instanceof String,
        mayWrite(node.getResourceResolver(), node.getPath() + "/" + GROUPS));
  }
}
