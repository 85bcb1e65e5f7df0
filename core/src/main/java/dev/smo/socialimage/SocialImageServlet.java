// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.host.PageSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.servlet.Servlet;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.request.RequestPathInfo;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.servlets.HttpConstants;
import org.apache.sling.api.servlets.SlingSafeMethodsServlet;
import org.apache.sling.servlets.annotations.SlingServletResourceTypes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code <page>.social.<hash>.jpg}, and the same with {@code square} or {@code photo}
 * before the hash. What an address shows never changes, so it may be cached for ever.
 */
@Component(service = Servlet.class)
@SlingServletResourceTypes(
    resourceTypes = "sling/servlet/default",
    selectors = SocialImages.SELECTOR,
    extensions = "jpg",
    methods = {HttpConstants.METHOD_GET, HttpConstants.METHOD_HEAD})
public final class SocialImageServlet extends SlingSafeMethodsServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SocialImageServlet.class);
  private static final String CACHING = "public, max-age=31536000, immutable";
  private static final String HASH = "[0-9a-f]{32}";

  private final transient PageSource pages;
  private final transient SocialImages pictures;

  @Activate
  public SocialImageServlet(@Reference PageSource pages, @Reference SocialImages pictures) {
    this.pages = pages;
    this.pictures = pictures;
  }

  private record Asked(ImageFormat shape, String hash) {
    static Optional<Asked> in(RequestPathInfo path) {
      List<String> selectors = List.of(path.getSelectors());
      String hash = selectors.isEmpty() ? "" : selectors.get(selectors.size() - 1);
      if (!hash.matches(HASH) || path.getSuffix() != null) {
        return Optional.empty();
      }
      String before = '.' + String.join(".", selectors.subList(0, selectors.size() - 1));
      return Arrays.stream(ImageFormat.values())
          .filter(shape -> before.equals('.' + SocialImages.SELECTOR + shape.infix()))
          .findFirst()
          .map(shape -> new Asked(shape, hash));
    }
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    Resource resource = request.getResource();
    Optional<Asked> asked =
        Asked.in(request.getRequestPathInfo()).filter(a -> pages.isPage(resource));
    Optional<byte[]> jpeg;
    try {
      jpeg =
          asked.flatMap(
              a ->
                  pages
                      .read(resource)
                      .flatMap(page -> pictures.find(resource, page, a.shape(), a.hash())));
    } catch (RuntimeException e) {
      LOG.error("The social picture of {} cannot be made", resource.getPath(), e);
      response.setStatus(SlingHttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      return;
    }
    if (asked.isEmpty() || jpeg.isEmpty()) {
      // No error page: Sling CMS would ask a stranger to log in.
      response.setStatus(SlingHttpServletResponse.SC_NOT_FOUND);
      return;
    }
    answer(request, response, '"' + asked.get().hash() + '"', jpeg.get());
  }

  private static void answer(
      SlingHttpServletRequest request, SlingHttpServletResponse response, String tag, byte[] jpeg)
      throws IOException {
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", CACHING);
    String known = request.getHeader("If-None-Match");
    if (known != null && (known.contains(tag) || "*".equals(known.strip()))) {
      response.setStatus(SlingHttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(SocialImages.TYPE);
    response.setContentLength(jpeg.length);
    response.getOutputStream().write(jpeg);
  }
}
