// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.card.impl;

import dev.smo.web.Utf8Request;
import dev.smo.web.WebAddress;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;

/** Tells strangers and the programs of other sites about one public page, named by its address. */
abstract class EmbeddingServlet extends SlingSafeMethodsServlet {
  private static final long serialVersionUID = 1L;
  private static final String TEXT = "text/plain";

  private final transient PublicCards cards;

  EmbeddingServlet(PublicCards cards) {
    this.cards = cards;
  }

  /** What there is to tell; where that is nothing, the response is complete. */
  final <T> Optional<T> find(
      WebAddress url, Function<Card, T> tell, SlingHttpServletResponse response)
      throws IOException {
    try {
      Optional<T> told = cards.at(url.uri(), tell);
      if (told.isEmpty()) {
        refuse(response, SlingHttpServletResponse.SC_NOT_FOUND, "no public page has this address");
      }
      return told;
    } catch (LoginException e) {
      refuse(response, SlingHttpServletResponse.SC_UNAUTHORIZED, "nothing is public here");
      return Optional.empty();
    }
  }

  static String parameter(SlingHttpServletRequest request, String name) {
    return Objects.toString(new Utf8Request(request).getParameter(name), "").strip();
  }

  static void answer(SlingHttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setHeader("Cache-Control", "public, max-age=" + Oembed.KEEP);
    write(response, type, body);
  }

  static void refuse(SlingHttpServletResponse response, int status, String why) throws IOException {
    response.setStatus(status);
    write(response, TEXT, (why + '\n').getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void write(SlingHttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(type);
    response.setCharacterEncoding("UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
