package dev.smo.feed.impl;

import dev.smo.feed.Feed;
import dev.smo.feed.FeedFormat;
import dev.smo.page.PageSource;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
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

/**
 * Answers {@code .feed.rss} and {@code .feed.atom} of every page and of every feed component; of
 * anything else there is no feed.
 */
@Component(service = Servlet.class)
@SlingServletResourceTypes(
    resourceTypes = "sling/servlet/default",
    selectors = FeedFormat.SELECTOR,
    extensions = {"rss", "atom"},
    methods = {HttpConstants.METHOD_GET, HttpConstants.METHOD_HEAD})
public final class FeedServlet extends SlingSafeMethodsServlet {
  private static final long serialVersionUID = 1L;
  private static final String CACHING = "max-age=300";

  private final transient PageSource pages;

  @Activate
  public FeedServlet(@Reference PageSource pages) {
    this.pages = pages;
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    RequestPathInfo asked = request.getRequestPathInfo();
    Optional<FeedFormat> format =
        Optional.ofNullable(asked.getExtension()).flatMap(FeedFormat::byExtension);
    boolean plain =
        FeedFormat.SELECTOR.equals(asked.getSelectorString()) && asked.getSuffix() == null;
    Optional<Scope> scope =
        plain && carriesFeed(request.getResource())
            ? Scope.of(request.getResource(), pages)
            : Optional.empty();
    if (format.isEmpty() || scope.isEmpty()) {
      response.sendError(SlingHttpServletResponse.SC_NOT_FOUND);
      return;
    }
    FeedDocument document =
        FeedDocument.of(format.get(), scope.get(), Article.newest(scope.get(), pages));
    answer(request, response, format.get(), document);
  }

  private boolean carriesFeed(Resource resource) {
    return resource.isResourceType(Feed.RESOURCE_TYPE)
        || pages.pageOf(resource).filter(p -> p.getPath().equals(resource.getPath())).isPresent();
  }

  private static void answer(
      SlingHttpServletRequest request,
      SlingHttpServletResponse response,
      FeedFormat format,
      FeedDocument document)
      throws IOException {
    String tag = document.tag();
    response.setHeader("ETag", tag);
    response.setDateHeader("Last-Modified", document.updated().toEpochMilli());
    response.setHeader("Cache-Control", CACHING);
    if (isFresh(request, tag, document.updated())) {
      response.setStatus(SlingHttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(format.type());
    response.setCharacterEncoding("UTF-8");
    response.setContentLength(document.bytes().length);
    response.getOutputStream().write(document.bytes());
  }

  /** RFC 9110 section 13.2.2: where the reader names a tag, its date does not count. */
  private static boolean isFresh(SlingHttpServletRequest request, String tag, Instant updated) {
    String known = request.getHeader("If-None-Match");
    if (known != null) {
      return Arrays.stream(known.split(","))
          .map(String::strip)
          .anyMatch(one -> "*".equals(one) || Objects.equals(one.replaceFirst("^W/", ""), tag));
    }
    try {
      return request.getDateHeader("If-Modified-Since") >= updated.getEpochSecond() * 1000;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
