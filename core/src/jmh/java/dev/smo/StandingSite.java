// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo;

import dev.smo.card.impl.CardContext;
import dev.smo.clicks.ClickNodes;
import dev.smo.clicks.ClickSums;
import dev.smo.files.StaticFiles;
import dev.smo.fixture.SiteContext;
import dev.smo.repository.Repository;
import dev.smo.tracking.Tracking;
import java.time.Clock;
import java.util.Objects;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.context.SlingContextImpl;

/** The site of the unit tests, without JUnit around it. */
public final class StandingSite extends SlingContextImpl implements AutoCloseable {
  private final org.apache.sling.testing.mock.osgi.context.ContextPlugins plugins =
      new org.apache.sling.testing.mock.osgi.context.ContextPlugins();

  public StandingSite() {
    setResourceResolverType(ResourceResolverType.RESOURCERESOLVER_MOCK);
    plugins.addPlugin(ContextPlugins.CACONFIG);
    plugins.executeBeforeSetUpCallback(this);
    setUp();
    plugins.executeAfterSetUpCallback(this);
    SiteContext.fill(this);
    CardContext.fill(this);
    MockContextAwareConfig.registerAnnotationClasses(this, Tracking.class);
    registerInjectActivateService(Repository.class);
    registerInjectActivateService(StaticFiles.class);
    ResourceResolverFactory resolvers =
        Objects.requireNonNull(getService(ResourceResolverFactory.class));
    registerService(
        ClickSums.class,
        new ClickSums(new ClickNodes(new Repository(resolvers), "one"), Clock.systemUTC()));
  }

  @Override
  public void close() {
    plugins.executeBeforeTearDownCallback(this);
    tearDown();
    plugins.executeAfterTearDownCallback(this);
  }
}
