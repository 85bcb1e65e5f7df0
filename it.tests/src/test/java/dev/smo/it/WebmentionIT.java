// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Webmentions to and from Sling CMS, with somebody else's site on a real socket. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebmentionIT {
  private static final String ENDPOINT = "/bin/smo/webmention";

  private final Cms cms;
  private final TestSite site;
  private final HttpServer jane;
  private final Map<String, String> janesPages = new ConcurrentHashMap<>();
  private final List<String> janesMail = new CopyOnWriteArrayList<>();

  WebmentionIT(Cms cms) throws IOException {
    this.cms = cms;
    site = cms.site("webmention", Map.of());
    site.policy(
        "webmention",
        Map.of(
            "receive", "true",
            "receive@TypeHint", "Boolean",
            "send", "true",
            "send@TypeHint", "Boolean"));
    jane = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    jane.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          if ("POST".equals(exchange.getRequestMethod())) {
            byte[] form = exchange.getRequestBody().readAllBytes();
            janesMail.add(
                URLDecoder.decode(
                    new String(form, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
          }
          byte[] page = janesPages.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
          exchange.getResponseHeaders().add("Link", "</mail>; rel=\"webmention\"");
          boolean there = janesPages.containsKey(path) || "/mail".equals(path);
          exchange.sendResponseHeaders(there ? 200 : 410, page.length == 0 ? -1 : page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    jane.start();
  }

  @AfterAll
  void close() {
    jane.stop(0);
  }

  private URI janes(String path) {
    return URI.create("http://127.0.0.1:" + jane.getAddress().getPort() + path);
  }

  private HttpResponse<String> mention(String source, String target) {
    return Http.stranger().post(cms.uri(ENDPOINT), Map.of("source", source, "target", target));
  }

  private String reactions() {
    return cms.admin().get(cms.uri("/var/smo/reactions.infinity.json")).body();
  }

  @Test
  void aReplyElsewhereWaitsAsAReactionAndGoesWhenItIsGone() {
    String page = site.published("clock", "The clock that runs backwards");
    String address = cms.uri(page + ".html").toString();
    janesPages.put(
        "/reply",
        "<div class=h-entry><a class=u-in-reply-to href='%s'>re</a>".formatted(address)
            + "<p class=e-content>Mine runs sideways</p>"
            + "<a class='p-author h-card' href='/'>Jane Doe</a></div>");

    assertEquals(202, mention(janes("/reply").toString(), address).statusCode());
    Eventually.see("the reply", this::reactions, all -> all.contains("Mine runs sideways"));
    assertTrue(reactions().contains("Jane Doe"), this::reactions);

    janesPages.remove("/reply");
    assertEquals(202, mention(janes("/reply").toString(), address).statusCode());
    Eventually.see("no reply", this::reactions, all -> !all.contains("Mine runs sideways"));
  }

  @Test
  void aPageSaysWhereItTakesWebmentionsAndOtherTargetsAreRefused() {
    String page = site.published("header", "A page with a header");
    String address = cms.uri(page + ".html").toString();
    String links = String.join(" ", cms.visit(page + ".html").headers().allValues("Link"));
    assertTrue(links.contains("<" + ENDPOINT + ">; rel=\"webmention\""), links);

    assertEquals(400, mention("no address", address).statusCode());
    assertEquals(400, mention("https://jane.example/", address + "x").statusCode());
    assertEquals(
        400, mention(address, cms.uri(site.path() + "/index.html").toString()).statusCode());
  }

  @Test
  void whomAPublishedPageLinksToIsToldOnce() {
    janesPages.put("/post", "<p>What Jane wrote");
    String page =
        site.page(
            "links",
            Map.of(
                "jcr:title", "A page with a link",
                "sling:template", "/conf/smo-sample/site/templates/article",
                "container/text/sling:resourceType", "sling-cms/components/general/richtext",
                "container/text/text", "<p>See <a href=\"" + janes("/post") + "\">Jane</a></p>"));
    cms.publish(page);

    String notice = "source=" + cms.uri(page + ".html") + "&target=" + janes("/post");
    Eventually.see("the notice", () -> List.copyOf(janesMail), mail -> mail.contains(notice));
    assertEquals(1, janesMail.stream().filter(notice::equals).count());
  }
}
