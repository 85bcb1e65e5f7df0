// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import dev.smo.identity.PageIdentity;
import dev.smo.prose.PlainText;
import dev.smo.settings.FeedSettings;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SlingContextExtension.class)
class FeedServletTest {
  private static final String HOME = SiteContext.SITE + "/index";
  private static final String ARTICLES = SiteContext.SITE + "/articles";

  private final SlingContext context = SiteContext.create();
  private FeedServlet servlet;

  @BeforeEach
  void setUp() {
    MockContextAwareConfig.registerAnnotationClasses(context, FeedSettings.class);
    servlet = new FeedServlet(new FeedFixture(context, new ContentPageSource(), null).library());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom"})
  void holdsTheNewestArticlesOfTheSite(String format) throws Exception {
    SyndFeed feed = read(get(HOME, format));
    assertEquals("Harbour Museum", feed.getTitle());
    assertEquals("News from the quay", feed.getDescription());
    assertEquals(
        List.of(
            "https://www.example.org/articles/winter.html",
            "https://www.example.org/articles/nasty.html"),
        feed.getEntries().stream().map(SyndEntry::getLink).toList());
    SyndEntry newest = feed.getEntries().get(0);
    assertEquals("Winter opening hours", newest.getTitle());
    assertEquals("urn:x-smo:page:4f1c2a9e111142228333944445555666", newest.getUri());
    assertEquals(Date.from(Instant.parse("2026-11-20T08:00:00Z")), newest.getPublishedDate());
    assertEquals(
        List.of("Opening hours", "Winter"),
        newest.getCategories().stream().map(category -> category.getName()).toList());
    assertEquals(
        "urn:x-smo:page:" + PageIdentity.first("/content/site/en/articles/nasty"),
        second(feed).getUri(),
        "an entry must not become another one when its page's identity is minted");
  }

  @ParameterizedTest
  @CsvSource({
    "rss,application/rss+xml;charset=UTF-8",
    "atom,application/atom+xml;charset=UTF-8",
    "json,application/feed+json;charset=UTF-8"
  })
  void saysWhatItIs(String format, String type) throws Exception {
    MockSlingHttpServletResponse response = get(HOME, format);
    assertEquals(type, response.getContentType());
    String self = "\"https://www.example.org/index.feed." + format + "\"";
    assertTrue(response.getOutputAsString().contains(self));
    assertTrue(response.getOutputAsString().contains("en-GB"));
  }

  @Test
  void writesEveryAuthorAndAPermanentIdentity() throws Exception {
    String rss = get(HOME, "rss").getOutputAsString();
    assertTrue(rss.contains("<dc:creator>Ada Example</dc:creator>"), rss);
    assertTrue(rss.contains("<dc:creator>Bo Beispiel</dc:creator>"), rss);
    assertTrue(rss.contains("<guid isPermaLink=\"false\">urn:x-smo:page:"), rss);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom"})
  void survivesHostileTexts(String format) throws Exception {
    SyndEntry nasty = second(read(get(HOME, format)));
    String title =
        context
            .resourceResolver()
            .getResource(ARTICLES + "/nasty/jcr:content")
            .getValueMap()
            .get("jcr:title", "");
    assertEquals(PlainText.line(title), nasty.getTitle());
    String description = nasty.getDescription().getValue();
    assertEquals(
        "<!-- <img src=x onerror=alert(1)> ]]> &amp; &lt;",
        "rss".equals(format)
            ? description.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            : description);
  }

  @Test
  void isTheFeedOfAPartOfTheSiteOnAnyOtherPage() throws Exception {
    assertEquals("Articles – Harbour Museum", read(get(ARTICLES, "rss")).getTitle());
    assertEquals(2, read(get(ARTICLES, "rss")).getEntries().size());
    assertEquals(0, read(get(ARTICLES + "/winter", "rss")).getEntries().size());
  }

  @Test
  void obeysAFeedComponent() throws Exception {
    String own = ARTICLES + "/winter/jcr:content/own";
    context
        .create()
        .resource(own, "sling:resourceType", "smo/components/feed", "root", ARTICLES, "limit", 1);
    assertEquals(1, read(get(own, "rss")).getEntries().size());
    String site = ARTICLES + "/winter/jcr:content/container/feed";
    assertEquals("Harbour Museum", read(get(site, "rss")).getTitle());
  }

  @Test
  void neverLeavesTheSite() throws Exception {
    context.load().json("/site.json", "/content/site/other");
    String own = ARTICLES + "/winter/jcr:content/own";
    context
        .create()
        .resource(
            own,
            "sling:resourceType",
            "smo/components/feed",
            "root",
            "/content/site/other/articles");
    assertEquals(404, get(own, "rss").getStatus());
  }

  @Test
  void takesThePagesOfTheTemplatesThatTheSiteNames() throws Exception {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, FeedSettings.class, "templates", new String[] {".*/article"});
    assertEquals(1, read(get(HOME, "atom")).getEntries().size());
  }

  @Test
  void isThereForPagesAndFeedComponentsOnly() throws Exception {
    assertEquals(404, get(SiteContext.SITE, "rss").getStatus());
    assertEquals(404, get(ARTICLES + "/winter/jcr:content/container/share", "rss").getStatus());
    assertEquals(404, get(HOME, "html").getStatus());
    MockSlingHttpServletRequest request = request(HOME, "rss");
    ((MockRequestPathInfo) request.getRequestPathInfo()).setSelectorString("feed.x");
    assertEquals(404, answer(request).getStatus());
  }

  @Test
  void isNotSentTwice() throws Exception {
    String tag = get(HOME, "rss").getHeader("ETag");
    MockSlingHttpServletRequest request = request(HOME, "rss");
    request.addHeader("If-None-Match", "\"other\", W/" + tag);
    MockSlingHttpServletResponse response = answer(request);
    assertEquals(304, response.getStatus());
    assertEquals("", response.getOutputAsString());
    assertEquals(tag, response.getHeader("ETag"));
    assertNotEquals(tag, get(HOME, "atom").getHeader("ETag"));
  }

  @Test
  void isNotSentTwiceToReadersThatKnowItsDateOnly() throws Exception {
    MockSlingHttpServletRequest same = request(HOME, "rss");
    same.addHeader("If-Modified-Since", "Sat, 21 Nov 2026 09:30:15 GMT");
    assertEquals(304, answer(same).getStatus());
    MockSlingHttpServletRequest older = request(HOME, "rss");
    older.addHeader("If-Modified-Since", "Sat, 21 Nov 2026 09:30:14 GMT");
    assertEquals(200, answer(older).getStatus());
    MockSlingHttpServletRequest both = request(HOME, "rss");
    both.addHeader("If-Modified-Since", "Sat, 21 Nov 2026 09:30:15 GMT");
    both.addHeader("If-None-Match", "\"other\"");
    assertEquals(200, answer(both).getStatus());
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    MockSlingHttpServletRequest request = request(HOME, "rss");
    request.setMethod("HEAD");
    MockSlingHttpServletResponse response = answer(request);
    assertEquals(200, response.getStatus());
    assertFalse(response.getHeader("ETag").isEmpty());
    assertEquals("", response.getOutputAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom", "json"})
  void writesWhatStandsInTheGoldenFile(String format) throws Exception {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, FeedSettings.class, "hubs", "https://hub.example/", "limit", 1);
    String written = get(HOME, format).getOutputAsString();
    try (var golden = getClass().getResourceAsStream("/feed/golden." + format)) {
      assertEquals(
          new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip(), written.strip());
    }
  }

  @ParameterizedTest
  @CsvSource({"rss,application/xml", "atom,application/xml", "json,application/feed+json"})
  void isXmlToBrowsersWhichShowNoOther(String format, String type) throws Exception {
    MockSlingHttpServletRequest request = request(HOME, format);
    request.addHeader("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    assertEquals(type + ";charset=UTF-8", answer(request).getContentType());
  }

  @Test
  void namesHubAndItselfInAHeader() throws Exception {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, FeedSettings.class, "hubs", "https://hub.example/");
    assertEquals(
        "<https://hub.example/>; rel=\"hub\", <https://www.example.org/index.feed.rss>;"
            + " rel=\"self\"",
        get(HOME, "rss").getHeader("Link"));
  }

  @ParameterizedTest
  @CsvSource({
    "feed.tag.winter, 200",
    "feed.tag.opening-hours, 200",
    "feed.author.ada-example, 200",
    "feed.locale.en-GB, 200",
    "feed.locale.en, 200",
    "feed.tag.Winter, 404",
    "feed.tag.summer, 404",
    "feed.tag, 404",
    "feed.locale.de, 404",
    "feed.1, 404",
    "feed.2, 404",
    "feed.02, 404",
    "feed.tag.winter.1, 404",
    "feed.tag.winter.2, 404",
    "feed.template.x, 404",
    "feed.tag.winter.2.x, 404",
    "feed.., 404",
    "feed.99999999999, 404"
  })
  void hasFeedsOfTagsAuthorsAndLocalesInOneSpellingEach(String selectors, int status)
      throws Exception {
    MockSlingHttpServletRequest request = request(HOME, "rss");
    ((MockRequestPathInfo) request.getRequestPathInfo()).setSelectorString(selectors);
    assertEquals(status, answer(request).getStatus());
  }

  @Test
  void saysOfWhichTagItIs() throws Exception {
    MockSlingHttpServletRequest request = request(HOME, "rss");
    ((MockRequestPathInfo) request.getRequestPathInfo()).setSelectorString("feed.tag.winter");
    SyndFeed feed = read(answer(request));
    assertEquals("Winter – Harbour Museum", feed.getTitle());
    assertEquals(1, feed.getEntries().size());
  }

  @Test
  void leadsFromPageToPage() throws Exception {
    MockContextAwareConfig.writeConfiguration(
        context, SiteContext.SITE, FeedSettings.class, "limit", 1);
    String first = get(HOME, "atom").getOutputAsString();
    assertTrue(first.contains("rel=\"next\" href=\"https://www.example.org/index.feed.2.atom\""));
    MockSlingHttpServletRequest request = request(HOME, "json");
    ((MockRequestPathInfo) request.getRequestPathInfo()).setSelectorString("feed.2");
    JsonNode last = new ObjectMapper().readTree(answer(request).getOutputAsString());
    assertTrue(last.path("next_url").isMissingNode());
    assertEquals("https://www.example.org/index.feed.2.json", last.path("feed_url").asText());
    assertEquals(1, last.path("items").size());
  }

  @Test
  void isZippedForThoseWhoTakeIt() throws Exception {
    MockSlingHttpServletRequest request = request(HOME, "rss");
    request.addHeader("Accept-Encoding", "br, gzip");
    MockSlingHttpServletResponse response = answer(request);
    assertEquals("gzip", response.getHeader("Content-Encoding"));
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(response.getOutput()))) {
      String text = new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(get(HOME, "rss").getOutputAsString(), text);
    }
    MockSlingHttpServletRequest dispatcher = request(HOME, "rss");
    dispatcher.addHeader("Accept-Encoding", "gzip");
    dispatcher.addHeader("Server-Agent", "Communique-Dispatcher");
    assertNull(answer(dispatcher).getHeader("Content-Encoding"));
  }

