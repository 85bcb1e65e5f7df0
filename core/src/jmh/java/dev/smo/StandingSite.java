package dev.smo;

import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.context.SlingContextImpl;

/** The site of the unit tests, without JUnit around it. */
final class StandingSite extends SlingContextImpl implements AutoCloseable {
  private final org.apache.sling.testing.mock.osgi.context.ContextPlugins plugins =
      new org.apache.sling.testing.mock.osgi.context.ContextPlugins(ContextPlugins.CACONFIG);

  StandingSite() {
    setResourceResolverType(ResourceResolverType.RESOURCERESOLVER_MOCK);
    plugins.executeBeforeSetUpCallback(this);
    setUp();
    plugins.executeAfterSetUpCallback(this);
  }

  @Override
  public void close() {
    plugins.executeBeforeTearDownCallback(this);
    tearDown();
    plugins.executeAfterTearDownCallback(this);
  }
}
