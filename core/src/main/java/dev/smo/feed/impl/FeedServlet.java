// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.feed.catalog.FeedFormat;
import dev.smo.words.LowerCase;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 * Answers {@code .feed.rss}, {@code .feed.atom} and {@code .feed.json} of every page and of every
 * feed component, and their parts such as {@code .feed.tag.winter.rss}; of anything else there is
 * no feed.
 */
@Component(service = Servlet.class)
@SlingServletResourceTypes(
    resourceTypes = "sling/servlet/default",
    selectors = FeedFormat.SELECTOR,
    extensions = {"rss", "atom", "json"},
    methods = {HttpConstants.METHOD_GET, HttpConstants.METHOD_HEAD})
public final class FeedServlet extends SlingSafeMethodsServlet {
  private static final long serialVersionUID = 1L;

  private final transient FeedLibrary feeds;

  @Activate
  public FeedServlet(@Reference FeedLibrary feeds) {
    this.feeds = feeds;
  }

  @Override
  protected void doGet(SlingHttpServletRequest request, SlingHttpServletResponse response)
      throws IOException {
    RequestPathInfo asked = request.getRequestPathInfo();
    Optional<FeedFormat> format =
        Optional.ofNullable(asked.getExtension()).flatMap(FeedFormat::byExtension);
    Optional<FeedPart> part =
        asked.getSuffix() == null ? FeedPart.of(asked.getSelectorString()) : Optional.empty();
    Optional<FeedDocument> document =
        format.flatMap(f -> part.flatMap(p -> feeds.find(request.getResource().getPath(), f, p)));
    if (document.isPresent()) {
      answer(request, response, document.get());
    } else {
      // Not sendError: the error page of Sling CMS turns it into 401 where strangers ask.
      response.setStatus(SlingHttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void answer(
      SlingHttpServletRequest request, SlingHttpServletResponse response, FeedDocument document)
      throws IOException {
    boolean zipped = document.zipped().length > 0 && takesGzip(request);
    response.setHeader("ETag", zipped ? document.zippedTag() : document.tag());
    response.setDateHeader("Last-Modified", document.updated().toEpochMilli());
    response.setHeader("Cache-Control", "max-age=" + document.maxAge());
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Link", document.link());
    if (isFresh(request, document)) {
      response.setStatus(SlingHttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] body = zipped ? document.zipped() : document.bytes();
    if (zipped) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentType(type(request, document.format()));
    response.setCharacterEncoding("UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /**
   * Browsers show the types of feeds as plain text, or not at all, and XML with its style sheet. To
   * readers both are the same, so that caches need not tell them apart.
   */
  private static String type(SlingHttpServletRequest request, FeedFormat format) {
    String accepted = Objects.requireNonNullElse(request.getHeader("Accept"), "");
    boolean browser = accepted.contains("text/html");
    return browser && format != FeedFormat.JSON ? "application/xml" : format.type();
  }

  /**
   * RFC 9110 section 12.5.3, as far as it matters. AEM's dispatcher keeps what it gets for
   * everyone, also for those who take no gzip, so it gets none.
   */
  private static boolean takesGzip(SlingHttpServletRequest request) {
    String accepted = Objects.requireNonNullElse(request.getHeader("Accept-Encoding"), "");
    String agent = Objects.requireNonNullElse(request.getHeader("Server-Agent"), "");
    return !agent.contains("Dispatcher")
        && Arrays.stream(LowerCase.of(accepted).split(","))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(c -> c.startsWith("gzip") && !c.matches("gzip;q=0(\\.0*)?"));
  }

  /** RFC 9110 section 13.2.2: where the reader names a tag, its date does not count. */
  private static boolean isFresh(SlingHttpServletRequest request, FeedDocument document) {
    String known = request.getHeader("If-None-Match");
    if (known != null) {
      Set<String> ours = Set.of(document.tag(), document.zippedTag(), "*");
      return Arrays.stream(known.split(","))
          .map(one -> one.strip().replaceFirst("^W/", ""))
          .anyMatch(ours::contains);
    }
    try {
      long since = request.getDateHeader("If-Modified-Since");
      return since >= document.updated().getEpochSecond() * 1000;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
