// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.adobe.cq.export.json.ComponentExporter;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.smo.aem.CqPageSource;
import dev.smo.aem.Museum;
import dev.smo.clicks.ClickNodes;
import dev.smo.clicks.ClickSums;
import dev.smo.files.StaticFiles;
import dev.smo.identity.PageIdentity;
import dev.smo.memory.Changes;
import dev.smo.memory.ViewedPages;
import dev.smo.networks.Networks;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionCounts;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import dev.smo.settings.FeedSettings;
import dev.smo.settings.ShareSettings;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.servlet.http.Cookie;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.models.factory.ExportException;
import org.apache.sling.models.factory.MissingExporterException;
import org.apache.sling.models.factory.ModelFactory;
import org.apache.sling.models.jacksonexporter.impl.JacksonExporter;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.MockResourceBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a single-page application gets of our components, by the exporter that AEM has too. */
@ExtendWith(AemContextExtension.class)
class ExportTest {
  private static final Path ROOT = Path.of("../../..");
  private static final Path DICTIONARIES =
      ROOT.resolve("ui.apps/src/main/content/jcr_root/apps/smo/i18n");
  private static final String WINTER = "/content/museum/en/winter";
  private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AemContext context = Museum.newContext();

  @BeforeEach
  void start() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(
        context, ShareSettings.class, FeedSettings.class, ReactionPolicy.class);
    component("smo/aem/components/share", "smo/components/share");
    component("smo/aem/components/follow", "smo/components/follow");
    component("smo/aem/components/feed", "smo/components/feed");
    component("smo/aem/components/reactions", "smo/components/reactions");
    context.create().resource(Repository.ROOT, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();

    CqPageSource pages = context.registerInjectActivateService(new CqPageSource());
    Repository repository =
        new Repository(Objects.requireNonNull(context.getService(ResourceResolverFactory.class)));
    context.registerService(ViewedPages.class, new ViewedPages(pages, new Changes()));
    Networks networks = new Networks(List.of(), context.bundleContext());
    context.registerService(Networks.class, networks);
    context.registerService(
        ClickSums.class, new ClickSums(new ClickNodes(repository, "one"), Clock.systemUTC()));
    context.registerService(
        StaticFiles.class,
        new StaticFiles(repository, "/apps/files", "/etc.clientlibs/smo/clientlibs/static"));
    context.registerService(
        ReactionStore.class,
        new StoredReactions(repository, false, Clock.fixed(AT, ZoneOffset.UTC)));
    context.registerInjectActivateService(new JacksonExporter());
  }

  private void component(String type, String inheritsFrom) {
    context.create().resource("/apps/" + type, "sling:resourceSuperType", inheritsFrom);
  }

