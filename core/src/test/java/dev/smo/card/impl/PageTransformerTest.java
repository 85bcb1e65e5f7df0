// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.SiteContext;
import dev.smo.memory.PastRewriter;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXTransformerFactory;
import javax.xml.transform.sax.TransformerHandler;
import javax.xml.transform.stream.StreamResult;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.resource.NonExistingResource;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.rewriter.ProcessingContext;
import org.apache.sling.rewriter.Serializer;
import org.apache.sling.rewriter.Transformer;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xml.sax.InputSource;
import org.xml.sax.XMLReader;

@ExtendWith(SlingContextExtension.class)
class PageTransformerTest {
  private static final String WINTER = SiteContext.SITE + "/articles/winter/jcr:content";
  private static final String PLAIN =
      "<html><head><title>Winter</title></head><body><p>Text</p></body></html>";

  private final SlingContext context = SiteContext.create();

  @BeforeEach
  void setUp() {
    CardContext.fill(context);
    configure("enabled", true, "canonical", true);
    context.currentResource(WINTER);
  }

  @Test
  void addsTheCardAtTheEndOfTheHead() throws Exception {
    String page = render(PLAIN);
    assertTrue(
        page.startsWith("<html><head><title>Winter</title><meta property=\"og:type\""), page);
    assertTrue(page.endsWith("}]</script></head><body><p>Text</p></body></html>"), page);
    assertEquals(1, count(page, "og:title"), page);
    assertEquals(1, count(page, "rel=\"canonical\""), page);
    assertEquals(1, count(page, "application/ld+json"), page);
  }

  @Test
  void addsNoSecondCard() throws Exception {
    String page = "<html><head><meta property=\"og:title\" content=\"x\"/></head><body/></html>";
    assertFalse(render(page).contains("og:type"));
    assertEquals(1, count(render(PLAIN.replace("</body>", PLAIN + "</body>")), "og:title"));
  }

  @Test
  void addsNoSecondCanonicalLink() throws Exception {
    String link = "<link rel=\"canonical\" href=\"https://www.example.org/\"/>";
    String page = render(PLAIN.replace("</head>", link + "</head>"));
    assertEquals(1, count(page, "canonical"), page);
    assertEquals(1, count(page, "og:title"), page);
  }

  @Test
  void addsNoSecondLinksToLanguagesAndNoSecondWordToRobots() throws Exception {
    assertEquals(2, count(render(PLAIN), "hreflang"));
    assertEquals(1, count(render(PLAIN), "name=\"robots\""));
    String own =
        "<link rel=\"alternate\" hreflang=\"de\" href=\"https://x.example/\"/>"
            + "<meta name=\"robots\" content=\"noarchive\"/>";
    String page = render(PLAIN.replace("</head>", own + "</head>"));
    assertEquals(1, count(page, "hreflang"), page);
    assertEquals(1, count(page, "name=\"robots\""), page);
  }

  @Test
  void addsNoEmptyScript() throws Exception {
    context.currentResource(SiteContext.SITE + "/articles/hidden");
    String page = render(PLAIN);
    assertEquals(1, count(page, "og:title"), page);
    assertEquals(0, count(page, "<script"), page);
  }

  @Test
  void leavesOtherSitesAlone() throws Exception {
    configure("enabled", false);
    assertEquals(PLAIN, render(PLAIN));
  }

  @Test
  void leavesThePageAloneWhileItIsEdited() throws Exception {
    context.request().setAttribute("cmsEditEnabled", "true");
    assertEquals(PLAIN, render(PLAIN));
  }

  @Test
  void leavesWhatIsNoPageAlone() throws Exception {
    String fragment = "<div><p>Text</p></div>";
    assertEquals(fragment, render(fragment));
    Resource missing =
        new NonExistingResource(context.resourceResolver(), SiteContext.SITE + "/articles/gone");
    context.currentResource(missing);
    assertEquals(PLAIN, render(PLAIN));
  }

  @Test
  void leavesEscapingToTheSerializer() throws Exception {
    context.currentResource(SiteContext.SITE + "/articles/nasty");
    String page = render(PLAIN);
    assertTrue(page.contains("content=\"&quot;Tom&quot; &amp; 'Jerry' &lt;/script&gt;"), page);
    assertFalse(page.contains("<script>alert"), page);
  }

  @Test
  void slingsOwnSerializerWritesTheSameCardPastTheRewriter() throws Exception {
    for (String page : List.of("winter", "nasty", "hidden")) {
      context.currentResource(SiteContext.SITE + "/articles/" + page + "/jcr:content");
      String usual = rewritten("ISO-8859-1", () -> PLAIN);
      String past = rewritten("UTF-8", () -> PLAIN);

      assertEquals(head(usual), head(past), past);
      assertTrue(past.endsWith("</head><body><p>Text</p></body></html>"), past);
    }
  }

  @Test
  void whatAComponentLeavesIsWrittenWhereItsMarkStandsAndAsItIs() throws Exception {
    String page =
        rewritten(
            "UTF-8", () -> "<html><body><p>" + left("<nav><b>–</b></nav>") + "</p></body></html>");

    assertTrue(page.endsWith("<body><p><nav><b>–</b></nav></p></body></html>"), page);
  }

