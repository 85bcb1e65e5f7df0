// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many pages at once: an import, a roll-out, a mistake. */
@OnSlingCms
class BurstIT {
  private static final int PAGES = 30;

  @Test
  void thirtyPagesPublishedAtOnceAreHeldForAPerson(Cms cms, Networks networks) {
    TestSite site =
        cms.site(
            "burst",
            Map.of(
                "connections[0]", Networks.MASTODON,
                "settleSeconds", "30",
                "settleSeconds@TypeHint", "Long"));
    List<String> pages =
        IntStream.range(0, PAGES)
            .mapToObj(i -> site.page("page-" + i, Map.of("jcr:title", "Imported page " + i)))
            .toList();
    pages.forEach(cms::publish);

    for (String page : pages) {
      JsonNode post = cms.awaitPost(page, Networks.MASTODON, "HELD");
      assertTrue(post.path("reason").asText().contains("go out by themselves"), post::toString);
      assertTrue(post.path("actions").toString().contains("retry"), post::toString);
    }
    assertEquals(List.of(), networks.onMastodon("Imported page"));
  }
}
