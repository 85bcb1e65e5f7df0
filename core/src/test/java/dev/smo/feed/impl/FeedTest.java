// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.feed.Feed;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import dev.smo.settings.FeedSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class FeedTest {
  private final SlingContext context = SiteContext.create();

  @Test
  void exportsTheAddressesOfTheFeeds() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
    Resource component =
        Objects.requireNonNull(
            context
                .resourceResolver()
                .getResource(SiteContext.SITE + "/articles/winter/jcr:content/container/feed"));
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {
                  "heading": "",
                  "title": "Harbour Museum",
                  "language": "en-GB",
                  "rss": "https://www.example.org/index.feed.rss",
                  "atom": "https://www.example.org/index.feed.atom",
                  "json": "https://www.example.org/index.feed.json"
                }
                """),
        new ObjectMapper().valueToTree(component.adaptTo(Feed.class)));
  }

  @Test
  void theFeedOfASiteWhoseRootIsItsHomePageIsThatOfTheRoot() {
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
    String root = "/content/site/fr";
    page(root, Map.of("sling:url", "https://fr.example.org"), "Le musée");
    page(root + "/hiver", Map.of(), "Hiver");
    Resource component =
        context
            .create()
            .resource(
                root + "/hiver/jcr:content/feed", "sling:resourceType", "smo/components/feed");
    FeedScope scope = FeedScope.of(component, new ContentPageSource()).orElseThrow();
    assertEquals(root, scope.page().path());
    assertEquals(root, scope.root());
    assertEquals("Le musée", scope.title());
  }

  private void page(String path, Map<String, Object> properties, String title) {
    Map<String, Object> values = new HashMap<>(properties);
    values.put("jcr:primaryType", "sling:Page");
    values.put("jcr:title", title);
    context.create().resource(path, values);
    context.create().resource(path + "/jcr:content", "jcr:title", title);
  }
}
