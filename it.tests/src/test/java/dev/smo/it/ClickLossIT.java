// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Clicks are added in memory and written each minute, and when the server is told to stop. So it
 * may lose those of the last minute when it dies, none that came before, and none when it stops.
 */
@OnSlingCms
class ClickLossIT {
  private static final Pattern SHORT_LINK = Pattern.compile("https?://[^/ ]+/s/[0-9a-v]{12}");
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140";
  private static final Duration A_ROUND = Duration.ofMinutes(3);
  private static final int AT_ONCE = 20;

  private final Cms cms;

  ClickLossIT(Cms cms) {
    this.cms = cms;
  }

  /** How often the short link of a page was followed, and its share bar used. */
  private record Clicks(long followed, long shared) {
    Clicks plus(Clicks more) {
      return new Clicks(followed + more.followed, shared + more.shared);
    }

    boolean covers(Clicks fewer) {
      return followed >= fewer.followed && shared >= fewer.shared;
    }
  }

  @Test
  void aKillTakesNoClickThatWasWrittenAndAStopNone() {
    TestSite site =
        cms.site("click-loss", Map.of("connections[0]", Networks.SANDBOX, "text", "{title} {url}"));
    site.policy("tracking", Map.of("shortLinks", "true", "shortLinks@TypeHint", "Boolean"));
    site.policy("share", Map.of("count", "true", "count@TypeHint", "Boolean"));
    String page = site.published("counted", "Lamp room on loan");
    URI link = shortLink(cms.awaitPost(page, Networks.SANDBOX, "SENT"));

    Clicks early = rush(page, link, new Clicks(5_000, 1_000));
    Eventually.see("written clicks", A_ROUND, () -> counted(page), early::equals);
    cms.server().awaitOnDisk(cms);
    Clicks late = click(page, link, new Clicks(7, 5));
    cms.server().kill();
    cms.server().start();
    Clicks left = counted(page);
    assertTrue(left.covers(early), () -> "the kill took of " + early + " and left " + left);
    assertTrue(early.plus(late).covers(left), () -> "never clicked: " + left);

    Clicks last = click(page, link, new Clicks(11, 9));
    cms.server().close();
    cms.server().start();
    assertEquals(left.plus(last), counted(page), "a clean stop takes no click");
  }

  private static URI shortLink(JsonNode post) {
    Matcher found = SHORT_LINK.matcher(post.path("text").asText());
    assertTrue(found.find(), post::toPrettyString);
    return URI.create(found.group());
  }

  /** Clicks as many people do at once, as fast as they are answered. */
  private Clicks rush(String page, URI link, Clicks clicks) {
    long begun = System.nanoTime();
    Clicks each = new Clicks(clicks.followed / AT_ONCE, clicks.shared / AT_ONCE);
    List<CompletableFuture<Clicks>> people = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        people.add(CompletableFuture.supplyAsync(() -> click(page, link, each), threads));
      }
      Clicks done =
          people.stream().map(CompletableFuture::join).reduce(new Clicks(0, 0), Clicks::plus);
      long seconds = Math.max(1, (System.nanoTime() - begun) / 1_000_000_000);
      System.out.println((done.followed + done.shared) / seconds + " clicks a second");
      return done;
    } finally {
      threads.shutdown();
    }
  }

  /** Clicks as people do. */
  private Clicks click(String page, URI link, Clicks clicks) {
    Http reader =
        Http.stranger().with("User-Agent", BROWSER).with("Referer", cms.uri("/").toString());
    for (int i = 0; i < clicks.followed; i++) {
      assertEquals(302, reader.get(link).statusCode());
    }
    Map<String, String> use = Map.of("page", page, "network", "reddit");
    for (int i = 0; i < clicks.shared; i++) {
      assertEquals(204, reader.post(cms.uri("/bin/smo/clicks"), use).statusCode());
    }
    return clicks;
  }

  /** What the console says of the page. */
  private Clicks counted(String page) {
    JsonNode results = cms.admin().json(cms.uri("/bin/smo/results?page=" + page));
    long followed = 0;
    for (JsonNode post : results.path("posts")) {
      followed += sum(post.path("clicked"));
    }
    long shared = 0;
    for (JsonNode days : results.path("shared")) {
      shared += sum(days);
    }
    return new Clicks(followed, shared);
  }

  private static long sum(JsonNode days) {
    long sum = 0;
    for (JsonNode count : days) {
      sum += count.asLong();
    }
    return sum;
  }
}
