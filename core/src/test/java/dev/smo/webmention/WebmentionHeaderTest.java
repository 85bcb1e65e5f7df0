// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.util.Map;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.jetbrains.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class WebmentionHeaderTest {
  private static final String POLICY = "/conf/site/sling:configs/smo/webmention";

  private final SlingContext context = WebmentionSite.context();
  private WebmentionSite stage;
  private String page;

  @BeforeEach
  void open() throws Exception {
    stage =
        new WebmentionSite(context, URI.create("https://museum.example"), Map.of("receive", true));
    page = stage.page("clock");
  }

  private @Nullable String header(String path) throws Exception {
    return header(path, WebmentionSite.engine());
  }

  private @Nullable String header(String path, WebmentionIntake intake) throws Exception {
    MockSlingHttpServletRequest request =
        new MockSlingHttpServletRequest(context.resourceResolver(), context.bundleContext());
    request.setResource(context.resourceResolver().resolve(path));
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    boolean[] went = {false};
    new WebmentionHeader(stage.pages, intake)
        .doFilter(request, response, (req, res) -> went[0] = true);
    assertEquals(true, went[0], "the page itself must be served");
    return response.getHeader("Link");
  }

  @Test
  void aPageSaysWhereItTakesWebmentions() throws Exception {
    assertEquals("</bin/smo/webmention>; rel=\"webmention\"", header(page));
    assertEquals("</bin/smo/webmention>; rel=\"webmention\"", header(page + "/jcr:content"));
  }

  @Test
  void anotherEndpointMayReceiveForTheSite() throws Exception {
    stage.set(POLICY, Map.of("endpoint", " https://webmention.io/museum/webmention "));
    assertEquals("<https://webmention.io/museum/webmention>; rel=\"webmention\"", header(page));
  }

  @Test
  void nothingIsSaidWhereNothingIsTakenOrTheEndpointIsNoAddress() throws Exception {
    assertNull(header("/content/site"));
    assertNull(header("/content/nowhere"));
    for (String bad : new String[] {"", "/a>; rel=x, <b", "/a\r\nSet-Cookie: x"}) {
      stage.set(POLICY, Map.of("endpoint", bad));
      assertNull(header(page), bad);
    }
    stage.set(POLICY, Map.of("endpoint", "/e", "receive", false));
    assertNull(header(page));
  }

  @Test
  void nothingIsSaidWhereNobodyWouldLookAtWhatArrives() throws Exception {
    WebmentionIntake nobody = new WebmentionIntake("", false, null);
    assertNull(header(page, nobody));
    WebmentionIntake elsewhere =
        new WebmentionIntake("https://author.example/bin/smo/webmention", false, null);
    assertEquals("</bin/smo/webmention>; rel=\"webmention\"", header(page, elsewhere));
    stage.set(POLICY, Map.of("endpoint", "https://webmention.io/museum/webmention"));
    assertEquals(
        "<https://webmention.io/museum/webmention>; rel=\"webmention\"", header(page, nobody));
  }
}
