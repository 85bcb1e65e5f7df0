// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long it takes from Publish to the post on a real PDS; {@code ./smo bench} runs it. */
@OnSlingCms
class PublishToPostBench {
  private static final int PAGES = 20;
  private static final int SETTLE = 5;

  @Test
  void publishToPost(Cms cms, Networks networks) {
    TestSite site =
        cms.site(
            "bench",
            Map.of(
                "connections[0]", Networks.BLUESKY,
                "settleSeconds", "" + SETTLE,
                "settleSeconds@TypeHint", "Long",
                "burstLimit", "0",
                "burstLimit@TypeHint", "Long"));
    long[] millis =
        IntStream.range(0, PAGES).mapToLong(i -> once(site, networks, i)).sorted().toArray();

    long median = (millis[PAGES / 2 - 1] + millis[PAGES / 2]) / 2;
    System.out.printf(
        "from publish to post on the PDS, %d pages, of it %d s settling time: "
            + "median %.1f s, fastest %.1f s, slowest %.1f s%n",
        PAGES, SETTLE, median / 1e3, millis[0] / 1e3, millis[PAGES - 1] / 1e3);
    assertTrue(median < 60_000, () -> "median " + median + " ms");
  }

  private static long once(TestSite site, Networks networks, int number) {
    String title = "Bench page " + number + " of " + site.path();
    Instant start = Instant.now();
    site.published("page-" + number, title);
    Eventually.see("post", () -> networks.onBluesky(title), found -> !found.isEmpty());
    return Duration.between(start, Instant.now()).toMillis();
  }
}
