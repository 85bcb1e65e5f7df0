// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.api.resource.ResourceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages with a date of publication that lies ahead, by the index {@code /oak:index/smoPublishDate}.
 * Sling CMS publishes nothing by itself: the date is what the author means, and somebody has to
 * publish the page.
 */
final class PagesAhead {
  private static final Logger LOG = LoggerFactory.getLogger(PagesAhead.class);
  private static final int MOST = 200;

  /** The day in the zone of a site may be another than that of UTC. */
  private static final Duration ZONES = Duration.ofDays(1);

  private PagesAhead() {}

  static List<Resource> find(Instant from, Instant to, ResourceResolver reader) {
    // Days are texts, such as 2026-12-01, and a time of a day is behind them.
    String query =
        "SELECT * FROM [nt:unstructured] AS content WHERE ISDESCENDANTNODE(content, '/content')"
            + " AND content.[publishDate] >= '"
            + day(from.minus(ZONES))
            + "' AND content.[publishDate] < '"
            + day(to.plus(ZONES)).plusDays(1)
            + "' OPTION(TRAVERSAL FAIL)";
    List<Resource> pages = new ArrayList<>();
    try {
      Iterator<Resource> found = reader.findResources(query, "JCR-SQL2");
      while (found.hasNext() && pages.size() < MOST) {
        Resource content = found.next();
        Resource page = content.getParent();
        boolean its = page != null && content.getName().equals(PageNode.CONTENT);
        if (its && PageNode.isPage(page) && !PageNode.of(page).live()) {
          pages.add(page);
        }
      }
    } catch (RuntimeException e) {
      // Without the index, the repository would have to be walked.
      LOG.info("Pages that are about to be published are not found: {}", String.valueOf(e));
    }
    return pages;
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
