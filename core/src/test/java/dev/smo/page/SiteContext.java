package dev.smo.page;

import dev.smo.memory.Changes;
import dev.smo.memory.ViewedPages;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.osgi.context.ContextCallback;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.context.SlingContextImpl;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextBuilder;

/** The context that tests of components share: configuration, a page source, and a small site. */
public final class SiteContext {
  /** Root of the site in {@code /site.json}. */
  public static final String SITE = "/content/site/en";

  private SiteContext() {}

  /** A context with the site of {@code /site.json} at {@link #SITE}. */
  public static SlingContext create() {
    ContextCallback<SlingContext> site = SiteContext::fill;
    return new SlingContextBuilder(ResourceResolverType.RESOURCERESOLVER_MOCK)
        .plugin(ContextPlugins.CACONFIG)
        .afterSetUp(site)
        .build();
  }

  /** Puts the site, and what reads its pages, into any context. */
  public static void fill(SlingContextImpl context) {
    context.registerService(PageSource.class, new ContentPageSource());
    context.registerInjectActivateService(Changes.class);
    context.registerInjectActivateService(ViewedPages.class);
    context.create().resource("/content/site", "sling:configRef", "/conf/site");
    context.load().json("/site.json", SITE);
  }
}
