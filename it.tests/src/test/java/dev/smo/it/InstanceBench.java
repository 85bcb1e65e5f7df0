// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the whole product costs an instance that has nothing to do: Sling CMS with and without it,
 * in turns, so that whatever else the machine does falls on both. {@code ./smo bench} runs it; it
 * reads {@code /proc}, so it needs Linux.
 */
class InstanceBench {
  private static final int STARTS = Integer.getInteger("smo.bench.starts", 5);

  /** Posts that wait for a time that is years away. */
  private static final int WAITING = Integer.getInteger("smo.bench.waiting", 2_000);

  private static final String SAMPLE = "/content/smo-sample/en/index";
  private static final String PAGE = "/content/apache/sling-apache-org/index.html";
  private static final Duration REST = Duration.ofMinutes(2);
  private static final String JCMD =
      Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
  private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");
  private static final Pattern WOKEN = Pattern.compile("(?m)^voluntary_ctxt_switches:\\s+(\\d+)$");

  /**
   * One instance at rest.
   *
   * @param starts milliseconds of each start
   * @param heap kilobytes that are used after a collection
   * @param wakeUps how often a minute a thread woke up
   */
  private record Cost(long[] starts, long heap, long threads, double wakeUps) {
    double start() {
      long[] sorted = starts.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2] / 1e3;
    }

    void print(String name) {
      System.out.printf(
          "%s: start %.1f s (median of %d), heap at rest %.1f MB, %d threads, %.0f wake-ups a"
              + " minute%n",
          name, start(), starts.length, heap / 1024.0, threads, wakeUps);
    }
  }

  @Test
  void whatTheProductCostsAnInstance() throws IOException, InterruptedException {
    try (SlingCms without = SlingCms.bare("bench-without", "bench", cms -> {});
        SlingCms with = SlingCms.whole("bench-with", "bench")) {
      List<SlingCms> both = List.of(without, with);
      long[][] starts = new long[2][STARTS];
      for (int round = 0; round < STARTS; round++) {
        for (int i = 0; i < both.size(); i++) {
          both.get(i).close();
          starts[i][round] = start(both.get(i));
        }
      }
      Cost bare = atRest(without, starts[0]);
      Cost whole = atRest(with, starts[1]);
      bare.print("Sling CMS alone");
      whole.print("Sling CMS with SMO");
      System.out.printf(
          "with SMO: start %.2f times as long, %.1f MB of heap, %d threads and %.0f wake-ups a"
              + " minute more%n",
          whole.start() / bare.start(),
          (whole.heap() - bare.heap()) / 1024.0,
          whole.threads() - bare.threads(),
          whole.wakeUps() - bare.wakeUps());
      figure("start", whole.start(), bare.start());
      figure("heap", whole.heap(), bare.heap());
      figure("threads", whole.threads(), bare.threads());
      figure("wake-ups", whole.wakeUps(), bare.wakeUps());
      heapOfWaitingPosts(with);
      assertTrue(whole.start() < 2 * bare.start(), "a start takes twice as long");
    }
  }

  /**
   * What a post that waits costs in memory, looked at after a start: what the repository keeps of
   * what was written last is there without posts as well.
   */
  private static void heapOfWaitingPosts(SlingCms cms) throws IOException, InterruptedException {
    wait(new Cms(cms), 0);
    long before = heapAfterStart(cms);
    for (int i = 1; i <= WAITING; i++) {
      wait(new Cms(cms), i);
    }
    double each = (heapAfterStart(cms) - before) * 1024.0 / WAITING;
    System.out.printf("%d posts that wait for years: %.0f bytes of heap each%n", WAITING, each);
    Figures.print("waiting", Map.of("posts", WAITING, "bytesEach", each));
  }

  private static long heapAfterStart(SlingCms cms) throws IOException, InterruptedException {
    cms.close();
    start(cms);
    Thread.sleep(REST.toMillis());
    return heap(pid(cms));
  }

  private static void wait(Cms smo, int number) {
    HttpResponse<String> said =
        smo.change(
            "/bin/smo/notes",
            Map.of(
                "page",
                SAMPLE,
                "connection",
                "sandbox",
                "text",
                "A note of the year 2099, number " + number,
                "when",
                "2099-01-01T09:00",
                "token",
                "waiting-" + number));
    assertEquals(200, said.statusCode(), said::body);
  }

  private static void figure(String what, double with, double without) {
    Figures.print(
        "instance",
        Map.of("what", what, "with", with, "without", without, "ratio", with / without));
  }

  /**
   * Until a page of the CMS itself is served, which it is not before all bundles are up: the script
   * waits for more where SMO is in.
   */
  private static long start(SlingCms cms) {
    long from = System.nanoTime();
    CompletableFuture<Void> script = CompletableFuture.runAsync(cms::start);
    Eventually.see("page of the CMS", Duration.ofMinutes(5), () -> served(cms), up -> up);
    long took = Duration.ofNanos(System.nanoTime() - from).toMillis();
    script.join();
    return took;
  }

  private static boolean served(SlingCms cms) {
    try {
      return Http.stranger().get(cms.uri(PAGE)).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static Cost atRest(SlingCms cms, long[] starts) throws IOException, InterruptedException {
    String pid = pid(cms);
    // What the start left behind settles, and is not counted.
    Thread.sleep(REST.toMillis());
    long heap = heap(pid);
    Path tasks = Path.of("/proc", pid, "task");
    long before = woken(tasks);
    Thread.sleep(REST.toMillis());
    double wakeUps = (double) (woken(tasks) - before) / REST.toMinutes();
    try (Stream<Path> threads = Files.list(tasks)) {
      return new Cost(starts, heap, threads.count(), wakeUps);
    }
  }

  private static String pid(SlingCms cms) throws IOException {
    return Files.readString(cms.home().resolve("pid")).strip();
  }

  /** Kilobytes that are used after a collection. */
  private static long heap(String pid) throws IOException, InterruptedException {
    run(JCMD, pid, "GC.run");
    return sum(USED.matcher(run(JCMD, pid, "GC.heap_info").split("Metaspace", 2)[0]));
  }

  private static long woken(Path tasks) throws IOException {
    long all = 0;
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        Path status = thread.resolve("status");
        // One may end while it is looked at.
        all += Files.exists(status) ? sum(WOKEN.matcher(Files.readString(status))) : 0;
      }
    }
    return all;
  }

  private static long sum(Matcher numbers) {
    return numbers.results().map(MatchResult::group).mapToLong(InstanceBench::number).sum();
  }

  private static long number(String text) {
    return Long.parseLong(text.replaceAll("\\D", ""));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor() == 0, said);
    return said;
  }
}
