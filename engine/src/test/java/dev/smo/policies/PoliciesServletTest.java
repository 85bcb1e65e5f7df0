// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connections.Connections;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.endpoint.JsonServlet;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.settings.CardDefaults;
import dev.smo.settings.FeedSettings;
import dev.smo.settings.ShareSettings;
import dev.smo.socialimage.SocialImagePolicy;
import dev.smo.syndication.Identities;
import dev.smo.syndication.PostDrafts;
import dev.smo.syndication.PostPreviews;
import dev.smo.syndication.SyndicationPolicy;
import dev.smo.tracking.Tracking;
import dev.smo.webmention.WebmentionPolicy;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.jcr.Session;
import javax.servlet.Servlet;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.api.resource.ModifiableValueMap;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ValueMap;
import org.apache.sling.caconfig.management.ConfigurationManager;
import org.apache.sling.caconfig.management.multiplexer.ContextPathStrategyMultiplexer;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class PoliciesServletTest {
  static final Class<?>[] ALL = {
    CardDefaults.class,
    FeedSettings.class,
    ReactionPolicy.class,
    ShareSettings.class,
    SocialImagePolicy.class,
    SyndicationPolicy.class,
    Tracking.class,
    WebmentionPolicy.class
  };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SITE = "/content/site";
  private static final String MUSEUM = "/content/museum";
  private static final String OWLS = MUSEUM + "/owls";
  private static final String CONFIGS = "/conf/site/sling:configs/smo/";

  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private PoliciesServlet policies;
  private TrialServlet trial;
  private ExportServlet export;

  @BeforeEach
  void setUp() throws Exception {
    OakSite.create(context, MUSEUM, URI.create("https://museum.example"), ALL);
    console = new ConsoleFixture(context);
    put(MUSEUM, "sling:configRef", "/conf/museum");
    context.create().resource("/conf/museum", "jcr:primaryType", "sling:Folder");
    context.create().resource(OWLS, "jcr:primaryType", "sling:Page");
    context.create().resource(OWLS + "/jcr:content", "jcr:title", "Owls of the north tower");
    put(SITE, "sling:configRef", "/conf/site");
    context.create().resource("/conf/site", "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    Places places =
        new Places(
            context.getService(ContextPathStrategyMultiplexer.class), new ContentPageSource());
    PolicyForms forms = new PolicyForms(context.getService(ConfigurationManager.class));
    Clock clock = Clock.systemUTC();
    Connections connections = new Connections(console.repository, null, clock);
    policies = new PoliciesServlet(console.tokens, places, forms);
    trial =
        new TrialServlet(
            console.tokens,
            places,
            forms,
            new ContentPageSource(),
            new PostPreviews(
                new ContentPageSource(),
                new Identities(console.repository, new ContentPageSource(), clock),
                new PostDrafts(connections, console.networks, clock),
                connections,
                console.networks,
                console.ledger));
    export = new ExportServlet(console.tokens, places, forms);
  }

  private void put(String path, String name, Object value) {
    Objects.requireNonNull(context.resourceResolver().getResource(path))
        .adaptTo(ModifiableValueMap.class)
        .put(name, value);
  }

  private static JsonNode named(JsonNode list, String name) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(list.elements(), Spliterator.ORDERED), false)
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + list));
  }

  private JsonNode form(String site, String name) throws Exception {
    Reply reply = console.get(policies, "site", site);
    assertEquals(200, reply.status(), reply::error);
    return named(reply.json().path("forms"), name);
  }

  private JsonNode property(String site, String form, String name) throws Exception {
    return named(form(site, form).path("properties"), name);
  }

  /** A change of a form as it is now. */
  private String change(String site, String form, Map<String, Object> values) throws Exception {
    return change(form(site, form).path("revision").asText(), form, values, true);
  }

  private static String change(
      String revision, String form, Map<String, Object> values, boolean inherit) {
    ObjectNode all = JSON.createObjectNode();
    ObjectNode wish = all.putObject(form).put("revision", revision).put("inherit", inherit);
    wish.set("values", JSON.valueToTree(values));
    return all.toString();
  }

  private Reply save(String site, String form, Map<String, Object> values) throws Exception {
    return console.post(policies, "site", site, "forms", change(site, form, values));
  }

  private ValueMap saved(String path) {
    context.resourceResolver().refresh();
    Resource there = context.resourceResolver().getResource(path);
    return there == null ? ValueMap.EMPTY : there.getValueMap();
  }

  private void part(String conf) throws Exception {
    put(ConsoleFixture.OURS, "sling:configRef", conf);
    context.create().resource(conf, "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
  }

  @Test
  void aPlaceTellsWhichAccountsItsPolicyNamesInWhateverLanguage() throws Exception {
    context
        .create()
        .resource(
            CONFIGS + "syndication",
            "connections",
            new String[] {"de=toy-de", "en=toy-en", "fr = toy-en"});
    context.resourceResolver().commit();
    Map<String, String> found = new TreeMap<>();
    console
        .get(policies)
        .json()
        .path("places")
        .forEach(
            place -> found.put(place.path("path").asText(), place.path("connections").toString()));
    assertEquals(Map.of(SITE, "[\"toy-de\",\"toy-en\"]", MUSEUM, "[]"), found);
  }

  @Test
  void sitesAndWhatHasAConfigurationOfItsOwnAreOffered() throws Exception {
    context
        .create()
        .resource("/content/second", "jcr:primaryType", "sling:Site", "jcr:title", "Second");
    context.resourceResolver().commit();
    Map<String, String> found = new TreeMap<>();
    console
        .get(policies)
        .json()
        .path("places")
        .forEach(
            place ->
                found.put(
                    place.path("path").asText(), place.path("own") + " " + place.path("conf")));
    assertEquals(
        Map.of(
            SITE,
            "true \"/conf/site\"",
            MUSEUM,
            "true \"/conf/museum\"",
            "/content/second",
            "false \"\""),
        found);
  }

  @Test
  void allFormsOfSmoHaveTheirTextsAndDefaults() throws Exception {
    JsonNode forms = console.get(policies, "site", SITE).json().path("forms");
    assertEquals(ALL.length, forms.size(), forms::toString);
    JsonNode form = form(SITE, "smo/syndication");
    assertFalse(form.path("own").asBoolean());
    JsonNode quiet = named(form.path("properties"), "quietHours");
    assertEquals("Quiet hours", quiet.path("label").asText());
    assertEquals("quiet-hours", quiet.path("format").asText());
    assertEquals("text", quiet.path("type").asText());
    assertTrue(quiet.path("own").isNull());
    JsonNode limit = named(form.path("properties"), "burstLimit");
    assertEquals("number", limit.path("type").asText());
    assertEquals(10, limit.path("above").asInt());
    assertEquals(0, limit.path("least").asInt());
    JsonNode unpublished = named(form.path("properties"), "onUnpublish");
    assertEquals(
        "[\"keep\",\"retract\",\"edit\",\"list\"]", unpublished.path("options").toString());
    JsonNode connections = named(form.path("properties"), "connections");
    assertTrue(connections.path("many").asBoolean());
    assertEquals("check", named(form.path("properties"), "enabled").path("type").asText());
  }

  @Test
  void whatIsSavedIsReadByTheEngine() throws Exception {
    Map<String, Object> values =
        Map.of(
            "enabled",
            true,
            "connections",
            new String[] {"toy", "de=toy-de"},
            "quietHours",
            "22:00-7:00",
            "burstLimit",
            3);
    Reply reply = save(SITE, "smo/syndication", values);
    assertEquals(200, reply.status(), reply::error);
    JsonNode form = named(reply.json().path("forms"), "smo/syndication");
    assertTrue(form.path("own").asBoolean());
    assertEquals(3, named(form.path("properties"), "burstLimit").path("own").asInt());
    SyndicationPolicy policy =
        context
            .resourceResolver()
            .getResource(ConsoleFixture.OURS)
            .adaptTo(org.apache.sling.caconfig.ConfigurationBuilder.class)
            .as(SyndicationPolicy.class);
    assertTrue(policy.enabled());
    assertEquals(2, policy.connections().length);
    assertEquals("22:00-7:00", policy.quietHours());
    assertEquals(3, policy.burstLimit());
    assertEquals("{title}\n\n{description}\n\n{url}\n\n{tags}", policy.text());
  }

  @Test
  void severalFormsAreSavedInOneCommitOrNotAtAll() throws Exception {
    ObjectNode both = JSON.createObjectNode();
    both.putObject("smo/card").put("revision", "none").putObject("values").put("siteName", "M");
    both.putObject("smo/syndication")
        .put("revision", "none")
        .putObject("values")
        .put("when", "whenever");
    Reply reply = console.post(policies, "site", SITE, "forms", both.toString());
    assertEquals(400, reply.status());
    String why = reply.json().path("wrong").path("smo/syndication").path("when").asText();
    assertTrue(why.startsWith("\"whenever\" says no time."), why);
    assertTrue(saved(CONFIGS + "card").isEmpty(), "nothing is saved where one form is wrong");
    ((ObjectNode) both.at("/smo~1syndication/values")).put("when", "after 2 hours");
    assertEquals(200, console.post(policies, "site", SITE, "forms", both.toString()).status());
    assertEquals("M", saved(CONFIGS + "card").get("siteName"));
    assertEquals("after 2 hours", saved(CONFIGS + "syndication").get("when"));
  }

  @Test
  void whatTheEngineWouldNotUnderstandIsRefusedAtItsField() throws Exception {
    Map<String, Object> wrong = new TreeMap<>();
    wrong.put("zone", "Berlin");
    wrong.put("quietHours", "0:00-24:00");
    wrong.put("since", "31.1.2027");
    wrong.put("templates", new String[] {"("});
    wrong.put("text", "{headline}");
    wrong.put("texts", new String[] {"bluesky={title"});
    wrong.put("options", new String[] {"visibility=unlisted"});
    wrong.put("hashtags", new String[] {"C++"});
    wrong.put("mentions", new String[] {"mastodon.Museum=museum@mastodon.example"});
    wrong.put("burstLimit", -1);
    wrong.put("delayMinutes", "soon");
    wrong.put("burst", "explode");
    wrong.put("nothing", "x");
    wrong.put("connections", new String[] {"de="});
    Reply reply = save(SITE, "smo/syndication", wrong);
    assertEquals(400, reply.status());
    JsonNode named = reply.json().path("wrong").path("smo/syndication");
    Map<String, Object> told = new TreeMap<>();
    named.fields().forEachRemaining(field -> told.put(field.getKey(), field.getValue()));
    assertEquals(wrong.keySet(), told.keySet(), named::toString);
    for (String[] one :
        new String[][] {
          {"smo/picture", "background", "blue"},
          {"smo/picture", "mode", "sometimes"},
          {"smo/webmention", "content", "!!"},
          {"smo/feed", "hubs", "hub"},
          {"smo/tracking", "shortLinksBelow", "javascript:alert(1)"},
        }) {
      Object value = one[1].matches("content|hubs") ? new String[] {one[2]} : one[2];
      Reply refused = save(SITE, one[0], Map.of(one[1], value));
      assertEquals(400, refused.status(), () -> String.join(" ", one));
      assertFalse(refused.json().path("wrong").path(one[0]).path(one[1]).asText().isEmpty());
    }
  }

  @Test
  void aChangeOfWhatSomebodyElseChangedMeanwhileIsRefusedAndShown() throws Exception {
    String old = change(SITE, "smo/card", Map.of("siteName", "Mine"));
    assertEquals(200, save(SITE, "smo/card", Map.of("siteName", "Theirs")).status());
    Reply reply = console.post(policies, "site", SITE, "forms", old);
    assertEquals(409, reply.status());
    JsonNode now = named(reply.json().path("current").path("forms"), "smo/card");
    assertEquals("Theirs", named(now.path("properties"), "siteName").path("own").asText());
    assertEquals("Theirs", saved(CONFIGS + "card").get("siteName"));
  }

  @Test
  void aPartOfASiteInheritsWhatItDoesNotSay() throws Exception {
    part("/conf/site/ours");
    save(SITE, "smo/card", Map.of("siteName", "Museum", "logo", "/content/logo.png"));
    save(ConsoleFixture.OURS, "smo/card", Map.of("siteName", "Museum, north tower"));
    JsonNode name = property(ConsoleFixture.OURS, "smo/card", "siteName");
    assertEquals("Museum, north tower", name.path("own").asText());
    assertEquals("Museum", name.path("above").asText());
    assertEquals(CONFIGS + "card", name.path("source").asText());
    JsonNode logo = property(ConsoleFixture.OURS, "smo/card", "logo");
    assertTrue(logo.path("own").isNull());
    assertEquals("/content/logo.png", logo.path("above").asText());
    CardDefaults read =
        context
            .resourceResolver()
            .getResource(ConsoleFixture.OURS)
            .adaptTo(org.apache.sling.caconfig.ConfigurationBuilder.class)
            .as(CardDefaults.class);
    assertEquals("Museum, north tower", read.siteName());
    assertEquals("/content/logo.png", read.logo(), "what is shown holds");
  }

  @Test
  void aFormThatIsToInheritAllIsRemoved() throws Exception {
    save(SITE, "smo/card", Map.of("siteName", "Museum"));
    ObjectNode none = JSON.createObjectNode();
    none.putObject("smo/card")
        .put("revision", form(SITE, "smo/card").path("revision").asText())
        .putNull("values");
    assertEquals(200, console.post(policies, "site", SITE, "forms", none.toString()).status());
    assertNull(context.resourceResolver().getResource(CONFIGS + "card"));
    assertFalse(form(SITE, "smo/card").path("own").asBoolean());
  }

  @Test
  void whatTheFormDoesNotKnowStays() throws Exception {
    context.create().resource(CONFIGS + "card", "siteName", "Museum", "theirOwn", "kept");
    context.resourceResolver().commit();
    assertFalse(form(SITE, "smo/card").path("inherit").asBoolean());
    String wish =
        change(
            form(SITE, "smo/card").path("revision").asText(),
            "smo/card",
            Map.of("siteName", "M"),
            false);
    assertEquals(200, console.post(policies, "site", SITE, "forms", wish).status());
    assertEquals("kept", saved(CONFIGS + "card").get("theirOwn"));
    assertFalse(saved(CONFIGS + "card").containsKey("sling:configPropertyInherit"));
  }

  @Test
  void aPartGetsAConfigurationOfItsOwnOnlyWhereItHasNone() throws Exception {
    Reply before = console.get(policies, "site", ConsoleFixture.OURS);
    assertFalse(before.json().path("own").asBoolean());
    assertFalse(before.json().path("editable").asBoolean());
    assertEquals("/conf/site/ours", before.json().path("proposal").asText());
    assertEquals(
        409,
        console.post(policies, "site", ConsoleFixture.OURS, "forms", "{}").status(),
        "nothing is saved where it would land in the site's configuration");
    Reply made = console.post(policies, "site", ConsoleFixture.OURS, "conf", "/conf/site/ours");
    assertEquals(200, made.status(), made::error);
    assertTrue(made.json().path("own").asBoolean());
    assertTrue(made.json().path("editable").asBoolean());
    assertEquals("/conf/site/ours", made.json().path("conf").asText());
    assertEquals(
        409, console.post(policies, "site", ConsoleFixture.OURS, "conf", "/conf/other").status());
    for (String folder : new String[] {"/conf/global", "/apps/x", "/conf/../etc", "/conf/"}) {
      assertEquals(
          400,
          console.post(policies, "site", ConsoleFixture.THEIRS, "conf", folder).status(),
          folder);
    }
  }

  @Test
  void whoMayNotWriteTheConfigurationChangesNothing() throws Exception {
    save(SITE, "smo/card", Map.of("siteName", "Museum"));
    String wish = change(SITE, "smo/card", Map.of("siteName", "Joe's"));
    Session session = context.resourceResolver().adaptTo(Session.class);
    AccessControlUtils.allow(session.getNode("/content"), "joe", "jcr:read");
    AccessControlUtils.allow(session.getNode("/conf"), "joe", "jcr:read");
    session.save();
    console.as("joe");
    assertFalse(console.get(policies, "site", SITE).json().path("editable").asBoolean());
    assertEquals(403, console.post(policies, "site", SITE, "forms", wish).status());
    assertEquals(
        403, console.post(policies, "site", ConsoleFixture.OURS, "conf", "/conf/joe").status());
    assertEquals(
        403,
        console.post(trial, "site", SITE, "page", ConsoleFixture.OURS, "forms", wish).status());
    assertEquals("Museum", saved(CONFIGS + "card").get("siteName"));
    assertEquals(403, console.postWithToken("", policies, "site", SITE, "forms", wish).status());
  }

  @Test
  void aTrialShowsWhatUnsavedSettingsDoAndSavesNothing() throws Exception {
    String off = change(MUSEUM, "smo/syndication", Map.of("enabled", false));
    Reply reply = console.post(trial, "site", MUSEUM, "page", OWLS, "forms", off);
    assertEquals(200, reply.status(), reply::error);
    assertEquals("off", reply.json().path("verdict").asText());
    String on =
        change(
            MUSEUM,
            "smo/syndication",
            Map.of("enabled", true, "connections", new String[] {"nobody"}));
    JsonNode tried = console.post(trial, "site", MUSEUM, "page", OWLS, "forms", on).json();
    assertEquals("posted", tried.path("verdict").asText(), tried::toString);
    JsonNode post = tried.path("posts").path(0);
    assertEquals("broken", post.path("fate").path("code").asText());
    assertEquals("There is no connection nobody.", post.path("fate").path("detail").asText());
    assertTrue(
        saved("/conf/museum/sling:configs/smo/syndication").isEmpty(), "a trial saves nothing");
    assertFalse(form(MUSEUM, "smo/syndication").path("own").asBoolean());
    String wrong = change(MUSEUM, "smo/syndication", Map.of("zone", "Berlin"));
    Reply refused = console.post(trial, "site", MUSEUM, "page", OWLS, "forms", wrong);
    assertEquals(400, refused.status());
    assertTrue(refused.json().path("wrong").path("smo/syndication").has("zone"));
    assertEquals(404, console.post(trial, "site", MUSEUM, "page", SITE, "forms", on).status());
  }

  private byte[] file(Servlet servlet, String as) throws Exception {
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    servlet.service(console.request("GET", "site", SITE, "as", as), response);
    assertEquals(200, response.getStatus(), response.getOutputAsString());
    assertTrue(response.getHeader("Content-Disposition").startsWith("attachment; filename="));
    return response.getOutput();
  }

  @Test
  void settingsAreExportedAsJsonThatSlingImports() throws Exception {
    save(SITE, "smo/syndication", Map.of("enabled", true, "connections", new String[] {"a", "b"}));
    JsonNode root = JSON.readTree(file(export, "json"));
    JsonNode form = root.at("/sling:configs/smo/syndication");
    assertEquals("nt:unstructured", form.path("jcr:primaryType").asText());
    assertTrue(form.path("enabled").isBoolean());
    assertEquals("[\"a\",\"b\"]", form.path("connections").toString());
    assertEquals("sling:Folder", root.at("/sling:configs/smo/jcr:primaryType").asText());
  }

  @Test
  void settingsAreExportedAsAPackageThatFileVaultReads() throws Exception {
    save(
        SITE,
        "smo/syndication",
        Map.of(
            "enabled",
            true,
            "text",
            "{title} & \"more\"\n<{url}>",
            "burstLimit",
            4,
            "texts",
            new String[] {"bluesky={title}, {url}", "x=\\o/"}));
    Map<String, String> files = new TreeMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(file(export, "package")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    String form = files.get("jcr_root/conf/site/_sling_configs/smo/syndication/.content.xml");
    assertTrue(form.contains("enabled=\"{Boolean}true\""), form);
    assertTrue(form.contains("burstLimit=\"{Long}4\""), form);
    assertTrue(form.contains("text=\"\\{title} &#38; &#34;more&#34;&#10;&#60;{url}&#62;\""), form);
    assertTrue(form.contains("texts=\"[bluesky={title}\\, {url},x=\\\\o/]\""), form);
    assertTrue(
        files
            .get("META-INF/vault/filter.xml")
            .contains("<filter root=\"/conf/site/sling:configs/smo/syndication\"/>"));
    assertNotEquals(null, files.get("jcr_root/conf/site/.content.xml"));
    assertArrays(file(export, "package"), file(export, "package"));
  }

  private static void assertArrays(byte[] one, byte[] other) {
    assertEquals(
        new String(one, StandardCharsets.ISO_8859_1),
        new String(other, StandardCharsets.ISO_8859_1),
        "the same settings make the same file");
  }

  @Test
  void pagesAreFoundByPathAndTitle() throws Exception {
    JsonNode found = console.get(policies, "site", MUSEUM, "pages", "NORTH").json().path("pages");
    assertEquals(1, found.size(), found::toString);
    assertEquals(OWLS, found.path(0).path("path").asText());
  }

  @Test
  void strangersAndPathsElsewhereAreRefused() throws Exception {
    assertEquals(404, console.get(policies, "site", "/var/smo").status());
    assertEquals(404, console.get(export, "site", SITE, "as", "json").status());
    console.asStranger();
    assertEquals(401, console.get(policies).status());
    assertTrue(JsonServlet.class.isAssignableFrom(PoliciesServlet.class));
  }
}
