// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.clicks.Click;
import dev.smo.clicks.ClickCounter;
import dev.smo.clicks.ClickFlush;
import dev.smo.clicks.ClickNodes;
import dev.smo.clicks.ClickSums;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import dev.smo.identity.PageIdentity;
import dev.smo.identity.VerifiedPages;
import dev.smo.networks.Networks;
import dev.smo.repository.Repository;
import dev.smo.settings.ShareSettings;
import dev.smo.tracking.Tracking;
import java.time.Clock;
import java.util.Objects;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;

/** What bars need around them, on the site of the tests. */
final class ShareFixture {
  static final String WINTER = SiteContext.SITE + "/articles/winter";

  private final SlingContext context;
  private final ClickNodes nodes;

  ShareFixture(SlingContext context) throws PersistenceException {
    this.context = context;
    MockContextAwareConfig.registerAnnotationClasses(context, ShareSettings.class, Tracking.class);
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    Repository repository =
        new Repository(Objects.requireNonNull(context.getService(ResourceResolverFactory.class)));
    nodes = new ClickNodes(repository, "one");
    context.registerService(
        VerifiedPages.class, new VerifiedPages(repository, new ContentPageSource()));
    context.registerInjectActivateService(Networks.class);
    context.registerService(ClickSums.class, new ClickSums(nodes, Clock.systemUTC()));
  }

  /** As if the ledger had seen a page under an identity. */
  void seen(String path, String id) throws PersistenceException {
    context.create().resource(PageIdentity.pageNode(id), PageIdentity.PATH, path);
    context.create().resource(PageIdentity.pathNode(path), PageIdentity.PAGE, id);
    context.resourceResolver().commit();
  }

  void configure(Object... settings) {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, ShareSettings.class, settings);
  }

  /** As if people had used the entry of a network on a page. */
  void clicked(String page, String network, int times) {
    for (int left = times; left > 0; left -= 100) {
      ClickCounter tally = new ClickCounter();
      for (int i = 0; i < Math.min(left, 100); i++) {
        tally.add(new Click(page, network));
      }
      new ClickFlush(tally, nodes, Clock.systemUTC()).run();
    }
  }
}
