package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The package for AEM, whole, on a real Sling with AEM's node types and stand-ins for its services.
 * It shows that the bundles start, the packages install, the service user's rights suffice and
 * pages of {@code cq:Page} go their way; of AEM itself it shows nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AemIT {
  private static final String SITE = "/content/museum/en";
  private static final String STEP = "SMO: Syndicate page";

  private SlingCms server;
  private Cms cms;

  @BeforeAll
  void start() {
    server = SlingCms.bare("aem", "author", AemIT::lay);
    cms = new Cms(server);
    copy(
        only(SlingCms.PROJECT.resolve("all/aem/target"), "dev.smo.all.aem-*.zip"),
        server.install().resolve("dev.smo.all.aem.zip"));
    Eventually.see(
        "SMO on Sling",
        () -> cms.admin().get(cms.uri("/bin/smo/posts?days=1")).statusCode(),
        status -> status == 200);
    Eventually.see(
        "components of AEM",
        () -> cms.admin().get(cms.uri("/apps/smo/aem/components/share.json")).statusCode(),
        status -> status == 200);
    Eventually.see(
        "workflow step",
        () -> host(Map.of("do", "find", "label", STEP)),
        answer -> answer.equals("true"));
    site();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** What must be there before our packages come. */
  private static void lay(SlingCms cms) {
    StandInForAem.write(cms.install().resolve("standin.jar"));
    write(
        cms.install(),
        "org.apache.sling.serviceusermapping.impl.ServiceUserMapperImpl.amended~standin",
        "{\"user.mapping\": [\"dev.smo.it.standin:smo=[smo-service]\"]}");
    write(
        cms.install(),
        "org.apache.sling.jcr.repoinit.RepositoryInitializer~standin",
        "{\"scripts\": [\"register privilege crx:replicate\"]}");
    // AEM reads the reference to a configuration from a page's content, too.
    write(
        cms.install(),
        "org.apache.sling.caconfig.resource.impl.def.DefaultContextPathStrategy",
        "{\"configRefPropertyNames\": [\"sling:configRef\", \"jcr:content/sling:configRef\"]}");
    Path run = SlingCms.PROJECT.resolve("all/slingcms/src/main/run");
    try (var files = Files.list(run)) {
      files.forEach(
          file ->
              write(
                  cms.install(),
                  file.getFileName().toString().replace(".cfg.json", ""),
                  read(file).replace("http://localhost:8080", cms.uri("").toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void site() {
    script("/apps/cq/Page", "Page.html", "<sly data-sly-resource=\"jcr:content\"></sly>");
    script(
        "/apps/museum/page",
        "page.html",
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<sly data-sly-include=\"customheaderlibs.html\"></sly></head><body>"
            + "<sly data-sly-resource=\"share\"></sly></body></html>");
    cms.write("/apps/museum/page", Map.of("sling:resourceSuperType", "smo/aem/components/page"));
    cms.configure(
        "/conf/museum",
        "syndication",
        Map.of(
            "enabled", "true",
            "enabled@TypeHint", "Boolean",
            "connections", "sandbox",
            "connections@TypeHint", "String[]",
            "settleSeconds", "1",
            "settleSeconds@TypeHint", "Long"));
    page("/content/museum", "Museums", Map.of("sling:configRef", "/conf/museum"));
    page(SITE, "The Museum", Map.of("jcr:language", "en"));
  }

  private void script(String folder, String name, String text) {
    cms.write(folder, Map.of("jcr:primaryType", "sling:Folder"));
    cms.write(
        folder + "/" + name,
        Map.of(
            "jcr:primaryType", "nt:file",
            "jcr:content/jcr:primaryType", "nt:resource",
            "jcr:content/jcr:mimeType", "text/html",
            "jcr:content/jcr:data", text,
            "jcr:content/jcr:data@TypeHint", "Binary"));
  }

  private String page(String path, String title, Map<String, String> properties) {
    Map<String, String> form = new HashMap<>();
    form.put("jcr:primaryType", "cq:Page");
    form.put("jcr:content/jcr:primaryType", "cq:PageContent");
    form.put("jcr:content/jcr:title", title);
    form.put("jcr:content/sling:resourceType", "museum/page");
    form.put("jcr:content/share/jcr:primaryType", "nt:unstructured");
    form.put("jcr:content/share/sling:resourceType", "smo/aem/components/share");
    form.put("jcr:content/cq:lastReplicationAction", "Activate");
    properties.forEach((name, value) -> form.put("jcr:content/" + name, value));
    cms.write(path, form);
    return path;
  }

  private String host(Map<String, String> form) {
    return cms.admin().post(cms.uri("/bin/aem"), form).body();
  }

  @Test
  void aPageCarriesTheCardInItsHeadAndTheShareBarWithItsFiles() {
    String page = page(SITE + "/snow", "Snow on the roof", Map.of("jcr:description", "White."));
    Document html =
        Jsoup.parse(
            Eventually.see(
                    "page of AEM",
                    () -> cms.visit(page + ".html"),
                    answer -> answer.statusCode() == 200)
                .body());
    assertEquals("Snow on the roof", html.select("head meta[property=og:title]").attr("content"));
    assertEquals(
        cms.uri(page + ".html").toString(),
        html.select("head meta[property=og:url]").attr("content"));
    assertEquals(0, html.select("link[rel=canonical]").size(), "the page's template brings it");
    assertTrue(html.select(".cmp-smo-share a").size() > 3, html.body().html());

    String sheet = html.select("link[href*=share.css]").attr("href");
    assertTrue(sheet.startsWith("/etc.clientlibs/smo/"), sheet);
    assertTrue(sheet.contains("?v="), () -> "the service user cannot read the file: " + sheet);
    var file = cms.visit(sheet);
    assertEquals(200, file.statusCode());
    assertEquals(
        "public, max-age=31536000, immutable",
        file.headers().firstValue("Cache-Control").orElse(""));
  }

  @Test
  void anActivatedPageIsPostedOnceThoughReplicationAndDistributionBothTellOfIt() {
    String page = page(SITE + "/winter", "Winter opening hours", Map.of());
    for (int i = 0; i < 2; i++) {
      host(Map.of("do", "replicate", "type", "Activate", "path", page));
      host(Map.of("do", "distribute", "type", "ADD", "path", page, "agent", "publish"));
    }
    cms.awaitPost(page, "sandbox", "SENT");
    assertEquals(1, cms.posts(page).size());
    List<String> titles = cms.admin().json(cms.uri("/bin/smo/sandbox")).findValuesAsText("title");
    assertEquals(1, Collections.frequency(titles, "Winter opening hours"), titles.toString());
  }

  @Test
  void theWorkflowStepPostsItsPageAndSaysSo() {
    String page = page(SITE + "/tea", "Tea at four", Map.of());
    String said =
        host(Map.of("do", "step", "label", STEP, "path", page, "arguments", "connections=sandbox"));
    assertTrue(said.startsWith("done\n") && said.contains("sandbox"), said);
    cms.awaitPost(page, "sandbox", "SENT");
  }

  @Test
  void theWorkflowStepFailsForAConnectionThatIsNotThere() {
    String page = page(SITE + "/nowhere", "Nowhere", Map.of());
    String said =
        host(
            Map.of(
                "do",
                "step",
                "label",
                STEP,
                "path",
                page,
                "arguments",
                "connections=no-such-network"));
    assertTrue(said.startsWith("failed: ") && said.contains("no-such-network"), said);
    assertEquals(0, cms.posts(page).size());
  }

  @Test
  void whatAuthorLearnsOfReactionsIsGivenToPublish() {
    String page = "a".repeat(32);
    String shown = "/var/smo/shown/aa/" + page;
    cms.write(
        "/var/smo/reactions/aa/" + page + "/counts/post",
        Map.of(
            "network", "sandbox",
            "likes", "5",
            "likes@TypeHint", "Long"));
    Eventually.see(
        "replication of " + shown,
        () -> host(Map.of("do", "replicated")),
        answer -> answer.contains("ACTIVATE " + shown));
    String json = cms.admin().json(cms.uri(shown + ".json")).path("json").asText();
    assertTrue(json.contains("\"likes\":5"), json);
  }

  private static void write(Path folder, String pid, String json) {
    try {
      Files.writeString(folder.resolve(pid + ".cfg.json"), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path only(Path folder, String glob) {
    try (var found = Files.newDirectoryStream(folder, glob)) {
      return found.iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Path part = to.resolveSibling(to.getFileName() + ".part");
      Files.copy(from, part);
      Files.move(part, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
