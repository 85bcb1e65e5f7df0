// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds follow what happens to pages, and tell hubs of it. */
@OnSlingCms
class FeedIT {
  private static final Path READERS = SlingCms.PROJECT.resolve("it.tests/readers");
  private static final String SAMPLE = "/content/smo-sample/en/index.feed.";

  @Test
  void followsAPageThroughItsLife(Cms cms) {
    TestSite site = cms.site("feed-life", Map.of());
    String page = site.published("story", "Told once");
    awaitTitles(cms, site, List.of("Told once"));
    cms.write(page, Map.of("jcr:content/jcr:title", "Told twice"));
    awaitTitles(cms, site, List.of("Told twice"));
    cms.denyStrangers(page);
    awaitTitles(cms, site, List.of());
    String other = site.published("other", "Another");
    awaitTitles(cms, site, List.of("Another"));
    cms.unpublish(other);
    awaitTitles(cms, site, List.of());
    cms.publish(other);
    awaitTitles(cms, site, List.of("Another"));
    cms.delete(other);
    awaitTitles(cms, site, List.of());
  }

  @Test
  void keepsTheIdOfAPageThatMoves(Cms cms) {
    TestSite site = cms.site("feed-move", Map.of("connections[0]", Networks.SANDBOX));
    String page = site.published("here", "Mover");
    cms.awaitPost(page, Networks.SANDBOX, "SENT");
    String id = awaitFeed(cms, site, f -> f.path("items").size() == 1).at("/items/0/id").asText();
    cms.admin().post(cms.uri(page), Map.of(":operation", "move", ":dest", site.path() + "/there"));
    JsonNode feed =
        awaitFeed(cms, site, f -> f.at("/items/0/url").asText().endsWith("/there.html"));
    assertEquals(id, feed.at("/items/0/id").asText());
  }

  /** Whoever may write a page may write an identity into it, and it would pass for that page. */
  @Test
  void takesNoIdFromAPageThatOnlyClaimsIt(Cms cms) {
    TestSite site = cms.site("feed-claim", Map.of());
    String claimed = "0123456789abcdef0123456789abcdef";
    cms.publish(site.page("here", Map.of("jcr:title", "Claimer", "smo/id", claimed)));
    JsonNode feed = awaitFeed(cms, site, f -> f.path("items").size() == 1);
    assertFalse(feed.toString().contains(claimed), feed::toString);
  }

  @Test
  void holdsTheWholeArticleWithAbsoluteAddresses(Cms cms) {
    TestSite site = cms.site("feed-text", Map.of());
    site.policy("feed", Map.of("fullText", "true", "fullText@TypeHint", "Boolean"));
    String page =
        site.page(
            "long",
            Map.of(
                "jcr:title",
                "Long",
                "container/text/sling:resourceType",
                "sling-cms/components/general/richtext",
                "container/sling:resourceType",
                "sling-cms/components/general/container",
                "container/text/text",
                "<p>Read <a href=\"/other.html\">on</a>.</p><script>alert(1)</script>"));
    cms.publish(page);
    JsonNode feed = awaitFeed(cms, site, f -> f.at("/items/0/content_html").isTextual());
    String html = feed.at("/items/0/content_html").asText();
    assertTrue(html.contains("<a href=\"" + cms.uri("/other.html") + "\""), html);
    assertFalse(html.contains("script"), html);
  }

  @Test
  void isAnsweredByOursAndNotByTheDefaultJsonOfSling(Cms cms) {
    HttpResponse<String> json = cms.visit(SAMPLE + "json");
    assertEquals(
        "application/feed+json;charset=utf-8",
        json.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT));
    assertEquals(
        "https://jsonfeed.org/version/1.1", Http.parse(json.body()).path("version").asText());
    assertEquals(404, cms.visit("/content/smo-sample/en/index.feed.tag.nobody.rss").statusCode());
    String tag = json.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        Http.stranger().with("If-None-Match", tag).get(cms.uri(SAMPLE + "json"));
    assertEquals(304, again.statusCode());
  }

  @Test
  void pictureTagsAndAuthorsStandInTheFeedOfTheSample(Cms cms) {
    JsonNode item = Http.parse(cms.visit(SAMPLE + "json").body()).at("/items/0");
    assertTrue(item.at("/attachments/0/size_in_bytes").asLong() > 1_000, item::toPrettyString);
    assertTrue(item.path("tags").size() > 0, item::toPrettyString);
    assertFalse(item.at("/authors/0/name").asText().isEmpty(), item::toPrettyString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom", "json"})
  void feedExtractorReadsTheFeed(String format, Cms cms) {
    String url = cms.uri(SAMPLE + format).toString();
    JsonNode feed = Http.parse(Program.output(READERS, "node", "feed-json.mjs", url));
    assertTrue(feed.path("entries").size() >= 10, feed::toPrettyString);
    for (JsonNode entry : feed.path("entries")) {
      assertFalse(entry.path("title").asText().isEmpty(), entry::toPrettyString);
      assertFalse(entry.path("published").asText().isEmpty(), entry::toPrettyString);
    }
  }

  @Test
  void tellsAHubThatFetchesTheTopicAsHubsDo(Cms cms) throws IOException {
    try (Hub hub = new Hub()) {
      TestSite site = cms.site("feed-hub", Map.of());
      site.policy("feed", Map.of("hubs", hub.address(), "hubs@TypeHint", "String[]"));
      site.published("news", "News");
      URI topic = cms.uri(site.path() + "/index.feed.rss");
      Eventually.see("news of " + topic, hub::distributed, d -> d.toString().contains("News"));
      hub.distributed.clear();
      String second = site.published("more", "More news");
      Eventually.see("more of " + topic, hub::distributed, d -> d.toString().contains("More news"));
      assertEquals(List.of(), hub.refused);
      assertEquals(second, site.path() + "/more");
    }
  }

  private static void awaitTitles(Cms cms, TestSite site, List<String> titles) {
    awaitFeed(
        cms,
        site,
        feed -> {
          List<String> found = new ArrayList<>();
          feed.path("items").forEach(item -> found.add(item.path("title").asText()));
          return found.equals(titles);
        });
  }

  private static JsonNode awaitFeed(Cms cms, TestSite site, Predicate<JsonNode> wanted) {
    return Eventually.see(
        "feed of " + site.path(),
        () -> Http.parse(cms.visit(site.path() + "/index.feed.json").body()),
        wanted);
  }

  /** A hub as the public ones are: it fetches a topic that it is told of and refuses half ones. */
  private static final class Hub implements AutoCloseable {
    private final List<String> distributed = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Hub() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] form = exchange.getRequestBody().readAllBytes();
            String text =
                URLDecoder.decode(new String(form, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            URI topic = URI.create(text.replaceFirst("(?s).*hub\\.url=([^&]+).*", "$1"));
            fetch(topic, Http.stranger().get(topic));
            exchange.sendResponseHeaders(text.contains("hub.mode=publish") ? 204 : 400, -1);
            exchange.close();
          });
      server.start();
    }

    private void fetch(URI topic, HttpResponse<String> answer) {
      String link = String.join(", ", answer.headers().allValues("Link"));
      String type = answer.headers().firstValue("Content-Type").orElse("");
      boolean complete =
          link.contains("<" + address() + ">; rel=\"hub\"")
              && link.contains("<" + topic + ">; rel=\"self\"")
              && type.toLowerCase(Locale.ROOT).contains("charset=utf-8");
      (complete ? distributed : refused).add(complete ? answer.body() : topic + " " + link + type);
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    List<String> distributed() {
      return distributed;
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
