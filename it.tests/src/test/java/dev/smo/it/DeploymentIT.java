// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the package brings is there, whole. */
@OnSlingCms
class DeploymentIT {
  /** Until somebody configures a mail service of the CMS. */
  private static final Set<String> STANDS_BY = Set.of("dev.smo.mail.SlingMailServer");

  private static final Set<String> FINE = Set.of("active", "satisfied", "no config");

  @Test
  void everyBundleIsActive(Cms cms) {
    JsonNode state = cms.admin().json(cms.uri("/system/console/bundles.json")).path("s");

    assertEquals(0, state.path(3).asInt(), "installed bundles");
    assertEquals(0, state.path(4).asInt(), "resolved bundles");
  }

  @Test
  void everyComponentOfOursHasWhatItNeeds(Cms cms) {
    JsonNode components = cms.admin().json(cms.uri("/system/console/components.json"));
    int ours = 0;
    for (JsonNode component : components.path("data")) {
      String name = component.path("name").asText();
      if (name.startsWith("dev.smo.")) {
        ours++;
        String state = component.path("state").asText();
        boolean standsBy = STANDS_BY.contains(name) && state.equals("unsatisfied (reference)");
        assertTrue(standsBy || FINE.contains(state), () -> name + " " + state);
      }
    }
    assertTrue(ours > 20, "components: " + ours);
  }

  @Test
  void theKeyIsForTheOwnersEyesOnlyAndOutsideTheRepository(Cms cms) throws IOException {
    Path key = cms.server().home().resolve("launcher/smo/secret.key");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/content/smo-sample/en/index.html",
        "/content/smo-sample/de/index.html",
        "/content/smo-sample/en/articles/borrow-a-tomato.html",
        "/content/smo-sample/de/articles/borrow-a-tomato.html"
      })
  void thePagesOfTheSampleSiteHaveTheirCard(String page, Cms cms) {
    var html = org.jsoup.Jsoup.parse(cms.visit(page).body());

    assertEquals(1, html.select("head meta[property=og:title]").size());
    assertEquals(
        cms.uri(page).toString(), html.select("head meta[property=og:url]").attr("content"));
    assertEquals(1, html.select("head script[type=application/ld+json]").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/apps/smo.json", "/var/smo.1.json", "/home.json"})
  void strangersSeeNothingBehindThePages(String path, Cms cms) {
    assertTrue(cms.visit(path).statusCode() >= 400, path);
  }
}
