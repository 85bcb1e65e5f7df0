// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What docs/examples/posts.sh does, as somebody would try it. */
@OnSlingCms
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellIT {
  private static final String CONNECTION = "it-shell";

  private final Cms cms;
  private final TestSite site;

  ShellIT(Cms cms) {
    this.cms = cms;
    cms.connect(Map.of("id", CONNECTION, "network", "sandbox", "settings.fault", "none"));
    site = cms.site("shell", RightsScene.quiet(CONNECTION));
  }

  @AfterAll
  void leaveNothingThatOthersMeet() {
    cms.callOff(CONNECTION);
  }

  /** What a program printed, errors and all, and how it ended. */
  private record Ended(int code, String said) {}

  private Ended script(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("docs/examples/posts.sh"), Stream.of(arguments)).toList());
    builder.directory(SlingCms.PROJECT.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SMO_URL", cms.uri("").toString(),
                "SMO_USER", "admin",
                "SMO_PASSWORD", "admin",
                "SMO_PAUSE", "0.2"));
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said.strip());
  }

  private String done(String... arguments) throws IOException, InterruptedException {
    Ended ended = script(arguments);
    assertEquals(0, ended.code(), () -> String.join(" ", arguments) + ": " + ended.said());
    return ended.said();
  }

  @Test
  void aPostIsPlannedApprovedAndWatchedUntilItIsOut() throws Exception {
    String page = site.published("owls", "Owls from a shell");
    String id = done("plan", page, CONNECTION, "Grüße aus der Shell: {title} {url}");
    assertEquals(id, done("plan", page, CONNECTION, "Grüße aus der Shell: {title} {url}"));
    assertTrue(done("list", "state=AWAITING_APPROVAL", "connection=" + CONNECTION).contains(id));

    done("approve", id);
    String watched = done("watch", id);
    assertTrue(watched.contains("SENT"), watched);
    String text = cms.posts(page).get(0).path("text").asText();
    assertTrue(text.startsWith("Grüße aus der Shell: Owls"), text);
    assertEquals(1, script("approve", id).code(), "it is out, so nobody approves it any more");
  }

  @Test
  void aListGoesOnToItsEnd() throws Exception {
    String page = site.page("notes", Map.of("jcr:title", "Notes from a shell"));
    // The search gives 100 posts an answer.
    for (int i = 0; i < 101; i++) {
      Map<String, String> note =
          Map.of(
              "page",
              page,
              "connection",
              CONNECTION,
              "text",
              "Note " + i,
              "when",
              RightsScene.later(),
              "token",
              "it-shell-" + i);
      assertEquals(200, cms.change("/bin/smo/notes", note).statusCode());
    }
    String id = done("note", page, CONNECTION, "One more", RightsScene.later());
    List<String> listed = done("list", "connection=" + CONNECTION, "q=" + page).lines().toList();
    assertEquals(102, listed.size());
    assertTrue(listed.stream().anyMatch(line -> line.startsWith(id)), listed::toString);
  }

  @Test
  void aRefusalIsToldInItsOwnWords() throws Exception {
    Ended ended = script("plan", "/content/nothing", CONNECTION);
    assertEquals(1, ended.code());
    assertEquals("HTTP 404: There is no such page.", ended.said());
  }
}
