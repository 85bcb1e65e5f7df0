// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.events.EventQueue.Patience;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

@Timeout(60)
class EventQueueTest {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<String> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch stall = new CountDownLatch(1);
  private final List<String> log = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    stall.countDown();
  }

  private static Patience patience(Duration pause, int tries, Duration atClose) {
    return new Patience(pause, pause, tries, atClose);
  }

  /** A queue whose events are all worked on in the same way. */
  private record Working(EventQueue queue, Consumer<String> work) implements AutoCloseable {
    void add(String path) {
      queue.add(path, () -> work.accept(path));
    }

    @Override
    public void close() {
      queue.close();
    }
  }

  private Working queue(Consumer<String> work) {
    return queue(patience(TICK, 1000, LONG), work);
  }

  private Working queue(Patience patience, Consumer<String> work) {
    return new Working(new EventQueue("queue", patience, logger()), work);
  }

  private void stalled(String event) {
    begun.countDown();
    await(stall);
    done.add(event);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS), "waited in vain");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Notes level and message, and what was thrown. */
  private Logger logger() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, said) -> {
              Object[] more =
                  said[said.length - 1] instanceof Object[] all
                      ? all
                      : Arrays.copyOfRange(said, 1, said.length);
              FormattingTuple text = MessageFormatter.arrayFormat((String) said[0], more);
              String thrown = text.getThrowable() == null ? "" : " " + text.getThrowable();
              log.add(method.getName() + " " + text.getMessage() + thrown);
              return null;
            });
  }

  private void assertLogged(String line) {
    assertTrue(log.contains(line), log::toString);
  }

  @Test
  void addingReturnsWhileTheWorkStandsStill() {
    Working queue = queue(this::stalled);
    queue.add("/content/a");
    await(begun);
    queue.add("/content/b");
    assertEquals(List.of(), done);
    stall.countDown();
    queue.close();
    assertEquals(List.of("/content/a", "/content/b"), done);
  }

  @Test
  void theWorkIsDoneInADaemonOfItsOwn() {
    try (Working queue =
        queue(
            event -> {
              Thread thread = Thread.currentThread();
              done.add(event + " " + thread.getName() + " " + thread.isDaemon());
            })) {
      queue.add("/content/a");
    }
    assertEquals(List.of("/content/a queue true"), done);
  }

  @Test
  void eventsKeepTheirOrderThoughSomeFailAtFirst() {
    AtomicInteger tries = new AtomicInteger();
    Working queue =
        queue(
            event -> {
              if (tries.incrementAndGet() % 3 != 0) {
                throw new IllegalStateException("no commit");
              }
              done.add(event);
            });
    List<String> paths = IntStream.range(0, 100).mapToObj(i -> "/content/" + i).toList();
    paths.forEach(queue::add);
    queue.close();
    assertEquals(paths, done);
    assertEquals(300, tries.get());
  }

  @Test
  void anErrorIsNoEndOfTheThread() {
    AtomicInteger tries = new AtomicInteger();
    try (Working queue =
        queue(
            event -> {
              if (tries.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("dev/smo/Gone");
              }
              done.add(event);
            })) {
      queue.add("/content/a");
    }
    assertEquals(List.of("/content/a"), done);
    assertLogged("warn /content/a failed, try 1 java.lang.NoClassDefFoundError: dev/smo/Gone");
  }

  @Test
  void pausesGrowUpToAMinuteAndEndAfterAnHour() {
    assertEquals(Duration.ofMillis(100), Patience.USUAL.after(1));
    assertEquals(Duration.ofMillis(200), Patience.USUAL.after(2));
    assertEquals(Duration.ofMillis(51_200), Patience.USUAL.after(10));
    assertEquals(Duration.ofMinutes(1), Patience.USUAL.after(11));
    assertEquals(Duration.ofMinutes(1), Patience.USUAL.after(69));
    Duration all =
        IntStream.range(1, Patience.USUAL.tries())
            .mapToObj(Patience.USUAL::after)
            .reduce(Duration.ZERO, Duration::plus);
    assertEquals(60, all.toMinutes());
  }

  @Test
  void whatFailsForGoodIsLoggedWithItsPathAndHoldsNothingElse() {
    Working queue =
        queue(
            patience(TICK, 3, LONG),
            event -> {
              if (event.equals("/content/broken")) {
                throw new IllegalStateException("no such thing");
              }
              done.add(event);
            });
    queue.add("/content/broken");
    queue.add("/content/sound");
    queue.close();
    assertEquals(List.of("/content/sound"), done);
    assertLogged("error /content/broken is lost: it failed 3 times; do it again");
  }

  @Test
  void closingEndsAPauseAndTriesAgain() {
    AtomicInteger tries = new AtomicInteger();
    Working queue =
        queue(
            patience(LONG, 1000, Duration.ofSeconds(10)),
            event -> {
              begun.countDown();
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("no commit");
              }
              done.add(event);
            });
    queue.add("/content/a");
    await(begun);
    queue.close();
    assertEquals(List.of("/content/a"), done);
    assertEquals(
        List.of("warn /content/a failed, try 1 java.lang.IllegalStateException: no commit"), log);
  }

  @Test
  void closingDoesNotWaitForEverAndNamesWhatIsLeft() {
    Working queue = queue(patience(TICK, 1000, TICK), this::stalled);
    queue.add("/content/stuck");
    await(begun);
    queue.add("/content/b");
    queue.add("/content/c");
    queue.close();
    assertLogged(
        "error /content/stuck is still at work while the bundle stops; see what becomes of it");
    assertLogged("error /content/b is lost: the bundle stops; do it again");
    assertLogged("error /content/c is lost: the bundle stops; do it again");
    assertEquals(List.of(), done);
  }

  @Test
  void whatFailsUntilTheQueueIsClosedIsNamedToo() throws InterruptedException {
    AtomicReference<Thread> worker = new AtomicReference<>();
    Working queue =
        queue(
            patience(TICK, Integer.MAX_VALUE, TICK),
            event -> {
              worker.set(Thread.currentThread());
              begun.countDown();
              throw new IllegalStateException("no commit");
            });
    queue.add("/content/a");
    await(begun);
    queue.close();
    worker.get().join(60_000);
    assertFalse(worker.get().isAlive(), "the thread ends");
    assertLogged("error /content/a is lost: the bundle stops; do it again");
  }

  @Test
  void whatIsAddedAfterTheEndIsNamed() {
    Working queue = queue(done::add);
    queue.close();
    queue.add("/content/late");
    assertEquals(List.of(), done);
    assertLogged("error /content/late is lost: the bundle stops; do it again");
  }
}
