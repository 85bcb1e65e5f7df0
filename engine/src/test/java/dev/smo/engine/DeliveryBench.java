// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.RemotePost;
import dev.smo.repository.Keys;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How many posts the engine plans and delivers in a second, over a repository in memory and without
 * a CMS that renders pages; {@code ./smo bench} runs it.
 */
@ExtendWith(SlingContextExtension.class)
class DeliveryBench {
  private static final int WORKERS = 100;

  /** A million takes 12 GB of heap, as this repository is in memory. */
  private static final int HISTORY = Integer.getInteger("smo.history", 100_000);

  private final SlingContext context = OakSite.context();
  private final SlowNetwork network = new SlowNetwork();
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
  private Installation smo;
  private int pages;

  /** A network that takes its time, and more over one connection. */
  private static final class SlowNetwork extends ToyNetwork {
    final AtomicInteger sent = new AtomicInteger();

    /** Counts down with posts over every connection that has no answer of its own. */
    volatile CountDownLatch others = new CountDownLatch(0);

    final Map<String, Duration> answers = new ConcurrentHashMap<>();
    volatile Duration answer = Duration.ZERO;

    @Override
    public Outcome publish(Delivery delivery) throws InterruptedException {
      String connection = delivery.connection().id();
      Thread.sleep(answers.getOrDefault(connection, answer).toMillis());
      sent.incrementAndGet();
      if (!answers.containsKey(connection)) {
        others.countDown();
      }
      return new Outcome.Published(new RemotePost(delivery.id(), URI.create("https://toy.test/1")));
    }
  }

  @BeforeEach
  void install() {
    smo = new Installation(context, network);
    smo.workers = workers;
  }

  @AfterEach
  void end() {
    smo.close();
    workers.shutdownNow();
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** For {@code it.tests/bench/plot.mjs}. */
  private static void figure(String json, Object... values) {
    System.out.println("figure " + String.format(Locale.ROOT, json, values));
  }

  private String[] connect(int count) {
    String[] names = IntStream.range(0, count).mapToObj(i -> "c" + i).toArray(String[]::new);
    Arrays.stream(names).forEach(smo::connect);
    smo.posting("text", "{title} {url}", "burstLimit", 0, "connections", names);
    smo.clock.pass(Duration.ofMinutes(1));
    return names;
  }

  /** Publishes so many pages; the seconds that planning them took. */
  private double plan(int count) {
    String[] made =
        IntStream.range(0, count)
            .mapToObj(i -> smo.page("p" + pages, "Page " + pages++))
            .toArray(String[]::new);
    return seconds(() -> Arrays.stream(made).forEach(smo::publish));
  }

  private double workUntil(BooleanSupplier done) {
    return seconds(
        () -> {
          while (!done.getAsBoolean()) {
            smo.work();
            smo.clock.pass(Duration.ofSeconds(1));
          }
        });
  }

  private void deliver(int connections, int posts, int millis) {
    connect(connections);
    network.answer = Duration.ofMillis(millis);
    double planned = plan(posts / connections);
    double sent = workUntil(() -> network.sent.get() == posts);
    System.out.printf(
        "%d connections, answer after %d ms: %d posts, %.0f planned a second, %.0f sent a second%n",
        connections, millis, posts, posts / planned, posts / sent);
    figure(
        "{\"bench\":\"delivery\",\"connections\":%d,\"answer\":%d,\"planned\":%.1f,\"sent\":%.1f}",
        connections, millis, posts / planned, posts / sent);
  }

  @Test
  void oneConnectionThatAnswersAtOnce() {
    deliver(1, 1000, 0);
  }

  @Test
  void oneConnection() {
    deliver(1, 50, 200);
  }

  @Test
  void tenConnectionsThatAnswerAtOnce() {
    deliver(10, 1000, 0);
  }

  @Test
  void tenConnections() {
    deliver(10, 500, 200);
  }

  @Test
  void aHundredConnectionsThatAnswerAtOnce() {
    deliver(100, 1000, 0);
  }

  @Test
  void aHundredConnections() {
    deliver(100, 1000, 200);
  }

  @Test
  void fiveThousandDueAtOnce() {
    deliver(10, 5000, 0);
  }

  /** The nine go on while the tenth hangs: in turns with ten that do not, three times. */
  @Test
  void oneThatHangsBesideNine() {
    connect(10);
    network.answer = Duration.ofMillis(50);
    plan(1);
    workUntil(() -> network.sent.get() == 10);
    double[] ratios = new double[3];
    for (int i = 0; i < ratios.length; i++) {
      double alone = secondsOfNine(Duration.ofMillis(50));
      ratios[i] = secondsOfNine(Duration.ofSeconds(10)) / alone;
    }
    Arrays.sort(ratios);
    System.out.printf(
        "nine connections beside one that hangs: %.2f times as long as beside one that does not%n",
        ratios[1]);
    figure("{\"bench\":\"beside one that hangs\",\"ratio\":%.3f}", ratios[1]);
  }

  /** How long nine connections take for 20 posts each, beside a tenth that answers so late. */
  private double secondsOfNine(Duration tenth) {
    network.answers.put("c0", tenth);
    network.others = new CountDownLatch(180);
    int all = network.sent.get() + 200;
    plan(20);
    CompletableFuture<?> work =
        CompletableFuture.runAsync(() -> workUntil(() -> network.sent.get() == all));
    double seconds = seconds(this::awaitOthers);
    network.answers.put("c0", Duration.ZERO);
    work.join();
    return seconds;
  }

  private void awaitOthers() {
    try {
      network.others.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What waits is found among so much that is over. */
  @Test
  void dueReadingWithHistory() throws Exception {
    connect(1);
    plan(1);
    workUntil(() -> network.sent.get() == 1);
    PostRecord sent = smo.post(Installation.SITE + "/p0");
    int there = 1;
    double first = 0;
    for (int history = 1_000; history <= HISTORY; history *= 10) {
      for (; there < history; there++) {
        String id = Keys.hash("history " + there);
        smo.ledger.add(record(sent, id, there));
      }
      double look =
          IntStream.range(0, 200)
              .mapToDouble(i -> seconds(smo::tick))
              .sorted()
              .skip(100)
              .findFirst()
              .orElseThrow();
      first = first == 0 ? look : first;
      System.out.printf(
          "with %d posts that are out a look takes %.2f times as long%n", history, look / first);
      figure("{\"bench\":\"due\",\"history\":%d,\"ratio\":%.3f}", history, look / first);
    }
    assertEquals(State.SENT, sent.state());
  }

  /** A post like another one that went out so many minutes before it. */
  private static PostRecord record(PostRecord sent, String id, int minutes) {
    PostRecord record =
        PostRecord.draft(id, State.SENT).with(EnumSet.allOf(Key.class), sent).with(Key.PAGE, id);
    for (Key time : List.of(Key.PLANNED, Key.SCHEDULED, Key.SENT)) {
      Optional<Instant> at = sent.time(time);
      if (at.isPresent()) {
        record = record.with(time, at.get().minus(Duration.ofMinutes(minutes)));
      }
    }
    return record;
  }
}
