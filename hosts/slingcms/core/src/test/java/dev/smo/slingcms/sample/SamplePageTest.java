// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.host.PageSource;
import dev.smo.page.PageLink;
import dev.smo.slingcms.InstanceType;
import dev.smo.slingcms.SlingCmsContext;
import dev.smo.slingcms.SlingCmsPageSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class SamplePageTest {
  private static final String EN = "/content/site/en";
  private static final String CLOCK = EN + "/articles/clock";

  private final SlingContext context = SlingCmsContext.newContext();

  @BeforeEach
  void start() {
    context.registerService(
        PageSource.class, new SlingCmsPageSource(new InstanceType(context.bundleContext())));
    context.addModelsForClasses(SamplePage.class, ArticleList.class);
  }

  @Test
  void articleShowsItsFactsFromAnyPlaceInIt() {
    SamplePage page = page(CLOCK + "/jcr:content");
    assertTrue(page.isArticle());
    assertEquals("The clock that runs backwards", page.getTitle());
    assertEquals("Mira Holm", page.getAuthors());
    Teaser teaser = Objects.requireNonNull(page.getTeaser());
    assertEquals("November 19, 2026", teaser.getDate());
    assertEquals("2026-11-19", teaser.getIsoDate());
    assertEquals("/content/site/en/pictures/clock.png", teaser.getPicture());
    assertEquals(1200, teaser.getWidth());
  }

  @Test
  void frameLinksHomeSectionsAndLanguages() {
    SamplePage page = page(CLOCK);
    assertEquals(EN + "/index.html", page.getHomeLink());
    assertEquals(
        List.of(EN + "/articles"), page.getSections().stream().map(PageLink::path).toList());
    assertEquals(
        Map.of("Deutsch", URI.create("https://museen.test/articles/clock.html")),
        page.getLanguages());
  }

  @Test
  void homePageIsNoArticle() {
    assertTrue(page(EN + "/index").isHome());
    assertFalse(page(EN + "/index").isArticle());
  }

  @Test
  void pageOfABrokenSiteStillHasATitle() {
    SamplePage page = page("/content/broken/index");
    assertEquals("index", page.getTitle());
    assertEquals(List.of(), page.getSections());
  }

  @Test
  void listHoldsLiveArticlesNewestFirstUpToItsLimit() {
    assertEquals(List.of("The clock that runs backwards"), titles(list(50)));
    assertEquals(List.of(), titles(list(0)));
  }

  private List<String> titles(ArticleList list) {
    return list.getArticles().stream().map(Teaser::getTitle).toList();
  }

  private ArticleList list(int limit) {
    Resource node =
        context
            .create()
            .resource(EN + "/index/jcr:content/list" + limit, "root", EN, "limit", limit);
    return Objects.requireNonNull(node.adaptTo(ArticleList.class));
  }

  private SamplePage page(String path) {
    Resource resource = Objects.requireNonNull(context.resourceResolver().getResource(path));
    return Objects.requireNonNull(resource.adaptTo(SamplePage.class));
  }
}
