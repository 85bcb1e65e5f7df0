// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.aem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages whose on time lies ahead, by AEM's own index of on and off times. */
final class PagesAhead {
  private static final Logger LOG = LoggerFactory.getLogger(PagesAhead.class);
  private static final int MOST = 200;

  private PagesAhead() {}

  static List<Resource> find(Instant from, Instant to, ResourceResolver reader) {
    String query =
        "SELECT * FROM [cq:PageContent] AS content WHERE ISDESCENDANTNODE(content, '/content')"
            + " AND content.[onTime] >= CAST('"
            + from
            + "' AS DATE) AND content.[onTime] < CAST('"
            + to
            + "' AS DATE) OPTION(TRAVERSAL FAIL)";
    List<Resource> pages = new ArrayList<>();
    try {
      Iterator<Resource> found = reader.findResources(query, "JCR-SQL2");
      while (found.hasNext() && pages.size() < MOST) {
        Resource page = found.next().getParent();
        if (page != null && CqPage.isPage(page) && !CqPage.of(page).live(Instant.now())) {
          pages.add(page);
        }
      }
    } catch (RuntimeException e) {
      // Without an index, the repository would have to be walked.
      LOG.info("Pages that are about to be published are not found: {}", String.valueOf(e));
    }
    return pages;
  }
}
