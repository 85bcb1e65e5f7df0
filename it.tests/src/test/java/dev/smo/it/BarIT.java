// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Share and follow bars as browsers, screen readers and caches get them. */
@OnSlingCms
class BarIT {
  private static final String ARTICLE = "/content/smo-sample/en/articles/borrow-a-tomato";

  @Test
  void everybodyCanUseTheBarsHoweverTheyLook(Cms cms) {
    String said =
        Program.output(SlingCms.PROJECT.resolve("it.tests/browser"), "node", "bar.mjs", base(cms));
    assertEquals("nothing wrong", said.strip());
  }

  @Test
  void browsersKeepTheFilesOfTheBarForAYearAndNoLongerThanTheirContent(Cms cms) {
    String page = cms.visit(ARTICLE + ".html").body();
    for (String file : new String[] {"share.css", "share.js"}) {
      String start = "/static/clientlibs/smo/" + file + "?v=";
      int at = page.indexOf(start);
      assertTrue(at > 0, page);
      String address = page.substring(at, page.indexOf('"', at));
      assertEquals(
          "public, max-age=31536000, immutable", header(cms.visit(address), "Cache-Control"));
      assertEquals("", header(cms.visit(start + "old"), "Cache-Control"));
    }
  }

  @Test
  void clicksAreCountedWithoutAnAccountAndShownAfterAMinute(Cms cms) {
    TestSite site = cms.site("clicks", Map.of());
    String page = site.published("counted", "Counted");
    site.policy(
        "share",
        Map.of(
            "count",
            "true",
            "count@TypeHint",
            "Boolean",
            "showCounts",
            "true",
            "showCounts@TypeHint",
            "Boolean"));
    String bar = page + "/jcr:content/bar";
    cms.write(
        bar,
        Map.of(
            "jcr:primaryType",
            "nt:unstructured",
            "sling:resourceType",
            "smo/slingcms/components/share",
            "networks",
            "reddit"));
    Http reader = Http.stranger().with("Referer", cms.uri("/").toString());
    for (int i = 0; i < 3; i++) {
      Map<String, String> click = Map.of("page", page, "network", "reddit");
      assertEquals(204, reader.post(cms.uri("/bin/smo/clicks"), click).statusCode());
    }
    Eventually.see(
        "three clicks",
        Duration.ofMinutes(3),
        () -> cms.admin().json(cms.uri(bar + ".model.json")).path("links").path(0),
        link -> link.path("clicks").asText().equals("3"));
  }

  private static String base(Cms cms) {
    return cms.uri("").toString();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
