// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextBuilder;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class TrackedLinksTest {
  private final SlingContext context =
      new SlingContextBuilder().plugin(ContextPlugins.CACONFIG).build();

  @BeforeEach
  void site() {
    context.create().resource("/content/site", "sling:configRef", "/conf/site");
    MockContextAwareConfig.registerAnnotationClasses(context, Tracking.class);
  }

  private String link(String page, Object... tracking) {
    if (tracking.length > 0) {
      MockContextAwareConfig.writeConfiguration(context, "/content/site", Tracking.class, tracking);
    }
    Tracking config =
        context
            .resourceResolver()
            .getResource("/content/site")
            .adaptTo(ConfigurationBuilder.class)
            .as(Tracking.class);
    return TrackedLinks.inPost(URI.create(page), config, origin("")).toString();
  }

  private static TrackedLinks.Origin origin(String campaign) {
    return new TrackedLinks.Origin("mastodon", "mastodon-de", "de-CH", "/conf/article", campaign);
  }

  @Test
  void leavesLinksAloneByDefault() {
    assertEquals("https://example.org/a?b#c", link("https://example.org/a?b#c"));
  }

  @Test
  void writesLinksInAscii() {
    assertEquals("https://example.org/%C3%A4?%C3%B6#x", link("https://example.org/ä?ö#x"));
  }

  @Test
  void marksLinksBeforeTheirFragment() {
    assertEquals(
        "https://example.org/a?utm_source=mastodon&utm_medium=social#c",
        link("https://example.org/a#c", "enabled", true));
  }

  @Test
  void fillsInWhatPageAndPostSay() {
    assertEquals(
        "https://example.org/a?utm_source=mastodon&utm_medium=social&utm_campaign=de-ch"
            + "&utm_content=article-mastodon-de",
        link(
            "https://example.org/a",
            "enabled",
            true,
            "campaign",
            "{language}",
            "content",
            "{template}-{connection}"));
  }

  @Test
  void thePagesOwnCampaignGoesBeforeThatOfTheSite() {
    link("https://example.org/a", "enabled", true, "campaign", "Year {campaign}");
    Tracking config =
        context
            .resourceResolver()
            .getResource("/content/site")
            .adaptTo(ConfigurationBuilder.class)
            .as(Tracking.class);
    assertEquals("spring-27", TrackedLinks.campaign(config, origin("Spring 27")));
    assertEquals("year", TrackedLinks.campaign(config, origin("")));
  }

  @Test
  void keepsParametersThatAreThere() {
    assertEquals(
        "https://example.org/a?x=%26&utm_medium=Own&utm_source=mastodon",
        link("https://example.org/a?x=%26&utm_medium=Own", "enabled", true));
    assertEquals(
        "https://example.org/a?utm_source=mastodon&utm_medium=social",
        link("https://example.org/a?"));
  }

  @Test
  void writesMarksInLowerCaseWithHyphens() {
    assertEquals(
        "https://example.org/a?utm_source=mastodon-de&utm_campaign=winter-geoffnet",
        link(
            "https://example.org/a",
            "enabled",
            true,
            "source",
            "{connection}",
            "medium",
            "",
            "campaign",
            "Winter: geöffnet!"));
  }
}
