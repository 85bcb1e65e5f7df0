// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The server dies at the worst moment. Its repository writes to the disk every five seconds only,
 * so what it loses then is part of the test; the page and its plan are older than that.
 */
@OnSlingCms
class CrashIT {
  private static final String SETTLE_SECONDS = "8";

  private TestSite site;

  @BeforeEach
  void site(Cms cms, Networks networks) {
    site =
        cms.site(
            "crash",
            Map.of(
                "connections[0]",
                Networks.BLUESKY,
                "settleSeconds",
                SETTLE_SECONDS,
                "settleSeconds@TypeHint",
                "Long"));
  }

  @Test
  void aPostIsOutOnceThoughTheServerWasKilledJustAfterTheNetworkTookIt(Cms cms, Networks networks)
      throws IOException, InterruptedException {
    String title = "Lamp room closed for repairs";
    String page = sending(cms, networks, title);
    cms.server().kill();
    cms.server().start();

    outOnce(cms, networks, page, title);
  }

  @Test
  void aPostIsOutOnceThoughTheServerWasKilledWhileItWaitedForTheAnswer(Cms cms, Networks networks)
      throws IOException, InterruptedException {
    String title = "Lamp room open again";
    String page = sending(cms, networks, title);
    cms.server().awaitOnDisk(cms);
    cms.server().kill();
    cms.server().start();

    outOnce(cms, networks, page, title);
  }

  /** Publishes a page whose post the PDS takes without ever answering. */
  private String sending(Cms cms, Networks networks, String title)
      throws IOException, InterruptedException {
    String page = site.page("page-" + title.length(), Map.of("jcr:title", title));
    cms.server().awaitOnDisk(cms);
    networks.pds().failNext("stall");
    cms.publish(page);
    cms.awaitPost(page, Networks.BLUESKY, "SENDING");
    Eventually.see(
        "record on the PDS", () -> networks.onBluesky(title), found -> found.size() == 1);
    return page;
  }

  private static void outOnce(Cms cms, Networks networks, String page, String title) {
    JsonNode post = cms.awaitPost(page, Networks.BLUESKY, "SENT");
    assertEquals(1, networks.onBluesky(title).size(), post::toPrettyString);
    assertEquals(1, cms.posts(page).size());
  }
}
