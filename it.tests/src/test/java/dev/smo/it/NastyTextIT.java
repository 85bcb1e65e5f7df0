// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.prose.HtmlText;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.xml.sax.InputSource;

/** Two hundred nasty texts break no page, card, feed or answer of ours, and run nowhere. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NastyTextIT {
  private static final Path READERS = SlingCms.PROJECT.resolve("it.tests/readers");
  private static final String LOOK =
      """
      return {
        ran: window.nasty === undefined ? '' : String(window.nasty),
        scripts: [...document.scripts].map(s => s.type + ' ' + (s.src && new URL(s.src).pathname)).join(', '),
        shape: [...document.querySelectorAll('main *:not(.article__picture)')].map(e => e.localName).join(' '),
        title: document.querySelector('meta[property="og:title"]')?.content ?? '',
        page: document.documentElement.outerHTML,
      };
      """;

  private final Cms cms;
  private final NastySite site;
  private final List<NastyText> texts = NastyText.all();

  NastyTextIT(Cms cms) {
    this.cms = cms;
    site = new NastySite(cms);
  }

  @AfterAll
  void delete() {
    site.delete();
  }

  @Test
  void thereAreTwoHundred() {
    assertTrue(texts.size() >= 200, () -> "only " + texts.size());
  }

  @Test
  void aBrowserRunsNoneOfThemAndSeesThePageItWouldSeeWithAHarmlessText() {
    try (Browser browser = new Browser()) {
      Map<?, ?> harmless = whole(browser, site.path("plain"));
      assertEquals(NastySite.HARMLESS, harmless.get("title"), () -> harmless + " is not the page");
      Map<?, ?> undescribed = look(browser, site.path("undescribed"));
      for (NastyText nasty : texts) {
        Map<?, ?> seen = look(browser, site.page(nasty));
        assertEquals("", seen.get("ran"), () -> nasty + " ran");
        assertEquals(harmless.get("scripts"), seen.get("scripts"), () -> nasty + " adds a script");
        if (!nasty.line().isEmpty()) {
          assertEquals(nasty.line(), seen.get("title"), () -> nasty + " is another og:title");
          // Of a description that is HTML of which nobody sees anything, no page has a paragraph.
          boolean described = !HtmlText.stored(nasty.text()).isBlank();
          Map<?, ?> like = described ? harmless : undescribed;
          assertEquals(like.get("shape"), seen.get("shape"), () -> nasty + " changes the page");
        }
      }
      List<String> elsewhere =
          browser.requests().stream()
              .filter(uri -> !"localhost".equals(uri.getHost()))
              .map(Object::toString)
              // The sample's article shows the picture that its author named, wherever it lies.
              .filter(uri -> texts.stream().noneMatch(nasty -> nasty.text().equals(uri)))
              .toList();
      assertEquals(List.of(), elsewhere, "a nasty text made the page ask other machines");
    }
  }

  /** A page with its card and its bar; what a first look lacked is printed, and no matter here. */
  private Map<?, ?> whole(Browser browser, String page) {
    return Eventually.see(
        "harmless page with card and bar",
        () -> look(browser, page),
        seen -> {
          String scripts = String.valueOf(seen.get("scripts"));
          boolean whole = scripts.contains("ld+json") && scripts.contains("share.js");
          if (!whole) {
            System.out.println("the harmless page is not whole as yet: " + seen);
          }
          return whole;
        });
  }

  private Map<?, ?> look(Browser browser, String page) {
    browser.open(cms.uri(page + ".html"));
    return (Map<?, ?>) browser.driver().executeScript(LOOK);
  }

  @Test
  void structuredDataParsesAndSaysWhatTheTagsSay() {
    for (NastyText nasty : texts) {
      Document html = Jsoup.parse(cms.visit(site.page(nasty) + ".html").body());
      String title = html.select("meta[property=og:title]").attr("content");
      List<JsonNode> headlines =
          html.select("script[type=application/ld+json]").stream()
              .flatMap(script -> Http.parse(script.data()).findValues("headline").stream())
              .toList();
      assertNotEquals(List.of(), headlines, () -> nasty + " leaves no structured data");
      headlines.forEach(
          headline -> assertEquals(title, headline.asText(), () -> nasty + " is another headline"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom"})
  void aFeedOfAllOfThemParsesAndKeepsEveryEntry(String format) {
    String url = cms.uri(site.root() + "/index.feed." + format).toString();
    String script = READERS.resolve("feed.py").toString();
    JsonNode feed = Http.parse(Program.output(READERS, "/usr/bin/python3", script, url));

    assertEquals("", feed.path("wrong").asText());
    assertEquals(texts.size() + NastySite.TO_COMPARE_WITH, feed.path("entries").size());
  }

  @Test
  void theJsonFeedOfAllOfThemParsesAndKeepsEveryEntry() {
    JsonNode feed = Http.parse(cms.visit(site.root() + "/index.feed.json").body());

    assertEquals(texts.size() + NastySite.TO_COMPARE_WITH, feed.path("items").size());
  }

  @Test
  void otherSitesGetWellFormedEmbeds() throws Exception {
    for (NastyText nasty : texts) {
      String url = encoded(cms.uri(site.page(nasty) + ".html").toString());
      HttpResponse<String> json = cms.visit("/bin/smo/oembed?format=json&url=" + url);
      HttpResponse<String> xml = cms.visit("/bin/smo/oembed?format=xml&url=" + url);

      assertEquals(200, json.statusCode(), () -> nasty + " has no oEmbed: " + json.body());
      String title = parsed(xml.body()).getElementsByTagName("title").item(0).getTextContent();
      assertEquals(Http.parse(json.body()).path("title").asText(), title, nasty::toString);
    }
  }

  private static org.w3c.dom.Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void modelsAndPreviewAreJsonForAllOfThem() {
    for (NastyText nasty : texts) {
      for (String component : List.of("share", "follow", "feed")) {
        String json =
            cms.visit(site.page(nasty) + "/jcr:content/" + component + ".model.json").body();
        assertTrue(Http.parse(json).isObject(), () -> nasty + " breaks " + component);
      }
      JsonNode preview = cms.admin().json(cms.uri("/bin/smo/preview?page=" + site.page(nasty)));
      assertTrue(preview.path("preview").path("card").isObject(), nasty::toString);
    }
  }

  @Test
  void theSocialFormOfThePageRunsNoneOfThem() {
    try (Browser browser = new Browser()) {
      browser.logIn(cms);
      for (NastyText nasty : texts) {
        if (nasty.what().equals("script element")) {
          browser.open(cms.uri("/cms/smo/card.html" + site.page(nasty)));
          browser.see(By.cssSelector("[data-cmp-is=smo-preview] [data-network]"));
          Object ran = browser.driver().executeScript("return window.nasty");
          assertNull(ran, () -> nasty + " ran in the form");
        }
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
