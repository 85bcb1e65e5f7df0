// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.feed.catalog.FeedFormat;
import dev.smo.settings.FeedSettings;
import java.lang.management.ManagementFactory;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A site of 10,000 articles in 100 sections: what the index costs, without what a host costs. */
@ExtendWith(SlingContextExtension.class)
class ManyArticlesTest {
  private final SlingContext context = dev.smo.fixture.SiteContext.create();
  private final ManyPages pages = new ManyPages();
  private FeedFixture fixture;

  @BeforeEach
  void setUp() {
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
    pages.fill(context);
    fixture = new FeedFixture(context, pages, null);
  }

  @Test
  void aChangeCostsFarLessThanTheFirstBuild() {
    long build = cpu(this::feed);
    FeedDocument before = feed();
    change("A change");
    long again = cpu(this::feed);

    assertNotEquals(before.tag(), feed().tag());
    assertTrue(again * 3 < build, () -> "first " + build + " ns, again " + again + " ns");
  }

  private FeedDocument feed() {
    return fixture
        .library()
        .find(ManyPages.SITE + "/index", FeedFormat.RSS, FeedPart.WHOLE)
        .orElseThrow(AssertionError::new);
  }

  private void change(String title) {
    fixture.changed(ChangeType.CHANGED, pages.retitle(title) + "/jcr:content");
  }

  private static long cpu(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - start;
  }
}
