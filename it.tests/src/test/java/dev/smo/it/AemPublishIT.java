// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same package as {@link AemIT}, on an instance that shows pages: it renders all that is
 * public, and there is nothing that could post, keep a secret or be a console.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AemPublishIT {
  private Aem aem;
  private Cms cms;

  @BeforeAll
  void start() {
    aem = Aem.start("publish");
    cms = aem.cms();
  }

  @AfterAll
  void stop() {
    aem.close();
  }

  @Test
  void aPageShowsCardBarsFeedAndTheReactionsThatAuthorHasSent() throws Exception {
    String body = "";
    for (String part : List.of("share", "follow", "feed", "reactions")) {
      body += "<sly data-sly-resource=\"" + part + "\"></sly>";
    }
    aem.script("/apps/museum/full", "body.html", body);
    aem.inherit("/apps/museum/full", "museum/page");
    String page =
        aem.page(
            Aem.SITE + "/ice",
            "Ice",
            Map.of(
                "sling:resourceType", "museum/full",
                "follow/sling:resourceType", "smo/aem/components/follow",
                "follow/profiles", "mastodon: @museum@example.social",
                "follow/profiles@TypeHint", "String[]",
                "feed/sling:resourceType", "smo/aem/components/feed",
                "reactions/sling:resourceType", "smo/aem/components/reactions"));
    String identity = identity(page);
    cms.write(
        "/var/smo/shown/" + identity.substring(0, 2) + "/" + identity,
        Map.of(
            "json",
            """
            {"home": "%s",
             "tallies": [{"network": "sandbox", "post": "1", "permalink": "", "likes": 41,
               "reposts": 0, "replies": 1}],
             "approved": [{"source": "sandbox", "key": "k", "kind": "REPLY", "author": "Ann",
               "authorUrl": "", "text": "Mind the ice", "url": "", "at": "2026-11-27T10:00:00Z"}]}
            """
                .formatted(page)));

    Document html = aem.visit(page);
    assertEquals(
        "Ice", html.select("head meta[property=og:title]").attr("content"), html::outerHtml);
    assertTrue(html.select(".cmp-smo-share a").size() > 3, html.body().html());
    assertEquals("https://example.social/@museum", html.select("a[rel~=me]").attr("href"));
    assertTrue(html.select("a[href$=.feed.atom]").size() > 0, html.body().html());
    assertTrue(html.text().contains("Mind the ice"), html.text());
    assertTrue(html.text().contains("41"), html.text());
  }

  /** By what a page is known that was never posted from here. */
  private static String identity(String page) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(page.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  @Test
  void ofTheBundlesOnlyThoseThatRenderAreThere() {
    assertEquals(
        Map.of("dev.smo.api", "Active", "dev.smo.core", "Active", "dev.smo.aem.core", "Active"),
        aem.bundles());
  }

  @ParameterizedTest
  @ValueSource(strings = {"posts", "connections", "preview", "reactions", "token", "sandbox"})
  void nothingAnswersWhereAuthorHasItsConsole(String name) {
    URI address = cms.uri("/bin/smo/" + name);
    assertEquals(404, cms.admin().get(address).statusCode());
    // Sling asks strangers to log in wherever they see nothing: here as where nothing ever was.
    assertEquals(
        Http.stranger().get(cms.uri("/bin/smo/nothing")).statusCode(),
        Http.stranger().get(address).statusCode());
  }

  @Test
  void noSecretAndNoPostIsKept() {
    for (String name : List.of("connections", "posts", "due")) {
      assertEquals(404, cms.admin().get(cms.uri("/var/smo/" + name + ".json")).statusCode(), name);
    }
  }

  @Test
  void aPublicationIsNoNewsAndThereIsNoWorkflowStep() {
    String page = aem.page(Aem.SITE + "/frost", "Frost", Map.of());
    aem.host(Map.of("do", "replicate", "type", "Activate", "path", page));
    aem.host(Map.of("do", "distribute", "type", "ADD", "path", page, "agent", "publish"));
    assertEquals("false", aem.host(Map.of("do", "find", "label", "SMO: Syndicate page")));
    assertEquals(404, cms.admin().get(cms.uri(page + "/_jcr_content/smo.json")).statusCode());
    assertEquals(404, cms.admin().get(cms.uri("/var/smo/posts.json")).statusCode());
  }

  @Test
  void anImageIsDrawnAndAFeedIsRead() {
    cms.configure("/conf/museum", "picture", Map.of("mode", "missing"));
    String page = aem.page(Aem.SITE + "/dew", "Dew", Map.of());
    Document html = aem.visit(page);
    String image = html.select("head meta[property=og:image]").attr("content");
    assertTrue(image.contains(".social"), html.head().html());
    var drawn = Http.stranger().get(URI.create(image));
    assertEquals(200, drawn.statusCode());
    assertEquals("image/jpeg", drawn.headers().firstValue("Content-Type").orElse(""));
    assertEquals(200, cms.visit(Aem.SITE + ".feed.atom").statusCode());
  }

  @Test
  void webmentionsAreRefusedInWordsUntilSomebodySaysWhereTheEngineIs() {
    String page = aem.page(Aem.SITE + "/sleet", "Sleet", Map.of());
    cms.configure(
        "/conf/museum", "webmention", Map.of("receive", "true", "receive@TypeHint", "Boolean"));
    String endpoint = "/bin/smo/webmention";
    var answer =
        Http.stranger()
            .post(
                cms.uri(endpoint),
                Map.of(
                    "source",
                    "https://jane.example/reply",
                    "target",
                    cms.uri(page + ".html").toString()));
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("takes no webmentions"), answer.body());
    String links = String.join(" ", cms.visit(page + ".html").headers().allValues("Link"));
    assertFalse(links.contains("webmention"), links);
  }
}
