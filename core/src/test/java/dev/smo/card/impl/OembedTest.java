// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.fixture.SiteContext;
import dev.smo.fixture.SlingRequest;
import java.io.StringReader;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.sling.servlethelpers.MockSlingHttpServletResponse;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

@ExtendWith(SlingContextExtension.class)
class OembedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARTICLES = "https://www.example.org/articles/";
  private static final String WINTER = ARTICLES + "winter.html";

  private final SlingContext context = SiteContext.create();

  @BeforeEach
  void setUp() {
    CardContext.fill(context);
    CardContext.configureAll(context);
    context.registerInjectActivateService(PublicCards.class);
  }

  @Test
  void answersInJson() throws Exception {
    MockSlingHttpServletResponse response = ask(Map.of("url", WINTER));
    assertEquals("application/json;charset=UTF-8", response.getContentType());
    assertEquals("public, max-age=3600", response.getHeader("Cache-Control"));
    Golden.assertSame(
        "oembed.json",
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsString(JSON.readTree(response.getOutputAsString())));
  }

  @Test
  void answersInXml() throws Exception {
    MockSlingHttpServletResponse response = ask(Map.of("url", WINTER, "format", "xml"));
    assertEquals("text/xml;charset=UTF-8", response.getContentType());
    Golden.assertSame("oembed.xml", response.getOutputAsString());
  }

  @ParameterizedTest
  @CsvSource({
    "400, , ",
    "400, javascript:alert(1), ",
    "400, /articles/winter.html, ",
    "404, https://elsewhere.example/articles/winter.html, ",
    "404, https://www.example.org/articles/none.html, ",
    "404, https://www.example.org/articles/draft.html, ",
    "404, https://www.example.org/articles/hidden.html, ",
    "501, https://www.example.org/articles/winter.html, yaml"
  })
  void refusesAsTheSpecificationSays(int status, String url, String format) throws Exception {
    MockSlingHttpServletResponse response =
        ask(Map.of("url", Objects.toString(url, ""), "format", Objects.toString(format, "")));
    assertEquals(status, response.getStatus());
    assertNull(response.getHeader("Cache-Control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"übung%20(neu).html", "%C3%BCbung%20(neu).html"})
  void anAddressWithLettersOfItsLanguageIsRead(String name) throws Exception {
    String path = "/content/site/en/articles/übung (neu)";
    context.create().resource(path, "jcr:primaryType", "sling:Page");
    context.create().resource(path + "/jcr:content", "jcr:title", "Übung", "sling:published", true);
    context.resourceResolver().commit();
    assertEquals("Übung", json(Map.of("url", ARTICLES + name)).path("title").asText());
    assertEquals(200, frame(ARTICLES + name).getStatus());
  }

  @ParameterizedTest
  @CsvSource({"-1", "0x10", "many", "99999999999"})
  void refusesNonsenseForSizes(String width) throws Exception {
    assertEquals(400, ask(Map.of("url", WINTER, "maxwidth", width)).getStatus());
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 2000, rich, 600, 455, true",
    "1200, 630, rich, 600, 455, true",
    "1199, 630, rich, 600, 455, false",
    "400, 400, rich, 400, 350, false",
    "400, 300, rich, 400, 140, false",
    "199, 400, link, 0, 0, false",
    "400, 139, link, 0, 0, false"
  })
  void keepsToTheRoomThatIsThere(
      int maxWidth, int maxHeight, String type, int width, int height, boolean thumbnail)
      throws Exception {
    JsonNode answer =
        json(
            Map.of(
                "url",
                WINTER,
                "maxwidth",
                String.valueOf(maxWidth),
                "maxheight",
                String.valueOf(maxHeight)));
    assertEquals(type, answer.path("type").asText());
    assertEquals(width, answer.path("width").asInt());
    assertEquals(height, answer.path("height").asInt());
    assertEquals("rich".equals(type), answer.has("html"));
    assertEquals(thumbnail, answer.has("thumbnail_url"));
    assertEquals(thumbnail, answer.has("thumbnail_width") && answer.has("thumbnail_height"));
  }

  @Test
  void nothingBreaksOutOfTheFrame() throws Exception {
    JsonNode answer = json(Map.of("url", ARTICLES + "nasty.html"));
    Document html = Jsoup.parse(answer.path("html").asText());
    assertEquals(2, html.body().childrenSize());
    assertEquals(0, html.select("script, img").size());
    assertEquals(answer.path("title").asText(), html.select("iframe").attr("title"));
    String xml = ask(Map.of("url", ARTICLES + "nasty.html", "format", "xml")).getOutputAsString();
    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertEquals(
        answer.path("title").asText(),
        parsed.getElementsByTagName("title").item(0).getTextContent());
  }

  @Test
  void theFrameHoldsTheCard() throws Exception {
    MockSlingHttpServletResponse response = frame(WINTER);
    assertEquals("text/html;charset=UTF-8", response.getContentType());
    Golden.assertSame("embed.html", response.getOutputAsString());
    String policy = response.getHeader("Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
    assertTrue(policy.contains("img-src https://www.example.org;"), policy);
    assertTrue(policy.contains("frame-ancestors *;"), policy);
    assertNull(response.getHeader("X-Frame-Options"));
  }

  @Test
  void theFrameHoldsTextAsText() throws Exception {
    String html = frame(ARTICLES + "nasty.html").getOutputAsString();
    assertFalse(html.contains("<script"), html);
    assertEquals(0, Jsoup.parse(html).select("script, img").size());
    assertTrue(Jsoup.parse(html).select(".title").text().startsWith("\"Tom\" & 'Jerry' </script>"));
  }

  @Test
  void theFrameIsOfPublicPagesOnly() throws Exception {
    assertEquals(404, frame(ARTICLES + "draft.html").getStatus());
    assertEquals(400, frame("data:text/html,x").getStatus());
  }

  @Test
  void aSiteMayKeepItsPagesToItself() throws Exception {
    CardContext.configure(context, "oembed", false);
    assertEquals(404, ask(Map.of("url", WINTER)).getStatus());
  }

  private JsonNode json(Map<String, String> question) throws Exception {
    return JSON.readTree(ask(question).getOutputAsString());
  }

  private MockSlingHttpServletResponse ask(Map<String, String> question) throws Exception {
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    new OembedServlet(cards()).doGet(request(question), response);
    return response;
  }

  private MockSlingHttpServletResponse frame(String url) throws Exception {
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    new EmbedServlet(cards()).doGet(request(Map.of("url", url)), response);
    return response;
  }

  private PublicCards cards() {
    return Objects.requireNonNull(context.getService(PublicCards.class));
  }

  private MockSlingHttpServletRequest request(Map<String, String> question) {
    SlingRequest request = new SlingRequest(context.resourceResolver(), context.bundleContext());
    request.setParameterMap(Map.copyOf(question));
    return request;
  }
}
