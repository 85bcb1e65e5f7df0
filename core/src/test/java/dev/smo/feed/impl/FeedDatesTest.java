// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.feed.catalog.ApprovedWords;
import dev.smo.feed.catalog.FeedFormat;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import dev.smo.fixture.TestClock;
import dev.smo.identity.FirstPublication;
import dev.smo.settings.FeedSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.PersistenceException;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feeds of pages with the dates and settings that people really enter. */
@ExtendWith(SlingContextExtension.class)
class FeedDatesTest {
  private static final String HOME = SiteContext.SITE + "/index";
  private static final Pattern LINK = Pattern.compile("/articles/([\\w-]+)\\.html\"?<?/?l?");

  private final SlingContext context = SiteContext.create();
  private final TestClock clock = new TestClock();
  private @Nullable ApprovedWords words;
  private FeedFixture fixture;

  @BeforeEach
  void setUp() {
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
  }

  private void page(String name, Object... properties) throws PersistenceException {
    String path = SiteContext.SITE + "/articles/" + name;
    context.create().resource(path, "jcr:primaryType", "sling:Page");
    context
        .create()
        .resource(path + "/jcr:content", "jcr:title", "Page " + name, "sling:published", true);
    ModifiableValueMap values =
        Objects.requireNonNull(
            context
                .resourceResolver()
                .getResource(path + "/jcr:content")
                .adaptTo(ModifiableValueMap.class));
    for (int i = 0; i < properties.length; i += 2) {
      values.put((String) properties[i], properties[i + 1]);
    }
    context.resourceResolver().commit();
  }

  private String feed(FeedFormat format) {
    return feed(HOME, format);
  }

  private String feed(String path, FeedFormat format) {
    if (fixture == null) {
      fixture = new FeedFixture(context, new ContentPageSource(), words, clock);
    }
    return new String(
        fixture.library().find(path, format, FeedPart.WHOLE).orElseThrow().bytes(),
        StandardCharsets.UTF_8);
  }

  private List<String> names(String rss) {
    List<String> names = new ArrayList<>();
    LINK.matcher(rss.replaceAll("<(guid|media|enclosure)[^>]*>", ""))
        .results()
        .map(found -> found.group(1))
        .forEach(names::add);
    return names;
  }

  @Test
  void pagesOfOneDayStandInAnOrderThatAnAuthorCanSee() throws Exception {
    for (String name : List.of("e", "b", "d", "a", "f", "c")) {
      page(name, "publishDate", "2026-11-19T00:00:00Z");
    }
    assertEquals(
        List.of("winter", "nasty", "a", "b", "c", "d", "e", "f"), names(feed(FeedFormat.RSS)));
  }

  @Test
  void pagesOfOneDayStandByTheTimeAtWhichTheyCameOut() throws Exception {
    int hour = 9;
    for (String name : List.of("e", "b", "d", "a")) {
      page(name, "publishDate", "2026-11-19T00:00:00Z");
      noted(name, "2026-11-20T%02d:30:00Z".formatted(hour++));
    }
    page("never", "publishDate", "2026-11-19T00:00:00Z");
    assertEquals(
        List.of("winter", "nasty", "a", "d", "b", "e", "never"), names(feed(FeedFormat.RSS)));
  }

  private void noted(String name, String first) throws PersistenceException {
    String content = SiteContext.SITE + "/articles/" + name + "/jcr:content";
    context.create().resource(content + "/smo", FirstPublication.PROPERTY, first);
    context.resourceResolver().commit();
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aDateBeforeOurTimesCostsItsPageOnly(FeedFormat format) throws Exception {
    page("antique", "publishDate", "-5000-01-01T00:00:00Z");
    String feed = feed(format);
    assertFalse(feed.contains("antique"), feed);
    assertTrue(feed.contains("winter.html"), feed);
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aDateBeforeOurTimesOfTheFeedsOwnPageCostsNoFeed(FeedFormat format) throws Exception {
    page("empty", "publishDate", "-5000-01-01T00:00:00Z");
    String feed = feed(SiteContext.SITE + "/articles/empty", format);
    assertFalse(feed.contains("5000"), feed);
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aPageOfTheFutureIsShownWhenItsTimeHasCome(FeedFormat format) throws Exception {
    page("later", "publishDate", clock.instant().plus(Duration.ofDays(3)).toString());
    assertFalse(feed(format).contains("later.html"));
    clock.pass(Duration.ofDays(3).plusSeconds(1));
    assertTrue(feed(format).contains("later.html"));
  }

  @Test
  void aPageOfAnotherCenturyLeavesTheFeedItsOwnDate() throws Exception {
    String before = feed(FeedFormat.RSS);
    fixture = null;
    page("far", "publishDate", "2099-01-01T00:00:00Z");
    assertEquals(before, feed(FeedFormat.RSS));
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void nothingIsOfTheYear1970(FeedFormat format) throws Exception {
    page("undated");
    String feed = feed(format);
    assertTrue(feed.contains("undated.html"), feed);
    assertFalse(feed.contains("1970"), feed);
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aHubThatIsNoAddressCostsItselfOnly(FeedFormat format) {
    configure("hubs", new String[] {"https://good.example/", "https://hub.example/{x}|y"});
    String feed = feed(format);
    assertTrue(feed.contains("https://good.example/"), feed);
    assertFalse(feed.contains("hub.example"), feed);
  }

  @ParameterizedTest
  @EnumSource(FeedFormat.class)
  void aTemplateThatIsNoPatternCostsItselfOnly(FeedFormat format) {
    configure("templates", new String[] {"(", ".*/article"});
    String feed = feed(format);
    assertTrue(feed.contains("winter.html"), feed);
    assertFalse(feed.contains("nasty.html"), feed);
  }

  @ParameterizedTest
  @EnumSource(
      value = FeedFormat.class,
      names = {"RSS", "ATOM"})
  void theNamespaceOfWordsIsDeclaredWhereThereAreSome(FeedFormat format) {
    assertFalse(feed(format).contains("urn:x-smo:feed:1"));
    words = page -> List.of(new ApprovedWords.Words("mastodon", "Come!", "en"));
    fixture = null;
    assertTrue(feed(format).contains("xmlns:smo=\"urn:x-smo:feed:1\""));
  }

  @Test
  void titlesOfRssHoldNothingThatLooksLikeMarkup() throws Exception {
    page("pair", "jcr:title", "A & B <c>", "publishDate", "2026-11-19T00:00:00Z");
    String rss = feed(FeedFormat.RSS);
    assertTrue(rss.contains("<title>A &#x26; B &#x3C;c&#x3E;</title>"), rss);
  }

  private void configure(String name, Object value) {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, FeedSettings.class, name, value);
  }
}