  /** A component on a page, with something to show. */
  private Resource made(String page, String kind, String type) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("sling:resourceType", type);
    // Who edits a page is nobody's business.
    properties.put("jcr:lastModifiedBy", "j.doe");
    switch (kind) {
      case "share" ->
          properties.putAll(
              Map.of(
                  "networks",
                  new String[] {"mastodon", "email", "copy"},
                  "style",
                  "icon",
                  "visible",
                  1));
      case "follow" ->
          properties.putAll(
              Map.of(
                  "heading",
                  "More of us",
                  "profiles",
                  new String[] {"mastodon: @museum@example.social", "Blog: https://blog.example"}));
      case "feed" -> properties.put("root", page);
      default -> react(page);
    }
    return context.create().resource(page + "/jcr:content/" + type.replace('/', '-'), properties);
  }

  /** An approved answer, one that waits for a person, and a post of ours that was liked. */
  private void react(String page) {
    String identity = PageIdentity.first(page);
    ReactionStore store = Objects.requireNonNull(context.getService(ReactionStore.class));
    store.put(identity, page, answer("1", "Ann", "https://ann.example", "See you there"));
    store
        .of(identity)
        .forEach(
            kept ->
                store.change(
                    identity, kept.id(), one -> one.moderated(Moderation.APPROVED, "editor")));
    store.put(identity, page, answer("2", "Bo", "", "Buy pills"));
    store.count(
        identity,
        new ReactionCounts("mastodon", "post", "https://example.social/@museum/1", 3, 1, 0));
  }

  private static Reaction answer(String key, String author, String site, String text) {
    String url = site.isEmpty() ? "" : site + '/' + key;
    return new Reaction("webmention", key, Reaction.Kind.REPLY, author, site, text, url, AT);
  }

  /** As the servlet behind {@code .model.json} of the component itself. */
  private JsonNode exported(Resource component) {
    context.currentResource(component);
    try {
      return JSON.readTree(
          models().exportModelForRequest(context.request(), "jackson", String.class, Map.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExportException | MissingExporterException e) {
      throw new IllegalStateException(e);
    }
  }

  private ModelFactory models() {
    return Objects.requireNonNull(context.getService(ModelFactory.class));
  }

  @Test
  void saysWhatTheDocumentationShows() throws IOException {
    component("museum/components/share", "smo/aem/components/share");
    List<JsonNode> shown = new ArrayList<>();
    Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(ROOT.resolve("docs/aem-spa.md")))
        .results()
        .forEach(block -> shown.add(read(block.group(1))));
    assertEquals(
        shown,
        List.of(
            abridged(exported(made(WINTER, "share", "museum/components/share"))),
            abridged(exported(made(WINTER, "follow", "smo/aem/components/follow"))),
            exported(made(WINTER, "feed", "smo/aem/components/feed")),
            exported(made(WINTER, "reactions", "smo/aem/components/reactions"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "follow", "feed", "reactions"})
  void aComponentThatInheritsFromOursIsExportedUnderItsOwnType(String kind) {
    component("museum/components/" + kind, "smo/aem/components/" + kind);
    component("museum/components/grandchild", "museum/components/" + kind);
    for (String type : List.of("museum/components/" + kind, "museum/components/grandchild")) {
      Resource component = made(WINTER, kind, type);
      // AEM's containers ask in this way for each component in them.
      ComponentExporter model =
          models()
              .getModelFromWrappedRequest(context.request(), component, ComponentExporter.class);
      assertNotNull(model, type);
      assertEquals(type, model.getExportedType());
      JsonNode json = exported(component);
      assertEquals(type, json.path(":type").asText());
      assertTrue(json.path(kind.equals("reactions") ? "counts" : "links").size() > 0, type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "follow", "feed", "reactions"})
  void outsideAnyPageThereIsNothingToDrawAndNoFault(String kind) {
    Resource component =
        context
            .create()
            .resource(
                "/content/nowhere/" + kind, "sling:resourceType", "smo/aem/components/" + kind);
    JsonNode json = exported(component);
    assertEquals("smo/aem/components/" + kind, json.path(":type").asText());
    assertEquals(0, json.path("links").size() + json.path("counts").size(), json.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"share", "follow", "feed", "reactions"})
  void saysEverySentenceInTheLanguageOfThePage(String kind) throws IOException {
    Map<String, String> german = dictionary();
    MockResourceBundle bundle =
        (MockResourceBundle) context.request().getResourceBundle(Locale.forLanguageTag("de-CH"));
    german.forEach(bundle::put);
    JsonNode json =
        exported(made("/content/museum/de_ch/winter", kind, "smo/aem/components/" + kind));

    assertEquals("de-CH", json.path("language").asText());
    List<String> sentences = new ArrayList<>();
    json.path("words").forEach(word -> sentences.add(word.asText()));
    json.path("counts").forEach(count -> sentences.add(count.path("label").asText()));
    if (kind.equals("share")) {
      sentences.add(json.path("name").asText());
      json.path("more").forEach(link -> sentences.add(link.path("label").asText()));
    }
    assertTrue(
        german.values().containsAll(sentences), () -> "not in the dictionaries: " + sentences);
    assertEquals(
        kind.equals("share") ? List.of("Ihr Mastodon-Server") : List.of(),
        json.findValuesAsText("ask"));
  }

  @Test
  void isTheSameForEverybody() {
    Resource component = made(WINTER, "share", "smo/aem/components/share");
    JsonNode before = exported(component);
    context.request().addCookie(new Cookie("visitor", "j.doe"));
    context.request().addHeader("Referer", "https://elsewhere.example");
    context.request().setParameterMap(Map.of("who", "j.doe"));
    context.request().setRemoteUser("j.doe");
    assertEquals(before, exported(component));
  }

  private Map<String, String> dictionary() throws IOException {
    Map<String, String> all = new HashMap<>();
    for (String file : List.of("de.json", "reactions/de.json")) {
      all.putAll(
          JSON.readValue(
              Files.readString(DICTIONARIES.resolve(file)),
              new TypeReference<Map<String, String>>() {}));
    }
    return all;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** Icons are too long to show. */
  private static JsonNode abridged(JsonNode bar) {
    for (String list : List.of("links", "more")) {
      for (JsonNode link : bar.get(list)) {
        if (link.has("icon")) {
          assertTrue(
              link.get("icon").asText().matches("[Mm][-\\d., a-zA-Z]{20,}"), link.toString());
          ((ObjectNode) link).set("icon", new TextNode("M…"));
        }
      }
    }
    return bar;
  }
}
