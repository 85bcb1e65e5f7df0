// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Cards and oEmbed as other programs see them, and who may see them. */
@OnSlingCms
class CardIT {
  private static final Path READERS = SlingCms.PROJECT.resolve("it.tests/readers");
  private static final String ARTICLE = "/content/smo-sample/en/articles/borrow-a-tomato.html";
  private static final String TITLE = "Borrow a tomato";

  @Test
  void programsThatNobodyHereWroteReadTheSameCard(Cms cms) {
    JsonNode read =
        Http.parse(Program.output(READERS, "node", "card.mjs", cms.uri(ARTICLE).toString()));
    String picture = cms.uri("/content/smo-sample/en/pictures/borrow-a-tomato.png").toString();

    JsonNode scraper = read.path("scraper");
    assertEquals(TITLE, scraper.path("ogTitle").asText(), read::toPrettyString);
    assertEquals("Articles", scraper.path("articleSection").asText());
    assertEquals("1200", scraper.path("ogImage").path(0).path("width").asText());
    assertEquals("summary_large_image", scraper.path("twitterCard").asText());
    assertEquals(TITLE, scraper.path("jsonLD").path(0).path(0).path("headline").asText());

    JsonNode preview = read.path("preview");
    assertEquals(TITLE, preview.path("title").asText());
    assertEquals(picture, preview.path("images").path(0).asText());

    assertEquals("rich", read.path("oembed").path("type").asText());
    assertEquals(TITLE, read.path("oembed").path("title").asText());
    assertEquals(picture, read.path("oembed").path("thumbnail_url").asText());
    assertEquals(600, read.path("unfurl").path("oEmbed").path("width").asInt());
    assertTrue(
        read.path("structured").path("schemas").toString().contains("BreadcrumbList"),
        read::toPrettyString);
  }

  @Test
  void theFrameOfOembedHoldsTheCardAndNoScript(Cms cms) {
    String html = ask(cms.uri(ARTICLE), cms, Http.stranger()).path("html").asText();
    URI frame = URI.create(Jsoup.parse(html).select("iframe").attr("src"));
    HttpResponse<String> answer = Http.stranger().get(frame);
    Document card = Jsoup.parse(answer.body());

    assertEquals(200, answer.statusCode());
    assertEquals(TITLE, card.select(".title").text());
    assertEquals(cms.uri(ARTICLE).toString(), card.select("a").attr("href"));
    assertEquals(0, card.select("script").size());
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("frame-ancestors *"), policy);
  }

  @Test
  void whatStrangersMayNotReadNobodyMayEmbed(Cms cms) {
    TestSite site = cms.site("embed", Map.of());
    String page = site.published("open", "Open to all");
    URI url = cms.uri(page + ".html");
    assertEquals("Open to all", ask(url, cms, Http.stranger()).path("title").asText());

    cms.denyStrangers(page);
    assertEquals(404, status(url, cms, Http.stranger()));
    assertEquals(404, status(url, cms, cms.admin()));

    String draft = site.page("draft", Map.of("jcr:title", "Draft"));
    assertEquals(404, status(cms.uri(draft + ".html"), cms, cms.admin()));
  }

  private static JsonNode ask(URI url, Cms cms, Http who) {
    return who.json(question(url, cms));
  }

  private static int status(URI url, Cms cms, Http who) {
    return who.get(question(url, cms)).statusCode();
  }

  private static URI question(URI url, Cms cms) {
    return cms.uri(
        "/bin/smo/oembed?url=" + URLEncoder.encode(url.toString(), StandardCharsets.UTF_8));
  }
}
