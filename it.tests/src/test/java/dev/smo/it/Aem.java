// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The package for AEM, whole, on a real Sling with AEM's node types, Adobe's Core Components and
 * stand-ins for AEM's services, and a site whose page and share bar inherit from ours.
 */
final class Aem implements AutoCloseable {
  static final String SITE = "/content/museum/en";
  static final String TRIAL = "/content/smo-trial/en/first";

  private final SlingCms server;
  private final Cms cms;

  private Aem(SlingCms server) {
    this.server = server;
    cms = new Cms(server);
  }

  /** Starts one, as author or publish. */
  static Aem start(String runMode) {
    boolean author = runMode.equals("author");
    Aem aem =
        new Aem(SlingCms.bare("aem-" + runMode, runMode, author ? Aem::lay : Aem::layPublish));
    aem.install(author ? "dev.smo.engine" : "dev.smo.aem.core");
    if (author) {
      aem.installTrial();
    }
    aem.site();
    if (author) {
      aem.settle();
    }
    return aem;
  }

  SlingCms server() {
    return server;
  }

  Cms cms() {
    return cms;
  }

  @Override
  public void close() {
    server.close();
  }

  /**
   * Installs the package.
   *
   * @param last the bundle without which nothing works that tests look at
   */
  private void install(String last) {
    copy(
        only(SlingCms.PROJECT.resolve("all/aem/target"), "dev.smo.all.aem-*.zip"),
        server.install().resolve("dev.smo.all.aem.zip"));
    // The Web Console answers 500 while bundles beside it are exchanged.
    Eventually.see(
        "answer of the Web Console",
        this::bundlesAnswer,
        answer -> active(answer, last) && active(answer, "dev.smo.core"));
    Eventually.see(
        "components of AEM",
        () -> cms.admin().get(cms.uri("/apps/smo/aem/components/share.json")).statusCode(),
        status -> status == 200);
    Eventually.see(
        "Core Components",
        () -> cms.admin().get(cms.uri("/apps/core/wcm/components/page/v3/page.json")).statusCode(),
        status -> status == 200);
  }

  /** Installs the trial, which alone brings the sandbox, its connection and leave to read us. */
  private void installTrial() {
    copy(
        only(SlingCms.PROJECT.resolve("all/aem-trial/target"), "dev.smo.trial.aem-*.zip"),
        server.install().resolve("dev.smo.trial.aem.zip"));
    Eventually.see(
        "page of the trial",
        () -> cms.admin().get(cms.uri(TRIAL + ".json")).statusCode(),
        status -> status == 200);
    Eventually.see(
        "connection of the trial",
        () -> cms.admin().get(cms.uri("/bin/smo/connections")).body(),
        answer -> answer.contains("\"sandbox\""));
  }

  /** Waits until a page is whole: the trial's configurations restart much of Sling. */
  private void settle() {
    String page = page(SITE + "/settled", "Settled", Map.of());
    Eventually.see(
        "head of a page",
        () -> visit(page).select("head link[rel=canonical]").size(),
        links -> links == 1);
  }

  /** The state of each bundle of ours by its name. */
  Map<String, String> bundles() {
    return bundles(bundlesAnswer());
  }

  private HttpResponse<String> bundlesAnswer() {
    return cms.admin().get(cms.uri("/system/console/bundles.json"));
  }

  private static boolean active(HttpResponse<String> answer, String bundle) {
    return answer.statusCode() == 200 && "Active".equals(bundles(answer).get(bundle));
  }

  private static Map<String, String> bundles(HttpResponse<String> answer) {
    Map<String, String> bundles = new TreeMap<>();
    for (JsonNode bundle : Http.parse(answer.body()).path("data")) {
      String name = bundle.path("symbolicName").asText();
      if (name.startsWith("dev.smo.") && !name.startsWith("dev.smo.it.")) {
        bundles.put(name, bundle.path("state").asText());
      }
    }
    return bundles;
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
  }

  /** On author the trial brings these. */
  private static void layPublish(SlingCms cms) {
    lay(cms);
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

  void inherit(String component, String from) {
    cms.write(
        component, Map.of("jcr:primaryType", "sling:Folder", "sling:resourceSuperType", from));
  }

  void script(String folder, String name, String text) {
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

  /** A page with a share bar, published as far as AEM knows. */
  String page(String path, String title, Map<String, String> properties) {
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

  /** Has the host do something, see {@code dev.smo.it.standin.HostServlet}. */
  String host(Map<String, String> form) {
    return cms.admin().post(cms.uri("/bin/aem"), form).body();
  }

  /** The page as a stranger sees it, once it is there. */
  Document visit(String page) {
    return Jsoup.parse(
        Eventually.see(
                "page of AEM",
                () -> cms.visit(page + ".html"),
                answer -> answer.statusCode() == 200)
            .body());
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

  /** The one file of a folder that looks like this. */
  static Path only(Path folder, String glob) {
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
