// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.host.PageSource;
import dev.smo.page.Page;
import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.request.RequestPathInfo;
import org.apache.sling.api.servlets.HttpConstants;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.apache.sling.servlets.annotations.SlingServletResourceTypes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Answers {@code .qr.svg} of every page with a QR code of its canonical address, for networks that
 * share by scanning, such as WeChat. It is drawn when somebody asks for it, so the bar stays light.
 */
@Component(service = Servlet.class)
@SlingServletResourceTypes(
    resourceTypes = "sling/servlet/default",
    selectors = QrServlet.SELECTOR,
    extensions = "svg",
    methods = {HttpConstants.METHOD_GET, HttpConstants.METHOD_HEAD})
public final class QrServlet extends SlingSafeMethodsServlet {
  static final String SELECTOR = "qr";

  /** What follows the path of a page. */
  static final String ENDING = "." + SELECTOR + ".svg";

  private static final long serialVersionUID = 1L;
  private static final int QUIET = 4;

  private final transient PageSource pages;

  @Activate
  public QrServlet(@Reference PageSource pages) {
    this.pages = pages;
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    Optional<String> picture = page(request).flatMap(QrServlet::draw);
    if (picture.isEmpty()) {
      response.sendError(SlingHttpServletResponse.SC_NOT_FOUND);
      return;
    }
    byte[] body = picture.get().getBytes(StandardCharsets.UTF_8);
    response.setContentType("image/svg+xml");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "max-age=300");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private Optional<Page> page(SlingHttpServletRequest request) {
    RequestPathInfo asked = request.getRequestPathInfo();
    return SELECTOR.equals(asked.getSelectorString()) && asked.getSuffix() == null
        ? pages
            .read(request.getResource())
            .filter(page -> page.path().equals(request.getResource().getPath()))
        : Optional.empty();
  }

  /** Empty where the address is longer than a QR code can say, which is about 2,300 bytes. */
  private static Optional<String> draw(Page page) {
    try {
      String address = page.canonical().toASCIIString();
      QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
      int edge = code.size + 2 * QUIET;
      return Optional.of(
          ("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\""
                  + " viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
                  + "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"%s\"/></svg>")
              .formatted(attribute(address), edge, edge, edge, edge, modules(code)));
    } catch (DataTooLongException e) {
      return Optional.empty();
    }
  }

  private static String modules(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return path.toString();
  }

  private static String attribute(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
