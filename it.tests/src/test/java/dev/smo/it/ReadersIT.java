// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers that nobody here wrote understand our card tags and our feeds. */
@OnSlingCms
class ReadersIT {
  private static final Path READERS = SlingCms.PROJECT.resolve("it.tests/readers");
  private static final String SITE = "/content/smo-sample/en";
  private static final String ARTICLE = SITE + "/articles/borrow-a-tomato.html";

  @Test
  void unfurlShowsTheCardOfAnArticle(Cms cms) {
    JsonNode read = card(cms, ARTICLE).path("unfurl");
    JsonNode card = read.path("open_graph");

    assertEquals("Borrow a tomato", card.path("title").asText(), read::toPrettyString);
    assertEquals(cms.uri(ARTICLE).toString(), card.path("url").asText());
    assertEquals("article", card.path("type").asText());
    assertTrue(card.path("description").asText().startsWith("At Westgate Library"));
    JsonNode image = card.path("images").path(0);
    assertEquals(
        cms.uri(SITE + "/pictures/borrow-a-tomato.png").toString(), image.path("url").asText());
  }

  @Test
  void theCardsOfFacebookAndTwitterAndTheArticleOfGoogleAreComplete(Cms cms) {
    JsonNode structured = card(cms, ARTICLE).path("structured");
    List<String> failed = new ArrayList<>();
    for (JsonNode test : structured.path("failed")) {
      // Google asks for no logo of the publisher any more; the tool still does.
      if (!test.path("description").asText().startsWith("publisher.logo")) {
        failed.add(test.path("group").asText() + ": " + test.path("error").asText());
      }
    }

    assertEquals(List.of(), failed);
    assertTrue(structured.path("schemas").toString().contains("BlogPosting"), structured::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom"})
  void feedparserReadsTheFeed(String format, Cms cms) {
    String url = cms.uri(feed(cms, format)).toString();
    String script = READERS.resolve("feed.py").toString();
    JsonNode feed = Http.parse(Program.output(READERS, "/usr/bin/python3", script, url));

    assertEquals("", feed.path("wrong").asText());
    assertTrue(feed.path("version").asText().startsWith(format), feed::toPrettyString);
    assertTrue(feed.path("entries").size() >= 10, feed::toPrettyString);
    for (JsonNode entry : feed.path("entries")) {
      assertFalse(entry.path("title").asText().isEmpty(), entry::toPrettyString);
      assertFalse(entry.path("id").asText().isEmpty(), entry::toPrettyString);
      assertTrue(entry.path("dated").asBoolean(), entry::toPrettyString);
      String link = entry.path("link").asText();
      assertTrue(link.startsWith(cms.uri(SITE).toString()), link);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom"})
  void newsboatReadsTheFeed(String format, Cms cms, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("urls"), cms.uri(feed(cms, format)) + "\n");
    Files.createFile(folder.resolve("config"));
    Program.output(
        folder, "newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload");

    String count =
        "import sqlite3; print(sqlite3.connect('cache.db').execute("
            + "'select count(distinct url) from rss_item').fetchone()[0])";
    int items = Integer.parseInt(Program.output(folder, "/usr/bin/python3", "-c", count).strip());
    assertTrue(items >= 10, () -> "newsboat found " + items + " items");
  }

  /** The path of the feed that a page announces, as a reader finds it. */
  private static String feed(Cms cms, String format) {
    String type = "application/" + format + "+xml";
    return org.jsoup.Jsoup.parse(cms.visit(ARTICLE).body(), cms.uri(ARTICLE).toString())
        .select("link[rel=alternate][type=" + type + "]")
        .stream()
        .map(link -> java.net.URI.create(link.absUrl("href")).getRawPath())
        .findFirst()
        .orElseThrow(() -> new AssertionError("the article announces no feed of type " + type));
  }

  private static JsonNode card(Cms cms, String page) {
    return Http.parse(Program.output(READERS, "node", "card.mjs", cms.uri(page).toString()));
  }
}
