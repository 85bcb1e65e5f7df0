// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SlingContextExtension.class)
class RelativeAddressTest {
  private static final String FILE = "/static/clientlibs/smo/share.css";

  private final SlingContext context = new SlingContext();

  private MockSlingHttpServletRequest request(String path) {
    MockSlingHttpServletRequest request = context.request();
    request.setServletPath(path);
    return request;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/console",
        "/cms/smo.html",
        "/cms/smo/timeline.html",
        "/cms/preview.html/content/site/a%2Fb"
      })
  void leadsBrowsersToTheFileWhateverAProxyPutsBefore(String page) {
    String address = RelativeAddress.of(FILE, request(page));
    for (String prefix : new String[] {"", "/cms-author", "/a/b"}) {
      URI asked = URI.create("https://host.example" + prefix + page);
      assertEquals(prefix + FILE, asked.resolve(address).getPath(), page);
    }
  }

  @Test
  void staysBelowThePathOfAServletContainer() {
    // The mock leaves the path of the container out of the URI, which containers do not.
    MockSlingHttpServletRequest request = request("/author/cms/smo.html");
    request.setContextPath("/author");
    assertEquals("/author/cms/smo.html", request.getRequestURI());
    assertEquals("..", RelativeAddress.root(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://cdn.example/share.css", "//cdn.example/share.css"})
  void leavesAloneWhatIsNoPathOfThisServer(String address) {
    assertEquals(address, RelativeAddress.of(address, request("/cms/smo.html")));
  }
}