  @Test
  void survivesEverythingThatPeoplePaste() throws Exception {
    String ten = "x".repeat(10_000) + "\uD800 \u0000\u000B ]]> </item></rss><script> \u202E\uFFFF";
    Resource content = context.resourceResolver().getResource(ARTICLES + "/nasty/jcr:content");
    ModifiableValueMap values = content.adaptTo(ModifiableValueMap.class);
    for (String name : List.of("jcr:title", "jcr:description", "tags", "author")) {
      values.put(name, ten);
    }
    values.put("sling:thumbnail", "/images/a%22b.jpg");
    values.put("sling:thumbnailAlt", ten);
    for (String format : List.of("rss", "atom")) {
      assertEquals(PlainText.line(ten), second(read(get(HOME, format))).getTitle());
    }
    JsonNode json = new ObjectMapper().readTree(get(HOME, "json").getOutputAsString());
    assertEquals(PlainText.line(ten), json.at("/items/1/title").asText());
  }

  private MockSlingHttpServletResponse get(String path, String extension) throws Exception {
    return answer(request(path, extension));
  }

  private MockSlingHttpServletRequest request(String path, String extension) {
    MockSlingHttpServletRequest request =
        new MockSlingHttpServletRequest(context.resourceResolver(), context.bundleContext());
    request.setResource(context.resourceResolver().getResource(path));
    MockRequestPathInfo info = (MockRequestPathInfo) request.getRequestPathInfo();
    info.setResourcePath(path);
    info.setSelectorString("feed");
    info.setExtension(extension);
    return request;
  }

  private MockSlingHttpServletResponse answer(MockSlingHttpServletRequest request)
      throws Exception {
    context.resourceResolver().commit();
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    servlet.service(request, response);
    return response;
  }

  private static SyndFeed read(MockSlingHttpServletResponse response) throws Exception {
    assertEquals(200, response.getStatus());
    return new SyndFeedInput().build(new StringReader(response.getOutputAsString()));
  }

  private static SyndEntry second(SyndFeed feed) {
    return feed.getEntries().get(1);
  }
}
