// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.fixture.SiteContext;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
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
import org.apache.sling.rewriter.Transformer;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xml.sax.InputSource;
import org.xml.sax.XMLReader;

@ExtendWith(SlingContextExtension.class)
class CardTransformerTest {
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

  private void configure(Object... values) {
    CardContext.configure(context, values);
  }

  /** Runs the page through our transformer and the serializer of the JDK. */
  private String render(String page) throws Exception {
    Transformer transformer =
        new CardTransformerFactory(Objects.requireNonNull(context.getService(Cards.class)))
            .createTransformer();
    StringWriter out = new StringWriter();
    TransformerHandler serializer =
        ((SAXTransformerFactory) TransformerFactory.newInstance()).newTransformerHandler();
    serializer.getTransformer().setOutputProperty(OutputKeys.METHOD, "xml");
    serializer.getTransformer().setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    serializer.setResult(new StreamResult(out));
    transformer.init(new Response(context), null);
    transformer.setContentHandler(serializer);
    SAXParserFactory parsers = SAXParserFactory.newInstance();
    parsers.setNamespaceAware(true);
    XMLReader reader = parsers.newSAXParser().getXMLReader();
    reader.setContentHandler(transformer);
    reader.parse(new InputSource(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8))));
    return out.toString();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private record Response(SlingContext context) implements ProcessingContext {
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
    public PrintWriter getWriter() {
      return new PrintWriter(new StringWriter());
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }
  }
}
