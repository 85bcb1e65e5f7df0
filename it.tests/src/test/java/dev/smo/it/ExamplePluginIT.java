// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stranger's connector comes and goes while the CMS runs, and no list of ours knows it. */
@OnSlingCms
class ExamplePluginIT {
  private static final Path EXAMPLE = SlingCms.PROJECT.resolve("docs/examples/connector-plugin");
  private static final Path OSGI =
      EXAMPLE.resolve("osgi/target/org.example.board.osgi-1.0.0-SNAPSHOT.jar");
  private static final Path SCR =
      EXAMPLE.resolve("scr/target/org.example.board.scr-1.0.0-SNAPSHOT.jar");
  private static final String BOARD = "https://board.example";

  private final Cms cms;

  ExamplePluginIT(Cms cms) {
    this.cms = cms;
  }

  @AfterEach
  void cleanUp() throws IOException {
    uninstall();
    for (String connection : List.of("it-board", "it-scrboard")) {
      cms.change("/bin/smo/connections", Map.of("action", "remove", "id", connection));
    }
  }

  private void uninstall() throws IOException {
    for (Path jar : List.of(OSGI, SCR)) {
      Files.deleteIfExists(installed(jar));
    }
  }

  @Test
  void aNetworkComesWithItsBundleAndGoesWithIt() throws IOException {
    Set<String> lacking = lacking();
    TestSite site = site("plugin", "it-board");
    String page = site.page("noticed", Map.of("jcr:title", "Noticed by the board"));
    String bar = bar(page, "noticeboard");
    assertEquals(Optional.empty(), share(bar, "noticeboard"));

    install(OSGI);
    JsonNode network = awaitNetwork("noticeboard");
    assertEquals("Notice board", network.path("label").asText());
    assertEquals("mandatory", network.path("endpoint").asText());
    assertEquals(
        "On the board: Settings, then Tokens, then New token.", token(network, "help", "en"));
    assertEquals(
        "Auf dem schwarzen Brett: Einstellungen, dann Token, dann Neues Token.",
        token(network("noticeboard", "de").orElseThrow(), "help", "de"));
    assertEquals(
        BOARD + "/share?text=Noticed%20by%20the%20board%20",
        share(bar, "noticeboard").orElseThrow().replaceFirst("%20http.*", "%20"));

    assertEquals(400, connect("it-board", "noticeboard", "").statusCode());
    assertEquals(200, connect("it-board", "noticeboard", "a token").statusCode());
    assertEquals(List.of("goes-out"), fates(page, "it-board"));

    uninstall();
    awaitNoNetwork("noticeboard");
    assertEquals(Optional.empty(), share(bar, "noticeboard"));
    assertEquals(400, connect("it-board-2", "noticeboard", "a token").statusCode());
    assertEquals(List.of("broken"), fates(page, "it-board"));
    assertEquals(200, cms.admin().get(cms.uri(page + ".html")).statusCode());
    Eventually.see("component that lacks nothing new", this::lacking, lacking::equals);
  }

  @Test
  void aConnectorWithScrAnnotationsIsAsGood() throws IOException {
    TestSite site = site("scrplugin", "it-scrboard");
    String page = site.page("noticed", Map.of("jcr:title", "Noticed by the board"));
    String bar = bar(page, "scrboard");

    install(SCR);
    awaitNetwork("scrboard");
    assertFalse(share(bar, "scrboard").isEmpty());
    assertEquals(200, connect("it-scrboard", "scrboard", "a token").statusCode());
    assertEquals(List.of("goes-out"), fates(page, "it-scrboard"));

    uninstall();
    awaitNoNetwork("scrboard");
    assertEquals(Optional.empty(), share(bar, "scrboard"));
  }

  /** As a person drops it, whole at once. */
  private void install(Path jar) throws IOException {
    Path part = cms.server().install().resolveSibling(jar.getFileName() + ".part");
    Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, installed(jar), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path installed(Path jar) {
    return cms.server().install().resolve(jar.getFileName());
  }

  private TestSite site(String name, String connection) {
    return cms.site(name, Map.of("connections[0]", connection));
  }

  private String bar(String page, String network) {
    String bar = page + "/jcr:content/bar";
    cms.write(
        bar,
        Map.of(
            "jcr:primaryType",
            "nt:unstructured",
            "sling:resourceType",
            "smo/slingcms/components/share",
            "networks",
            network));
    return bar;
  }

  /** Where the share bar leads for a network. */
  private Optional<String> share(String bar, String network) {
    return named(cms.admin().json(cms.uri(bar + ".model.json")).path("links"), "network", network)
        .map(link -> link.path("href").asText());
  }

  private JsonNode awaitNetwork(String name) {
    return Eventually.found("network " + name, () -> network(name, "en"));
  }

  private void awaitNoNetwork(String name) {
    Eventually.see("end of " + name, () -> network(name, "en"), Optional::isEmpty);
  }

  /** A network as the console lists it, in a language. */
  private Optional<JsonNode> network(String name, String language) {
    HttpResponse<String> answer =
        cms.admin().with("Accept-Language", language).get(cms.uri("/bin/smo/connections"));
    return named(Http.parse(answer.body()).path("networks"), "name", name);
  }

  private static String token(JsonNode network, String part, String language) {
    return named(network.path("fields"), "name", "token").orElseThrow().path(part).asText();
  }

  private HttpResponse<String> connect(String id, String network, String token) {
    return cms.change(
        "/bin/smo/connections",
        Map.of(
            "action",
            "save",
            "id",
            id,
            "network",
            network,
            "endpoint",
            BOARD,
            "secrets.token",
            token));
  }

  /** What would become of a page's posts through a connection. */
  private List<String> fates(String page, String connection) {
    JsonNode posts =
        cms.admin().json(cms.uri("/bin/smo/preview?page=" + page)).path("preview").path("posts");
    return StreamSupport.stream(posts.spliterator(), /* parallel= */ false)
        .filter(post -> post.path("connection").asText().equals(connection))
        .map(post -> post.path("fate").path("code").asText())
        .toList();
  }

  /** Names of the components that wait for something. */
  private Set<String> lacking() {
    Set<String> lacking = new TreeSet<>();
    for (JsonNode component :
        cms.admin().json(cms.uri("/system/console/components.json")).path("data")) {
      if (component.path("state").asText().startsWith("unsatisfied")) {
        lacking.add(component.path("name").asText());
      }
    }
    return lacking;
  }

  private static Optional<JsonNode> named(JsonNode list, String property, String name) {
    return StreamSupport.stream(list.spliterator(), /* parallel= */ false)
        .filter(one -> one.path(property).asText().equals(name))
        .findFirst();
  }
}
