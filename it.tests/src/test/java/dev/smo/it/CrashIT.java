package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server dies at the worst moment. */
@OnSlingCms
class CrashIT {
  private static final String TITLE = "Lamp room closed for repairs";

  @Test
  void aPostIsOutOnceThoughTheServerWasKilledBeforeItHeardTheAnswer(Cms cms, Networks networks)
      throws IOException, InterruptedException {
    TestSite site =
        cms.site(
            "crash",
            Map.of(
                "connections[0]", Networks.BLUESKY,
                "settleSeconds", "0",
                "settleSeconds@TypeHint", "Long"));
    networks.pds().failNext("stall");
    String page = site.published("page", TITLE);

    cms.awaitPost(page, Networks.BLUESKY, "SENDING");
    Eventually.see(
        "record on the PDS", () -> networks.onBluesky(TITLE), found -> found.size() == 1);
    cms.server().kill();
    cms.server().start();

    JsonNode post = cms.awaitPost(page, Networks.BLUESKY, "SENT");
    assertEquals(List.of(1), List.of(networks.onBluesky(TITLE).size()), post::toPrettyString);
    assertEquals(1, cms.posts(page).size());
  }
}
