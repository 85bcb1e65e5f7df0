// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import dev.smo.card.impl.Cards;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.Connectors;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.Sessions;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Tokens;
import dev.smo.environment.Environment;
import dev.smo.environment.Place;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.SiteContext;
import dev.smo.fixture.SlingRequest;
import dev.smo.ledger.Ledger;
import dev.smo.memory.Changes;
import dev.smo.networks.Networks;
import dev.smo.preview.impl.Previews;
import dev.smo.repository.Repository;
import dev.smo.settings.CardDefaults;
import dev.smo.settings.FeedSettings;
import dev.smo.settings.ShareSettings;
import dev.smo.share.impl.ConfiguredAccounts;
import dev.smo.syndication.Identities;
import dev.smo.syndication.PostDrafts;
import dev.smo.syndication.PostPreviews;
import dev.smo.syndication.SyndicationPolicy;
import dev.smo.tracking.Tracking;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.sling.api.resource.ResourceResolver;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.api.wrappers.ResourceResolverWrapper;
import org.apache.sling.models.factory.ModelFactory;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class PreviewServletTest {
  private static final String WINTER = SiteContext.SITE + "/articles/winter";
  private static final String AUTHOR = "jane";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SlingContext context = SiteContext.create();
  private ResourceResolver author;
  private Tokens tokens;
  private Connections connections;
  private PreviewServlet servlet;

  @BeforeEach
  void setUp() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(
        context,
        CardDefaults.class,
        FeedSettings.class,
        ShareSettings.class,
        SyndicationPolicy.class,
        Tracking.class);
    context.registerInjectActivateService(dev.smo.networks.Networks.class);
    context.registerInjectActivateService(ConfiguredAccounts.class);
    context.registerInjectActivateService(Changes.class);
    context.registerInjectActivateService(Cards.class);
    context.create().resource("/var/smo", "jcr:primaryType", "sling:Folder");
    context.resourceResolver().commit();
    author =
        new ResourceResolverWrapper(context.resourceResolver()) {
          @Override
          public String getUserID() {
            return AUTHOR;
          }
        };
    ResourceResolverFactory resolvers = context.getService(ResourceResolverFactory.class);
    Clock clock = Clock.systemUTC();
    Repository repository = new Repository(resolvers);
    Networks known = new Networks(List.of(), context.bundleContext());
    Connectors networks = new Connectors(context.bundleContext(), known);
    connections = new Connections(repository, null, clock);
    tokens = new Tokens(repository, clock);
    ContentPageSource pages = new ContentPageSource();
    PostPreviews rehearsal =
        new PostPreviews(
            pages,
            new Identities(repository, pages, clock),
            new PostDrafts(connections, networks, clock),
            connections,
            networks,
            new Ledger(repository));
    servlet =
        new PreviewServlet(
            tokens,
            new Previews(
                pages, rehearsal, context.getService(ModelFactory.class), resolvers, known),
            networks,
            new LoadedChoices(
                new Sessions(
                    connections,
                    networks,
                    new NetworkCalls(clock),
                    new Environment(repository, "", new Place("machine", "disk", "run"), clock),
                    clock),
                networks,
                new ConsoleCalls(new NetworkCalls(clock))),
            inTheThreadOfTheTest());
  }

  /** Sling's mock knows its services nowhere else; {@link PreviewRunsTest} has the threads. */
  private static PreviewRuns inTheThreadOfTheTest() {
    return new PreviewRuns() {
      @Override
      <T> T run(String form, Callable<T> preview) {
        try {
          return preview.call();
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  @Test
  void showsAPageAsNetworksWill() throws Exception {
    JsonNode preview = get(WINTER).path("preview");
    JsonNode expected = JSON.readTree(getClass().getResourceAsStream("/preview/winter.json"));
    assertEquals(expected.toPrettyString(), preview.toPrettyString());
  }

  @Test
  void showsWhatNobodyHasSavedAndSavesNothing() throws Exception {
    JsonNode changed = post(WINTER, Map.of("title", "Come & see")).path("preview");
    assertEquals("Come & see", changed.at("/card/title").asText());
    assertEquals("Come & see", changed.at("/networks/0/title").asText());
    assertEquals("Winter opening hours", value(changed, "title").path("inherited").asText());
    assertEquals("page", value(changed, "title").path("origin").asText());
    assertEquals("Winter opening hours", get(WINTER).at("/preview/card/title").asText());
  }

  @Test
  void inheritsAgainWhatIsEmptied() throws Exception {
    context.create().resource(SiteContext.SITE + "/index/jcr:content/smo", "title", "Own");
    String index = SiteContext.SITE + "/index";
    assertEquals("Own", get(index).at("/preview/card/title").asText());
    JsonNode emptied = post(index, Map.of("title", "")).path("preview");
    assertEquals("Harbour Museum", emptied.at("/card/title").asText());
    assertEquals("", value(emptied, "title").path("own").asText());
  }

  @Test
  void tellsATickedBoxFromAnUntickedOne() throws Exception {
    String ticked = post(WINTER, Map.of("doNotShare", "true")).toString();
    assertTrue(ticked.contains("\"code\":\"do-not-share\""), ticked);
    String unticked = post(WINTER, Map.of("doNotShare", "false")).toString();
    assertTrue(!unticked.contains("\"code\":\"do-not-share\""), unticked);
  }

  @Test
  void takesHostileWordsForWords() throws Exception {
    JsonNode preview = get(SiteContext.SITE + "/articles/nasty").path("preview");
    assertTrue(preview.at("/card/title").asText().contains("</script>"));
    assertTrue(
        preview.path("findings").findValuesAsText("code").contains("hidden-characters"),
        preview::toPrettyString);
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertEquals(404, answer(request("GET", "/content/nowhere", Map.of())).getStatus());
    assertEquals(400, answer(request("GET", "", Map.of())).getStatus());
    context.create().resource("/content/loose", "jcr:primaryType", "nt:unstructured");
    JsonNode loose = get("/content/loose").path("preview");
    assertEquals("no-address", loose.at("/findings/0/code").asText());
  }

  @Test
  void refusesAFormOfEndlessFields() throws Exception {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < 201; i++) {
      fields.put("texts/c" + i, "x");
    }
    MockSlingHttpServletRequest request = request("POST", WINTER, fields);
    request.setHeader(JsonServlet.TOKEN_HEADER, tokens.issue(AUTHOR).token());
    assertEquals(400, answer(request).getStatus());
  }

  @Test
  void wantsATokenForWordsThatAreNotSaved() throws Exception {
    assertEquals(403, answer(request("POST", WINTER, Map.of("title", "x"))).getStatus());
  }

  private void syndicate() {
    TinyNetwork.registerChoosy(context.bundleContext());
    connections.save(new Account.Form("tiny-en", "tiny", "Ours", "", Map.of(), Map.of()));
    MockContextAwareConfig.writeConfiguration(
        context,
        SiteContext.SITE,
        SyndicationPolicy.class,
        Map.of("enabled", true, "connections", new String[] {"tiny-en"}, "text", "{title}"));
  }

  @Test
  void showsWhatANetworkLetsChooseAndWhatWouldComeOfIt() throws Exception {
    syndicate();
    JsonNode preview = get(WINTER).path("preview");
    JsonNode field = preview.path("options").path("tiny").path(0);
    assertEquals("topic", field.path("name").asText());
    assertTrue(field.path("mandatory").asBoolean() && field.path("loaded").asBoolean());
    assertEquals("Topic is missing.", preview.at("/posts/0/fate/detail").asText());

    JsonNode chosen = post(WINTER, Map.of("options/tiny-en.topic", "false")).path("preview");
    assertEquals("false", value(chosen, "options/tiny-en.topic").path("own").asText());
    assertEquals("{\"topic\":\"false\"}", chosen.at("/posts/0/options/chosen").toString());
    assertEquals("{}", chosen.at("/posts/0/options/inherited").toString());
    assertNotEquals("Topic is missing.", chosen.at("/posts/0/fate/detail").asText());
  }

  /** Bytes rather than time: how busy the machine is makes no difference. */
  private long allocated(int length, String template) throws Exception {
    String words = "word ".repeat(length / 5);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    JsonNode post =
        post(
                WINTER,
                Map.of(
                    "options/tiny-en.topic", "false",
                    "title", words,
                    "description", words,
                    "texts/tiny-en", template))
            .at("/preview/posts/0");
    long after = threads.getCurrentThreadAllocatedBytes();
    assertEquals("broken", post.at("/fate/code").asText(), "it takes ten characters");
    return after - before;
  }

  @Test
  void whatIsTriedUntilAPostFitsDoesNotGrowWithThePage() throws Exception {
    syndicate();
    String often = "{title} {description} ".repeat(3);
    long unused = allocated(20_000, often);
    assertTrue(unused > 0, "nothing is counted");
    long few = allocated(10_000, often);
    long many = allocated(20_000, often);
    assertTrue(many < 2 * few, "twice the words took " + many + " bytes instead of " + few);
  }

  @Test
  void aPlaceholderThatStandsWithoutEndIsRefused() throws Exception {
    syndicate();
    Map<String, String> fields =
        Map.of("options/tiny-en.topic", "false", "texts/tiny-en", "{title}".repeat(2_800));
    String posts = post(WINTER, fields).at("/preview/posts").toString();
    assertTrue(posts.contains("{title} may stand at most 3 times in a post."), posts);
  }

  @Test
  void onlyWhoMaySaveMayAskTheNetworkForChoices() throws Exception {
    syndicate();
    Map<String, String> question = Map.of("choices", "topic", "connection", "tiny-en");
    assertEquals(403, answer(request("GET", WINTER, question)).getStatus());
  }

  @Test
  void listsArePlacedBesideEachOtherLineByLine() throws Exception {
    String index = SiteContext.SITE + "/index";
    context
        .create()
        .resource(
            index + "/jcr:content/smo",
            "images",
            new String[] {"/a.jpg", "/b.jpg"},
            "imageAlts",
            new String[] {"", "The roof"});
    JsonNode saved = get(index).path("preview");
    assertEquals("/a.jpg\n/b.jpg", value(saved, "images").path("own").asText());
    assertEquals("\nThe roof", value(saved, "imageAlts").path("own").asText());
    JsonNode changed = post(index, Map.of("images", "/b.jpg", "imageAlts", "")).path("preview");
    assertEquals("/b.jpg", value(changed, "images").path("own").asText());
  }

  private static JsonNode value(JsonNode preview, String name) {
    for (JsonNode value : preview.path("values")) {
      if (value.path("name").asText().equals(name)) {
        return value;
      }
    }
    throw new AssertionError("no " + name);
  }

  private JsonNode get(String page) throws Exception {
    return json(answer(request("GET", page, Map.of())));
  }

  private JsonNode post(String page, Map<String, String> fields) throws Exception {
    MockSlingHttpServletRequest request = request("POST", page, fields);
    request.setHeader(JsonServlet.TOKEN_HEADER, tokens.issue(AUTHOR).token());
    return json(answer(request));
  }

  private MockSlingHttpServletRequest request(
      String method, String page, Map<String, String> fields) {
    MockSlingHttpServletRequest request = new SlingRequest(author, context.bundleContext());
    request.setMethod(method);
    Map<String, Object> parameters = new HashMap<>(fields);
    parameters.put("page", page);
    request.setParameterMap(parameters);
    return request;
  }

  private MockSlingHttpServletResponse answer(MockSlingHttpServletRequest request)
      throws Exception {
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    servlet.service(request, response);
    ConsoleFixture.hold(servlet, request, response);
    return response;
  }

  private static JsonNode json(MockSlingHttpServletResponse response) throws Exception {
    assertEquals(200, response.getStatus(), response::getOutputAsString);
    return JSON.readTree(response.getOutputAsString());
  }
}
