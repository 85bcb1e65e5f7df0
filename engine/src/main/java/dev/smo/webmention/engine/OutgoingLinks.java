// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webmention.engine;

import dev.smo.repository.Keys;
import dev.smo.web.WebAddress;
import dev.smo.webmention.WebmentionPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.jsoup.select.Selector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the words of a page link to, without its navigation and without components of ours: who
 * reacted to a page is linked to by the page, and must not be told of it again and again.
 *
 * @param links other sites' addresses as they stand in the page, in document order; receivers look
 *     for exactly these
 * @param digest changes when words or links do
 */
record OutgoingLinks(List<String> links, String digest) {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingLinks.class);
  private static final int LONGEST = 2000;
  private static final String ASIDE =
      "nav, aside, footer, script, style, template, [class^=cmp-smo-], [class*=' cmp-smo-']";

  /**
   * What to look for; read from a policy, which itself is good only as long as its session.
   *
   * @param content CSS selectors of the main content; the first that the page has
   */
  record Search(List<String> content, boolean ownSite, int mostLinks) {
    static Search of(WebmentionPolicy policy) {
      return new Search(List.of(policy.content()), policy.ownSite(), policy.mostLinks());
    }
  }

  static OutgoingLinks of(Document page, WebAddress own, Search search) {
    Elements content = content(page, search.content());
    Set<String> links = new LinkedHashSet<>();
    for (String link : content.select("a[href], area[href]").eachAttr("abs:href")) {
      boolean others =
          WebAddress.of(link)
              .filter(target -> !target.equals(own))
              .filter(target -> search.ownSite() || !target.sameHost(own))
              .isPresent();
      if (others && link.length() <= LONGEST) {
        links.add(link.strip());
      }
    }
    List<String> first = links.stream().limit(Math.max(0, search.mostLinks())).toList();
    return new OutgoingLinks(first, Keys.hash(content.text() + "\n" + first));
  }

  private static Elements content(Document page, List<String> selectors) {
    Document copy = page.clone();
    copy.select(ASIDE).remove();
    for (String selector : selectors) {
      try {
        Elements found = copy.select(selector);
        if (!found.isEmpty()) {
          return found;
        }
      } catch (Selector.SelectorParseException e) {
        LOG.error("smo/webmention, content: '{}' is no CSS selector", selector);
      }
    }
    copy.select("body > header").remove();
    return new Elements(copy.body());
  }
}
