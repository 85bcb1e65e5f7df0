// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.testkit.youtube.FakeYouTube;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A page shows a video of a channel that is connected: what people do with it is among the page's
 * results, and what they say waits in the inbox. The steps in the browser are those of {@code
 * it.tests/browser/watching.mjs}.
 */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchingIT {
  private static final String KEY = "AIza-key-of-the-test-channel";
  private static final String VIDEO = "dQw4w9WgXcQ";

  private final Cms cms;
  private final FakeYouTube youtube = new FakeYouTube(0, KEY);
  private final Path config;

  WatchingIT(Cms cms) {
    this.cms = cms;
    this.config = cms.server().install().resolve("dev.smo.connectors.youtube.cfg.json");
  }

  @BeforeAll
  void connect() throws IOException {
    Files.writeString(config, "{\"apiUrl\": \"" + youtube.uri() + "\"}");
    cms.connect(
        Map.of(
            "id",
            "it-youtube",
            "network",
            "youtube",
            "settings.channel",
            FakeYouTube.CHANNEL,
            "secrets.key",
            KEY));
    Eventually.see(
        "channel on the fake",
        () -> cms.change("/bin/smo/connections", Map.of("action", "test", "id", "it-youtube")),
        answer -> Http.parse(answer.body()).path("account").asText().equals("Museum"));
  }

  @AfterAll
  void disconnect() throws IOException {
    cms.change("/bin/smo/connections", Map.of("action", "remove", "id", "it-youtube"));
    Files.deleteIfExists(config);
    youtube.close();
  }

  @Test
  void whatPeopleDoWithAVideoStandsAtThePageThatShowsIt() {
    youtube.video(VIDEO).views(1234).likes(56).comment("@ann", "When do you open?", Instant.now());
    TestSite site = cms.site("watching", Map.of("connections[0]", Networks.SANDBOX));
    String page =
        site.page(
            "tower",
            Map.of(
                "jcr:title",
                "The tower in pictures",
                "container/video/url",
                "https://www.youtube-nocookie.com/embed/" + VIDEO));
    cms.publish(page);

    JsonNode video =
        Eventually.see(
            "figures of the video", () -> watched(page), one -> one.path("days").size() > 0);
    JsonNode figures = video.path("days").elements().next();
    assertEquals(1234, figures.path("views").asInt(), video::toPrettyString);
    assertEquals(56, figures.path("likes").asInt(), video::toPrettyString);
    assertEquals("https://www.youtube.com/watch?v=" + VIDEO, video.path("permalink").asText());
    JsonNode comment =
        Eventually.see(
                "comment in the inbox",
                () -> cms.admin().json(cms.uri("/bin/smo/reactions?page=" + page)),
                list -> list.path("reactions").size() == 1)
            .path("reactions")
            .path(0);
    assertEquals("When do you open?", comment.path("text").asText());
    assertEquals("PENDING", comment.path("moderation").asText());
    assertTrue(comment.path("actions").toString().contains("answer"), comment::toString);

    String base = cms.uri("").toString();
    String said =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"), "node", "watching.mjs", base, page);
    assertTrue(said.contains("ok  a video has its figures at its page"), said);
  }

  private JsonNode watched(String page) {
    return cms.admin().json(cms.uri("/bin/smo/results?page=" + page)).path("watched").path(0);
  }
}
