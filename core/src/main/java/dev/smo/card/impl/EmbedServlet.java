// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.web.WebAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.servlets.annotations.SlingServletPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The card of a public page as a small document of its own, for frames on other sites: {@code
 * ?url=...}. Any site may frame it: there is nothing in it that a click could be stolen for.
 */
@Component(service = Servlet.class, property = "sling.auth.requirements=-" + EmbedServlet.PATH)
@SlingServletPaths(EmbedServlet.PATH)
public final class EmbedServlet extends EmbeddingServlet {
  static final String PATH = "/bin/smo/embed";

  private static final long serialVersionUID = 1L;

  @Activate
  public EmbedServlet(@Reference PublicCards cards) {
    super(cards);
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    Optional<WebAddress> url = WebAddress.of(parameter(request, "url"));
    if (url.isEmpty()) {
      refuse(response, SlingHttpServletResponse.SC_BAD_REQUEST, "url is an address of the web");
      return;
    }
    Optional<EmbedPage> page = find(url.get(), EmbedPage::of, response);
    if (page.isPresent()) {
      response.setHeader("Content-Security-Policy", page.get().policy());
      response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
      answer(response, "text/html", page.get().html().getBytes(StandardCharsets.UTF_8));
    }
  }
}
