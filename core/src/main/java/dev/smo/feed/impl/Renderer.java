// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.feed.impl;

import dev.smo.memory.Bounded;
import dev.smo.page.Page;
import dev.smo.settings.FeedSettings;
import java.io.IOException;
import java.util.Map;
import javax.servlet.ServletException;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.SlingHttpServletResponse;
import org.apache.sling.api.request.builder.Builders;
import org.apache.sling.api.request.builder.SlingHttpServletResponseResult;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.engine.SlingRequestProcessor;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders pages within this server as a stranger sees them, for the full text of feeds, and keeps
 * what it took out of them as long as the page stays as it is.
 */
@Component(service = Renderer.class)
public final class Renderer {
  private static final Logger LOG = LoggerFactory.getLogger(Renderer.class);
  private static final int REMEMBERED = 1_000;

  private record Text(long reading, String selector, String html) {}

  private final @Nullable SlingRequestProcessor engine;
  private final Map<String, Text> texts = new Bounded<>(REMEMBERED);

  @Activate
  public Renderer(
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable
          SlingRequestProcessor engine) {
    this.engine = engine;
  }

  /**
   * The article of a page as HTML; empty where the settings want none or there is none.
   *
   * @param reading number of the page's reading in the index
   */
  String article(Resource resource, Page page, long reading, FeedSettings settings) {
    if (!settings.fullText() || engine == null) {
      return "";
    }
    synchronized (texts) {
      Text known = texts.get(page.path());
      if (known != null
          && known.reading() == reading
          && known.selector().equals(settings.content())) {
        return known.html();
      }
    }
    String html = FullText.of(render(engine, resource), settings.content(), page);
    if (!html.isEmpty()) {
      synchronized (texts) {
        texts.put(page.path(), new Text(reading, settings.content(), html));
      }
    }
    return html;
  }

  private static String render(SlingRequestProcessor engine, Resource page) {
    SlingHttpServletRequest request =
        Builders.newRequestBuilder(page).withRequestMethod("GET").withExtension("html").build();
    SlingHttpServletResponseResult response = Builders.newResponseBuilder().build();
    try {
      engine.processRequest(request, response, page.getResourceResolver());
      response.flushBuffer();
    } catch (IOException | ServletException | RuntimeException e) {
      LOG.warn("Page {} cannot be rendered; its feed holds its description", page.getPath(), e);
      return "";
    }
    boolean page200 = response.getStatus() == SlingHttpServletResponse.SC_OK;
    return page200 ? response.getOutputAsString() : "";
  }
}