  @Test
  void whatWasLeftIsWrittenOnceHoweverOftenItsMarkStands() throws Exception {
    String page =
        rewritten(
            "UTF-8",
            () -> {
              String mark = left("<b>bar</b>");
              return "<html><body>" + mark.repeat(1000) + "</body></html>";
            });

    assertTrue(page.endsWith("<body><b>bar</b></body></html>"), "" + page.length());
  }

  @Test
  void whatWasLeftAndNeverFoundItsMarkIsKnown() {
    PastRewriter way =
        PastRewriter.open(
                context.request(), utf8(), new PrintWriter(new StringWriter()), serializer())
            .orElseThrow();
    left("<b>1</b>");
    left("<b>2</b>");
    way.writeLeft("1");

    assertEquals(1, way.lost(), "that of a mark within a text field, such as 0, is lost");
  }

  private SlingHttpServletResponse utf8() {
    context.response().setCharacterEncoding("UTF-8");
    return context.response();
  }

  private static Serializer serializer() {
    try {
      return (Serializer)
          Class.forName("org.apache.sling.rewriter.impl.components.Html5Serializer")
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void twoComponentsHaveEachItsOwnPlace() throws Exception {
    String page =
        rewritten(
            "UTF-8",
            () -> {
              String second = left("<nav>2</nav>");
              return "<html><body>" + left("<nav>3</nav>") + second + "</body></html>";
            });

    assertTrue(page.endsWith("<body><nav>3</nav><nav>2</nav></body></html>"), page);
  }

  @Test
  void aMarkOfWhichNothingWasLeftIsAnElementLikeAnyOther() throws Exception {
    String own = "<nav data-cmp-left=\"0\"><a href=\"/x\">x</a></nav>";

    assertTrue(rewritten("UTF-8", () -> "<body>" + own + "</body>").contains(own));
  }

  @Test
  void nothingIsLeftForASerializerOrAnEncodingThatWouldWriteItOtherwise() throws Exception {
    String bar = "<nav>–</nav>";
    rewritten("ISO-8859-1", () -> "<body>" + left(bar) + "</body>");
    assertEquals(bar, left(bar), "the page is not in UTF-8");

    render(PLAIN);
    assertEquals(bar, left(bar), "another serializer");
  }

  @Test
  void anErrorPageInAnotherEncodingDoesNotUseTheWayThatThePageHad() throws Exception {
    rewritten("UTF-8", () -> PLAIN);
    rewritten("ISO-8859-1", () -> PLAIN);

    assertEquals("<nav></nav>", left("<nav></nav>"));
  }

  private String left(String markup) {
    return PastRewriter.leave(context.request(), markup);
  }

  /**
   * What a head says. The serializer of this version escapes scripts, too, which later ones mend.
   */
  private static String head(String page) {
    return Jsoup.parse(page).head().children().stream()
        .map(
            element ->
                element.normalName()
                    + element.attributes()
                    + Parser.unescapeEntities(element.data(), false))
        .collect(Collectors.joining("\n"));
  }

  private void configure(Object... values) {
    CardContext.configure(context, values);
  }

  /** Runs the page through our transformer and the serializer of the JDK. */
  private String render(String page) throws Exception {
    Transformer transformer =
        new PageTransformerFactory(Objects.requireNonNull(context.getService(Cards.class)))
            .createTransformer();
    StringWriter out = new StringWriter();
    TransformerHandler serializer =
        ((SAXTransformerFactory) TransformerFactory.newInstance()).newTransformerHandler();
    serializer.getTransformer().setOutputProperty(OutputKeys.METHOD, "xml");
    serializer.getTransformer().setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    serializer.setResult(new StreamResult(out));
    transformer.init(new Response(context, new PrintWriter(out)), null);
    transformer.setContentHandler(serializer);
    parse(page, transformer);
    return out.toString();
  }

  /**
   * The same with the serializer of Sling's rewriter.
   *
   * @param page is asked when the way past the rewriter is open, as components are
   */
  private String rewritten(String encoding, Supplier<String> page) throws Exception {
    context.response().setCharacterEncoding(encoding);
    Transformer transformer =
        new PageTransformerFactory(Objects.requireNonNull(context.getService(Cards.class)))
            .createTransformer();
    StringWriter out = new StringWriter();
    Response response = new Response(context, new PrintWriter(out));
    Serializer serializer = serializer();
    transformer.init(response, null);
    serializer.init(response, null);
    transformer.setContentHandler(serializer);
    parse(page.get(), transformer);
    return out.toString();
  }

  private static void parse(String page, Transformer transformer) throws Exception {
    SAXParserFactory parsers = SAXParserFactory.newInstance();
    parsers.setNamespaceAware(true);
    XMLReader reader = parsers.newSAXParser().getXMLReader();
    reader.setContentHandler(transformer);
    reader.parse(new InputSource(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8))));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private record Response(SlingContext context, PrintWriter getWriter)
      implements ProcessingContext {
    @Override
    public SlingHttpServletRequest getRequest() {
      return context.request();
    }

    @Override
    public SlingHttpServletResponse getResponse() {
      return context.response();
    }

    @Override
    public String getContentType() {
      return "text/html";
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }
  }
}
