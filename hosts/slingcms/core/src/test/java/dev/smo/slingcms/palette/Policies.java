package dev.smo.slingcms.palette;

import org.apache.sling.testing.mock.sling.junit5.SlingContext;

/** Templates, policies and components as Sling CMS keeps them, below what the context has. */
final class Policies {
  private Policies() {}

  static void load(SlingContext context) {
    context.load().json("/policies.json", "/conf");
    context.load().json("/components.json", "/apps/some");
    context.build().resource("/content/site", "sling:configRef", "/conf/site").commit();
  }
}
