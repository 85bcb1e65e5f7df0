package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The package for AEM, whole, on a real Sling with AEM's node types, Adobe's Core Components and
 * stand-ins for AEM's services. It shows that the bundles start, the packages install, the service
 * user's rights suffice, pages of {@code cq:Page} go their way, and that our page is one with that
 * of the Core Components; of AEM itself it shows nothing.
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
        "Core Components",
        () -> cms.admin().get(cms.uri("/apps/core/wcm/components/page/v3/page.json")).statusCode(),
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
    CoreComponents.layInto(cms.install());
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
    // What the page includes of AEM itself, and its body, which only AEM's templates can fill.
    String cloud = "/libs/cq/cloudserviceconfigs/components/";
    script(cloud + "servicelibs", "servicelibs.jsp", " ");
    script(cloud + "servicecomponents", "servicecomponents.html", " ");
    script("/libs/cq/cloudconfig/components/scripttags/header", "header.html", " ");
    script("/libs/cq/cloudconfig/components/scripttags/footer", "footer.html", " ");
    script("/apps/museum/page", "body.html", "<sly data-sly-resource=\"share\"></sly>");
    inherit("/apps/museum/page", "smo/aem/components/page");
    inherit("/apps/museum/sharing", "smo/aem/components/share");
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

  private void inherit(String component, String from) {
    cms.write(
        component, Map.of("jcr:primaryType", "sling:Folder", "sling:resourceSuperType", from));
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
    form.put("jcr:content/share/sling:resourceType", "museum/sharing");
    form.put("jcr:content/cq:lastReplicationAction", "Activate");
    properties.forEach((name, value) -> form.put("jcr:content/" + name, value));
    cms.write(path, form);
    return path;
  }

  private String host(Map<String, String> form) {
    return cms.admin().post(cms.uri("/bin/aem"), form).body();
  }

  private Document visit(String page) {
    return Jsoup.parse(
        Eventually.see(
                "page of AEM",
                () -> cms.visit(page + ".html"),
                answer -> answer.statusCode() == 200)
            .body());
  }

  private static String content(Document html, String selector) {
    Elements found = html.select("head " + selector);
    assertEquals(1, found.size(), () -> "how often the head has " + selector + ": " + html.head());
    return found.attr(found.hasAttr("href") ? "href" : "content");
  }

  @Test
  void thePageOfTheCoreComponentsAndTheCardSayEachThingOnce() {
    String page = page(SITE + "/snow", "Snow on the roof", Map.of("jcr:description", "White."));
    String address = cms.uri(page + ".html").toString();
    Document html = visit(page);

    assertEquals("Snow on the roof", html.title());
    assertEquals("Snow on the roof", content(html, "meta[property=og:title]"));
    assertEquals("White.", content(html, "meta[name=description]"));
    assertEquals("White.", content(html, "meta[property=og:description]"));
    assertEquals(address, content(html, "link[rel=canonical]"));
    assertEquals(address, content(html, "meta[property=og:url]"));
    assertEquals(List.of(), repeated(html), "said twice by page and card");
    assertEquals(0, html.select("head link[hreflang]").size(), html.head().toString());
    JsonNode data = Http.parse(html.select("script[type=application/ld+json]").html());
    assertEquals(List.of("BlogPosting", "BreadcrumbList"), types(data), data::toPrettyString);
    assertEquals(address, data.path(0).path("url").asText());
    assertEquals(List.of(), errors(page));
  }

  /** Names of tags of which a head may have one only, but has more. */
  private static List<String> repeated(Document html) {
    List<String> names = html.select("head meta").eachAttr("name");
    names.addAll(html.select("head meta").eachAttr("property"));
    return names.stream().filter(name -> Collections.frequency(names, name) > 1).toList();
  }

  private static List<String> types(JsonNode data) {
    List<String> types = new ArrayList<>();
    data.forEach(node -> types.add(node.path("@type").asText()));
    return types;
  }

  /** What the server logged as an error while somebody looked at a page. */
  private List<String> errors(String page) {
    return server
        .log()
        .lines()
        .filter(line -> line.contains("*ERROR*") && line.contains("GET " + page + ".html"))
        .toList();
  }

  @Test
  void thePageOfTheCoreComponentsSaysWhatSearchEnginesMayDo() {
    Document hidden = visit(page(SITE + "/ice", "Ice", Map.of("cq:robotsTags", "noindex")));
    assertEquals("noindex", content(hidden, "meta[name=robots]"));
    assertEquals(0, hidden.select("head link[rel=canonical]").size(), hidden.head().toString());
    assertEquals("Ice", content(hidden, "meta[property=og:title]"));
  }

  @Test
  void pageAndCardNameTheSameCanonicalAddressWhereTheAuthorChoseOne() {
    String home = page(SITE + "/frost", "Frost", Map.of());
    String copy = page(SITE + "/frost-again", "Frost again", Map.of("cq:canonicalUrl", home));
    Document html = visit(copy);
    String address = cms.uri(home + ".html").toString();
    assertEquals(address, content(html, "link[rel=canonical]"));
    assertEquals(address, content(html, "meta[property=og:url]"));
  }

  @Test
  void aSiteMayLetTheCardMakeItsCanonicalLink() {
    script("/apps/museum/own", "head.links.html", " ");
    inherit("/apps/museum/own", "museum/page");
    cms.configure(
        "/conf/own", "card", Map.of("canonical", "true", "canonical@TypeHint", "Boolean"));
    Map<String, String> own = Map.of("sling:configRef", "/conf/own", "jcr:language", "en");
    page("/content/own", "Own", own);
    String page = page("/content/own/mist", "Mist", Map.of("sling:resourceType", "museum/own"));
    Document html = visit(page);
    assertEquals(cms.uri(page + ".html").toString(), content(html, "link[rel=canonical]"));
    assertEquals("Mist", content(html, "meta[property=og:title]"));
  }

  @Test
  void aPageCarriesTheShareBarWithItsFiles() {
    Document html = visit(page(SITE + "/hail", "Hail", Map.of()));
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
  void theJsonOfThePageHoldsTheShareBarUnderTheTypeOfTheSite() {
    String page = page(SITE + "/rain", "Rain", Map.of());
    URI json = cms.uri(page + "/_jcr_content.model.json");
    JsonNode model = Http.stranger().json(json);
    JsonNode bar = model.path(":items").path("share");
    assertEquals("Rain", model.path("title").asText());
    assertEquals("museum/sharing", bar.path(":type").asText(), model::toPrettyString);
    assertEquals(cms.uri(page + ".html").toString(), bar.path("url").asText());
    assertTrue(bar.path("links").size() > 3, bar::toPrettyString);
    assertTrue(bar.path("styleSheet").asText().startsWith("/etc.clientlibs/smo/"), bar::toString);
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
