// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.feed.catalog.ApprovedWords;
import dev.smo.feed.catalog.FeedFormat;
import dev.smo.fixture.CountedPages;
import dev.smo.fixture.SiteContext;
import dev.smo.fixture.TestClock;
import dev.smo.identity.PageIdentity;
import dev.smo.settings.FeedSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.observation.ResourceChange.ChangeType;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class FeedIndexTest {
  private static final String HOME = SiteContext.SITE + "/index";
  private static final String ARTICLES = SiteContext.SITE + "/articles";
  private static final String WINTER = ARTICLES + "/winter";

  private final SlingContext context = SiteContext.create();
  private final CountedPages pages = new CountedPages();
  private final TestClock clock = new TestClock();
  private final Map<String, List<ApprovedWords.Words>> words = new ConcurrentHashMap<>();
  private FeedFixture fixture;

  @BeforeEach
  void setUp() {
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
    fixture = new FeedFixture(context, pages, page -> words.getOrDefault(page, List.of()), clock);
  }

  @Test
  void readsNothingWhileNothingChanges() throws Exception {
    FeedDocument first = feed();
    int read = pages.reads.get();
    assertSame(first, feed());
    assertEquals(read, pages.reads.get());
  }

  @Test
  void readsAChangedPageAndNoOther() throws Exception {
    JsonNode before = json();
    pages.reads.set(0);
    write(WINTER + "/jcr:content", "jcr:title", "Spring");
    assertEquals(before, json(), "nobody has told of the change yet");
    fixture.changed(ChangeType.CHANGED, WINTER + "/jcr:content");
    assertEquals(List.of("Spring", title(before, 1)), titles());
    // Home twice for the scope, the page for the index, both articles for the document.
    assertEquals(5, pages.reads.get());
  }

  @Test
  void keepsADocumentThatTheChangeDoesNotTouch() throws Exception {
    FeedDocument first = feed();
    fixture.changed(ChangeType.CHANGED, ARTICLES + "/draft/jcr:content");
    assertSame(first, feed());
  }

  @Test
  void seesPublishingAndUnpublishing() throws Exception {
    assertEquals(2, titles().size());
    write(ARTICLES + "/draft/jcr:content", "sling:published", true);
    write(WINTER + "/jcr:content", "sling:published", false);
    fixture.changed(ChangeType.CHANGED, ARTICLES + "/draft/jcr:content", WINTER + "/jcr:content");
    assertEquals(2, titles().size());
    assertEquals("Not yet", titles().get(1));
  }

  @Test
  void seesThatASubtreeIsGone() throws Exception {
    assertEquals(2, titles().size());
    ResourceResolver resolver = context.resourceResolver();
    resolver.delete(Objects.requireNonNull(resolver.getResource(ARTICLES)));
    fixture.changed(ChangeType.REMOVED, ARTICLES);
    assertEquals(List.of(), titles());
  }

  @Test
  void seesASubtreeThatWasMovedHereByItsRootAlone() throws Exception {
    assertEquals(2, titles().size());
    context.load().json("/site.json", "/content/site/other");
    ResourceResolver resolver = context.resourceResolver();
    resolver.delete(Objects.requireNonNull(resolver.getResource(ARTICLES)));
    resolver.commit();
    resolver.move("/content/site/other/articles", SiteContext.SITE);
    fixture.changed(ChangeType.REMOVED, "/content/site/other/articles");
    fixture.changed(ChangeType.ADDED, ARTICLES);
    assertEquals(2, titles().size());
  }

  @Test
  void dropsAPageWhenItsTimeIsOver() throws Exception {
    write(WINTER + "/jcr:content", "expires", "2026-11-26T00:00:00Z");
    FeedDocument before = feed();
    assertEquals(2, titles().size());
    clock.pass(Duration.ofDays(4));
    assertEquals(1, titles().size());
    assertNotEquals(before.updated(), feed().updated(), "who asks by date must learn of it");
  }

  @Test
  void carriesTheWordsOfPostsAndLearnsOfOthers() throws Exception {
    String id = "4f1c2a9e111142228333944445555666";
    words.put(id, List.of(new ApprovedWords.Words("mastodon", "Come in, it is warm", "en")));
    assertEquals("Come in, it is warm", json().at("/items/0/_smo/posts/0/text").asText());
    words.put(id, List.of());
    fixture.feeds().changed(id);
    assertEquals(true, json().at("/items/0/_smo").isMissingNode());
  }

  private void thief(String id) throws Exception {
    context.create().resource(ARTICLES + "/thief", "jcr:primaryType", "sling:Page");
    context
        .create()
        .resource(ARTICLES + "/thief/jcr:content", "jcr:title", "Thief", "sling:published", true);
    context.create().resource(ARTICLES + "/thief/jcr:content/smo", "id", id);
    context.resourceResolver().commit();
  }

  private String id(String title) throws Exception {
    for (JsonNode item : json().get("items")) {
      if (item.get("title").asText().equals(title)) {
        return item.get("id").asText();
      }
    }
    throw new AssertionError("no " + title + " in " + titles());
  }

  @Test
  void aPageThatClaimsAnothersIdentityTakesNoEntryFromIt() throws Exception {
    String winter = titles().get(0);
    String id = id(winter);
    String claimed = id.substring(id.lastIndexOf(':') + 1);
    context.create().resource(PageIdentity.pageNode(claimed), PageIdentity.PATH, WINTER);
    context.create().resource(PageIdentity.pathNode(WINTER), PageIdentity.PAGE, claimed);
    thief(claimed);
    fixture.changed(ChangeType.ADDED, ARTICLES + "/thief");
    assertEquals(id, id(winter));
    assertNotEquals(id, id("Thief"));
  }

  @Test
  void noTwoEntriesHaveOneIdentityWhereNoLedgerKnowsWhoseItIs() throws Exception {
    String draft = PageIdentity.first(ARTICLES + "/draft");
    write(ARTICLES + "/draft/jcr:content", "sling:published", true);
    String before = id("Not yet");
    assertTrue(before.endsWith(draft), before);
    thief(draft);
    fixture.changed(ChangeType.ADDED, ARTICLES + "/thief");
    assertEquals(before, id("Not yet"));
    assertNotEquals(before, id("Thief"));
  }

  @Test
  void obeysAChangedSettingAtOnce() throws Exception {
    assertEquals(2, titles().size());
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, FeedSettings.class, "limit", 1);
    fixture.changed(ChangeType.CHANGED, "/conf/site/sling:configs/smo/feed");
    assertEquals(1, titles().size());
  }

  @Test
  void isBuiltOnceForACrowd() throws Exception {
    var pool = Executors.newFixedThreadPool(16);
    try {
      context.resourceResolver().commit();
      SiteIndex site = fixture.index().site(SiteContext.SITE);
      Callable<SiteSnapshot> ask = () -> site.current(clock.instant());
      List<SiteSnapshot> answers = new ArrayList<>();
      for (var answer : pool.invokeAll(Collections.nCopies(16, ask))) {
        answers.add(answer.get());
      }
      answers.forEach(one -> assertSame(answers.get(0), one));
      assertEquals(1, pages.walks.get());
    } finally {
      pool.shutdown();
    }
  }

  private FeedDocument feed() {
    return fixture.library().find(HOME, FeedFormat.JSON, FeedPart.WHOLE).orElseThrow();
  }

  private JsonNode json() throws Exception {
    context.resourceResolver().commit();
    return new ObjectMapper().readTree(feed().bytes());
  }

  private List<String> titles() throws Exception {
    JsonNode json = json();
    List<String> titles = new ArrayList<>();
    json.path("items").forEach(item -> titles.add(item.path("title").asText()));
    return titles;
  }

  private static String title(JsonNode feed, int item) {
    return feed.path("items").path(item).path("title").asText();
  }

  private void write(String path, String name, Object value) throws Exception {
    Resource node = Objects.requireNonNull(context.resourceResolver().getResource(path));
    Objects.requireNonNull(node.adaptTo(ModifiableValueMap.class)).put(name, value);
    context.resourceResolver().commit();
  }
}
