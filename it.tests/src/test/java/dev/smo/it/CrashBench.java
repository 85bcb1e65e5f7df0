// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The server is killed again and again, at moments that nobody chose; {@code ./smo bench} runs it.
 * Shorter, or the same once more: {@code -Dsmo.crash.pages=20 -Dsmo.crash.kills=3
 * -Dsmo.crash.seed=SEED}.
 */
@OnSlingCms
class CrashBench {
  private static final int PAGES = Integer.getInteger("smo.crash.pages", 200);
  private static final int KILLS = Integer.getInteger("smo.crash.kills", 30);
  private static final long SEED = Long.getLong("smo.crash.seed", System.nanoTime());

  /** Of that many milliseconds after a publication, any may be the last one. */
  private static final int LATEST = 12_000;

  private final Random random = new Random(SEED);
  private final List<String> pages = new ArrayList<>();

  @Test
  void eachPageIsPostedOnceWheneverTheServerIsKilled(Cms cms, Networks networks) {
    System.out.println("killed at moments of the seed " + SEED);
    TestSite site =
        cms.site(
            "crashes",
            Map.of(
                "connections[0]", Networks.BLUESKY,
                "connections[1]", Networks.MASTODON,
                "settleSeconds", "5",
                "settleSeconds@TypeHint", "Long",
                "burstLimit", "0",
                "burstLimit@TypeHint", "Long"));
    for (int kill = 0; kill < KILLS; kill++) {
      publish(site, PAGES * (kill + 1) / KILLS);
      // What the CMS itself forgets was never public.
      cms.server().awaitOnDisk(cms);
      Instant end = Instant.now().plusMillis(random.nextInt(LATEST));
      Eventually.see("moment to kill", Instant::now, end::isBefore);
      cms.server().kill();
      cms.server().start();
    }
    report("Mastodon", Networks.MASTODON, cms, () -> texts(networks));
    report(
        "a real PDS",
        Networks.BLUESKY,
        cms,
        () ->
            networks.onBluesky("Crash page").stream()
                .map(post -> post.path("text").asText())
                .toList());
  }

  private void publish(TestSite site, int until) {
    while (pages.size() < until) {
      pages.add(site.published("page-" + pages.size(), title(pages.size())));
    }
  }

  private static String title(int number) {
    return "Crash page number " + number + ".";
  }

  private static List<String> texts(Networks networks) {
    return networks.onMastodon("Crash page").stream().map(post -> post.text()).toList();
  }

  private void report(
      String network, String connection, Cms cms, java.util.function.Supplier<List<String>> posts) {
    Eventually.see(
        "end of all posts on " + network,
        Duration.ofMinutes(15),
        () -> count(cms, connection, "SENT") + count(cms, connection, "NEEDS_ATTENTION"),
        ended -> ended >= PAGES);
    List<String> out = posts.get();
    int sent = 0;
    for (int i = 0; i < pages.size(); i++) {
      String title = title(i);
      sent += out.stream().anyMatch(text -> text.contains(title)) ? 1 : 0;
    }
    String table =
        "%s, killed %d times: planned %d, sent %d, duplicates %d, lost %d, waiting for a person %d"
            .formatted(
                network,
                KILLS,
                pages.size(),
                sent,
                out.size() - sent,
                pages.size() - sent,
                count(cms, connection, "NEEDS_ATTENTION"));
    System.out.println(table);
    Figures.print(
        "crash",
        Map.of(
            "network",
            network,
            "kills",
            KILLS,
            "planned",
            pages.size(),
            "sent",
            sent,
            "duplicates",
            out.size() - sent,
            "lost",
            pages.size() - sent,
            "waiting",
            count(cms, connection, "NEEDS_ATTENTION")));
    assertEquals(pages.size(), sent, table);
    assertEquals(sent, out.size(), table);
  }

  private int count(Cms cms, String connection, String state) {
    return (int)
        pages.stream()
            .flatMap(page -> cms.posts(page).stream())
            .filter(
                post ->
                    post.path("connection").asText().equals(connection)
                        && post.path("state").asText().equals(state))
            .count();
  }
}
