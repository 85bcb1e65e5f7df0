package dev.smo.share.impl;

import dev.smo.page.Page;
import dev.smo.page.PageSource;
import java.util.Optional;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.jetbrains.annotations.Nullable;

/** The facts of a page, read once a request however many bars it has. */
record RequestPage(String path, Optional<Page> page) {
  private static final String KEPT = RequestPage.class.getName();

  static Optional<Page> of(
      Resource resource, @Nullable PageSource pages, @Nullable SlingHttpServletRequest request) {
    if (pages == null || request == null) {
      return Optional.ofNullable(pages).flatMap(source -> source.read(resource));
    }
    if (request.getAttribute(KEPT) instanceof RequestPage kept
        && kept.path.equals(resource.getPath())) {
      return kept.page;
    }
    RequestPage fresh = new RequestPage(resource.getPath(), pages.read(resource));
    request.setAttribute(KEPT, fresh);
    return fresh.page;
  }
}
