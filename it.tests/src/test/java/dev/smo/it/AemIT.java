// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.testkit.FakeOAuth;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  private static final String SITE = Aem.SITE;
  private static final String STEP = "SMO: Syndicate page";

  private Aem aem;
  private Cms cms;

  @BeforeAll
  void start() {
    aem = Aem.start("author");
    cms = aem.cms();
    Eventually.see(
        "workflow step",
        () -> aem.host(Map.of("do", "find", "label", STEP)),
        answer -> answer.equals("true"));
  }

  @AfterAll
  void stop() {
    aem.close();
  }

  @Test
  void everyBundleOfThePackageIsActive() {
    assertEquals(
        Map.of(
            "dev.smo.api", "Active",
            "dev.smo.core", "Active",
            "dev.smo.engine", "Active",
            "dev.smo.connectors", "Active",
            "dev.smo.aem.core", "Active"),
        aem.bundles());
  }

  private static String content(Document html, String selector) {
    Elements found = html.select("head " + selector);
    assertEquals(1, found.size(), () -> "how often the head has " + selector + ": " + html.head());
    return found.attr(found.hasAttr("href") ? "href" : "content");
  }

  @Test
  void thePageOfTheCoreComponentsAndTheCardSayEachThingOnce() {
    String page = aem.page(SITE + "/snow", "Snow on the roof", Map.of("jcr:description", "White."));
    String address = cms.uri(page + ".html").toString();
    Document html = aem.visit(page);

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
    return aem.server()
        .log()
        .lines()
        .filter(line -> line.contains("*ERROR*") && line.contains("GET " + page + ".html"))
        .toList();
  }

  @Test
  void thePageOfTheCoreComponentsSaysWhatSearchEnginesMayDo() {
    Document hidden = aem.visit(aem.page(SITE + "/ice", "Ice", Map.of("cq:robotsTags", "noindex")));
    assertEquals("noindex", content(hidden, "meta[name=robots]"));
    assertEquals(0, hidden.select("head link[rel=canonical]").size(), hidden.head().toString());
    assertEquals("Ice", content(hidden, "meta[property=og:title]"));
  }

  @Test
  void pageAndCardNameTheSameCanonicalAddressWhereTheAuthorChoseOne() {
    String home = aem.page(SITE + "/frost", "Frost", Map.of());
    String copy = aem.page(SITE + "/frost-again", "Frost again", Map.of("cq:canonicalUrl", home));
    Document html = aem.visit(copy);
    String address = cms.uri(home + ".html").toString();
    assertEquals(address, content(html, "link[rel=canonical]"));
    assertEquals(address, content(html, "meta[property=og:url]"));
  }

  @Test
  void aSiteMayLetTheCardMakeItsCanonicalLink() {
    aem.script("/apps/museum/own", "head.links.html", " ");
    aem.inherit("/apps/museum/own", "museum/page");
    cms.configure(
        "/conf/own", "card", Map.of("canonical", "true", "canonical@TypeHint", "Boolean"));
    Map<String, String> own = Map.of("sling:configRef", "/conf/own", "jcr:language", "en");
    aem.page("/content/own", "Own", own);
    String page = aem.page("/content/own/mist", "Mist", Map.of("sling:resourceType", "museum/own"));
    Document html = aem.visit(page);
    assertEquals(cms.uri(page + ".html").toString(), content(html, "link[rel=canonical]"));
    assertEquals("Mist", content(html, "meta[property=og:title]"));
  }

  @Test
  void aPageCarriesTheShareBarWithItsFiles() {
    Document html = aem.visit(aem.page(SITE + "/hail", "Hail", Map.of()));
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
    String page = aem.page(SITE + "/rain", "Rain", Map.of());
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
  void theMenuOfThePageEditorLeadsToTheSocialFormAndTheResultsOfThePage() {
    String page = aem.page(SITE + "/thaw", "Thaw", Map.of());
    String menu =
        "/apps/wcm/core/content/editor/_jcr_content/content/items/content/header/items/headerbar"
            + "/items/pageinfopopover/items/list/items/smo.html";
    Document html = Jsoup.parse(cms.admin().get(cms.uri(menu + page)).body());
    assertEquals(
        List.of(
            "/apps/smo/content/preview.html" + page,
            "/apps/smo/content/console.html#results?page=" + page),
        html.select("a[data-smo-action]").eachAttr("href"),
        html::toString);
    assertEquals(
        List.of("Social: card and posts", "Results of the posts"), html.select("a").eachText());
  }

  /** What AEM has below is not there, so this shows only that ours is installed as it was meant. */
  @Test
  void theListOfPagesHasOurTwoActionsAndNothingOfItsOwnIsReplaced() {
    JsonNode overlay = cms.admin().json(cms.uri("/apps/wcm/core/content/sites.infinity.json"));
    assertEquals("cq:Page", overlay.path("jcr:primaryType").asText(), overlay::toPrettyString);
    JsonNode actions = overlay.at("/jcr:content/actions/selection");
    assertEquals("smo.social", actions.at("/smosocial/action").asText());
    assertEquals("smo.results", actions.at("/smoresults/action").asText());
    assertTrue(overlay.path("jcr:content").path("sling:resourceType").isMissingNode());
  }

  /** The wizard of AEM is not there; what the script does in one, publication.test.mjs says. */
  @Test
  void theWizardOfPublicationsIsGivenAScriptAndIsNotReplaced() {
    String folder = "/apps/smo/clientlibs/publication";
    JsonNode library = cms.admin().json(cms.uri(folder + ".infinity.json"));
    assertEquals("cq:ClientLibraryFolder", library.path("jcr:primaryType").asText());
    assertEquals("granite.ui.coral.foundation", library.at("/categories/0").asText());
    String script = cms.admin().get(cms.uri(folder + "/publication.js")).body();
    String folderOfOutlook = script.replaceAll("(?s).*FOLDER = '([^']+)'.*", "$1");
    assertTrue(
        cms.admin().get(cms.uri(folderOfOutlook + "outlook.js")).body().contains("class Outlook"),
        folderOfOutlook);
    for (String wizard : List.of("wcm/core", "cq/gui")) {
      assertEquals(
          404,
          cms.admin()
              .get(cms.uri("/apps/" + wizard + "/content/common/managepublicationwizard.json"))
              .statusCode());
    }
  }

  @Test
  void anActivatedPageIsPostedOnceThoughReplicationAndDistributionBothTellOfIt() {
    String page = aem.page(SITE + "/winter", "Winter opening hours", Map.of());
    for (int i = 0; i < 2; i++) {
      aem.host(Map.of("do", "replicate", "type", "Activate", "path", page));
      aem.host(Map.of("do", "distribute", "type", "ADD", "path", page, "agent", "publish"));
    }
    cms.awaitPost(page, "sandbox", "SENT");
    assertEquals(1, cms.posts(page).size());
    List<String> titles = cms.admin().json(cms.uri("/bin/smo/sandbox")).findValuesAsText("title");
    assertEquals(1, Collections.frequency(titles, "Winter opening hours"), titles.toString());
  }

  @Test
  void theFirstPageOfTheTrialIsPostedToTheSandboxWithNothingSetByHand() {
    cms.write(Aem.TRIAL + "/jcr:content", Map.of("cq:lastReplicationAction", "Activate"));
    aem.host(Map.of("do", "replicate", "type", "Activate", "path", Aem.TRIAL));
    cms.awaitPost(Aem.TRIAL, "sandbox", "SENT");
  }

  @Test
  void aNetworkSendsPeopleBackToTheAuthorThatTheExternalizerNames() {
    URI author = URI.create(cms.uri("").toString().replace("localhost", "127.0.0.1"));
    String back = author + "/bin/smo/signin";
    SignInPlugin.install(cms);
    try (FakeOAuth network = new FakeOAuth().app("smo", "app-secret", back)) {
      JsonNode setup = cms.admin().json(cms.uri("/bin/smo/signin"));
      assertEquals(back, setup.path("redirect").asText());
      Map<String, String> form = new HashMap<>();
      form.put("network", "oauth");
      form.put("endpoint", network.uri().toString());
      form.put("settings.clientId", "smo");
      form.put("secrets.clientSecret", "app-secret");
      form.put("action", "application");
      assertEquals(200, cms.change("/bin/smo/signin", form).statusCode());
      Map<String, String> start = new HashMap<>();
      start.put("network", "oauth");
      start.put("endpoint", network.uri().toString());
      start.putAll(Map.of("action", "start", "id", "aem-oauth", "settings.topic", "books"));
      start.put("page", "/apps/smo/content/console.html");
      HttpResponse<String> away = cms.change("/bin/smo/signin", start);
      assertEquals(200, away.statusCode(), away.body());
      URI there = URI.create(Http.parse(away.body()).path("address").asText());
      URI here = location(Http.stranger().get(there));
      assertEquals(author.getAuthority(), here.getAuthority());

      HttpResponse<String> returned = cms.admin().with("Cookie", cookies(away)).get(here);

      assertEquals(303, returned.statusCode(), returned.body());
      assertEquals(
          author + "/apps/smo/content/console.html?signedin=aem-oauth#connections",
          here.resolve(location(returned)).toString());
      JsonNode connections = cms.admin().json(cms.uri("/bin/smo/connections")).path("connections");
      assertTrue(connections.findValuesAsText("id").contains("aem-oauth"), connections::toString);
      assertFalse(aem.server().log().contains("token-of-person"));
    }
  }

  private static URI location(HttpResponse<String> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private static String cookies(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }

  @Test
  void theWorkflowStepPostsItsPageAndSaysSo() {
    String page = aem.page(SITE + "/tea", "Tea at four", Map.of());
    String said =
        aem.host(
            Map.of("do", "step", "label", STEP, "path", page, "arguments", "connections=sandbox"));
    assertTrue(said.startsWith("done\n") && said.contains("sandbox"), said);
    cms.awaitPost(page, "sandbox", "SENT");
  }

  @Test
  void theWorkflowStepFailsForAConnectionThatIsNotThere() {
    String page = aem.page(SITE + "/nowhere", "Nowhere", Map.of());
    String said =
        aem.host(
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
        () -> aem.host(Map.of("do", "replicated")),
        answer -> answer.contains("ACTIVATE " + shown));
    String json = cms.admin().json(cms.uri(shown + ".json")).path("json").asText();
    assertTrue(json.contains("\"likes\":5"), json);
  }
}
