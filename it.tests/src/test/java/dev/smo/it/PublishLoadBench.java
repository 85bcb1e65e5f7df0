// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What visitors feel of many pages published at once, and how fast their posts go out; {@code ./smo
 * bench} runs it. Pages of a site that posts and of one that does not take turns.
 */
@OnSlingCms
class PublishLoadBench {
  private static final int ROUNDS = Integer.getInteger("smo.load.rounds", 4);
  private static final int PAGES = Integer.getInteger("smo.load.pages", 250);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** From the beginning of a view to the next, in milliseconds, if it is not late itself. */
  private static final long PACE = 40;

  @Test
  void pagesPublishedAtOnce(Cms cms, Networks networks) {
    Map<String, String> settings =
        Map.of(
            "settleSeconds", "0",
            "settleSeconds@TypeHint", "Long",
            "burstLimit", "0",
            "burstLimit@TypeHint", "Long");
    TestSite posting =
        cms.site("load", with(settings, Map.of("connections[0]", Networks.MASTODON)));
    TestSite quiet = cms.site("quiet", with(settings, Map.of("enabled", "false")));
    String viewed = quiet.published("viewed", "A page that people read meanwhile");
    List<Double> views = new ArrayList<>();
    List<Double> published = new ArrayList<>();
    List<Double> sent = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Phase without = publish(cms, quiet, round, viewed, Phase::of);
      int all = PAGES * (round + 1);
      Phase[] delivery = new Phase[1];
      Phase with =
          publish(
              cms,
              posting,
              round,
              viewed,
              (visitors) -> {
                Phase phase = Phase.of(visitors);
                Eventually.see(
                    "end of all posts",
                    LONGEST,
                    () -> networks.onMastodon("Load page").size(),
                    out -> out >= all);
                delivery[0] = Phase.of(visitors);
                return phase;
              });
      assertEquals(all, networks.onMastodon("Load page").size(), "each once");
      views.add(with.median() / without.median());
      published.add(with.seconds() / without.seconds());
      sent.add(PAGES / delivery[0].seconds());
    }
    System.out.printf(
        "%d times %d pages published at once: views of a page took %.2f times as long (%s) as while"
            + " as many were published that are not posted; publishing %.2f times (%s); posts a"
            + " second from the first publication to the last post: %.1f (%s)%n",
        ROUNDS, PAGES, median(views), views, median(published), published, median(sent), sent);
    Figures.print(
        "load",
        Map.of(
            "pages", PAGES,
            "views", median(views),
            "publishing", median(published),
            "postsASecond", median(sent)));
  }

  /** Until now, since the publications began: seconds, and how long views took. */
  private record Phase(double seconds, double median) {
    static Phase of(Visitors visitors) {
      return new Phase(
          (System.nanoTime() - visitors.begun) / 1e9, PublishLoadBench.median(visitors.times));
    }
  }

  /** Readers of a page, of whom one comes after the other. */
  private static final class Visitors implements AutoCloseable {
    final ConcurrentLinkedQueue<Double> times = new ConcurrentLinkedQueue<>();
    final long begun = System.nanoTime();
    private volatile boolean gone;
    private final CompletableFuture<Void> reading;

    Visitors(Cms cms, String page) {
      reading =
          CompletableFuture.runAsync(
              () -> {
                while (!gone) {
                  long start = System.nanoTime();
                  assertEquals(200, cms.visit(page + ".html").statusCode());
                  times.add((System.nanoTime() - start) / 1e6);
                  LockSupport.parkNanos(start + PACE * 1_000_000 - System.nanoTime());
                }
              });
    }

    @Override
    public void close() {
      gone = true;
      reading.join();
    }
  }

  private static Phase publish(
      Cms cms, TestSite site, int round, String viewed, Function<Visitors, Phase> end) {
    String section = "round-" + round;
    site.page(section, Map.of("jcr:title", "Round " + round));
    List<String> pages =
        IntStream.range(0, PAGES)
            .mapToObj(
                i ->
                    site.page(
                        section + "/page-" + i,
                        Map.of("jcr:title", "Load page " + round + "-" + i + ".")))
            .toList();
    try (Visitors visitors = new Visitors(cms, viewed)) {
      pages.forEach(cms::publish);
      return end.apply(visitors);
    }
  }

  private static Map<String, String> with(Map<String, String> one, Map<String, String> other) {
    Map<String, String> all = new java.util.HashMap<>(one);
    all.putAll(other);
    return all;
  }

  private static double median(Iterable<Double> values) {
    List<Double> all = new ArrayList<>();
    values.forEach(all::add);
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
