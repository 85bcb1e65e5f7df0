// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.palette;

import java.util.Objects;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;

/** Templates, policies and components as Sling CMS keeps them, for the sites of the context. */
final class Policies {
  private Policies() {}

  static void load(SlingContext context) throws PersistenceException {
    context.load().json("/policies.json", "/conf");
    context.load().json("/components.json", "/apps/some");
    // A configuration may not be named like its bucket "site": Sling would overlook it.
    set(context, "/content/site", "sling:configRef", "/conf/museums");
    set(
        context,
        "/content/site/en/articles/clock/jcr:content",
        "sling:template",
        "/conf/museums/site/templates/article");
    context.resourceResolver().commit();
  }

  private static void set(SlingContext context, String path, String name, String value) {
    var node = Objects.requireNonNull(context.resourceResolver().getResource(path));
    Objects.requireNonNull(node.adaptTo(ModifiableValueMap.class)).put(name, value);
  }
}
