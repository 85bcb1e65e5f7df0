// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jetbrains.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the work that an event makes out of the event's thread: a listener of a host only adds, and
 * one daemon thread works, in the order of the events. OSGi's EventAdmin never again calls a
 * handler that once took some seconds, and whoever commits a Sling job waits for the repository.
 *
 * <p>Work that throws, be it an {@link Error}, is done again after pauses that grow; what came
 * later waits meanwhile. What cannot be done for an hour is logged as lost, so that one broken
 * event does not hold all others for good. What waits here dies with the process.
 */
public final class EventQueue implements AutoCloseable {
  private static final String STOPPING = "the bundle stops";

  private final Patience patience;
  private final Logger log;
  private final ThreadPoolExecutor thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Runnable now;

  /**
   * Makes an empty queue; the thread starts with the first event.
   *
   * @param name of the thread
   */
  public EventQueue(String name) {
    this(name, Patience.USUAL, LoggerFactory.getLogger(EventQueue.class));
  }

  EventQueue(String name, Patience patience, Logger log) {
    this.patience = patience;
    this.log = log;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> daemon(name, work),
            (task, pool) -> lost(task, STOPPING));
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Queues an event, and returns at once whatever the repository does.
   *
   * @param event for the log: what happened, with the path
   * @param work what is to be done about it; throws to be done again
   */
  public void add(String event, Runnable work) {
    thread.execute(new Task(event, work));
  }

  /**
   * Waits until what is queued is done, for ten seconds at most. What is left then is logged as
   * lost, and so is what is added later.
   */
  @Override
  public void close() {
    closing.countDown();
    thread.shutdown();
    if (ended()) {
      return;
    }
    // Not shutdownNow(): to interrupt a thread that writes may close the files of the repository.
    closed.countDown();
    Runnable stuck = now;
    if (stuck != null) {
      log.error("{} is still at work while the bundle stops; see what becomes of it", stuck);
    }
    List<Runnable> left = new ArrayList<>();
    thread.getQueue().drainTo(left);
    left.forEach(task -> lost(task, STOPPING));
  }

  private boolean ended() {
    try {
      return thread.awaitTermination(patience.atClose().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void lost(Runnable task, String why) {
    log.error("{} is lost: {}; do it again", task, why);
  }

  /** Waits, not for long once the queue is closing, and not at all once it is closed. */
  private boolean mayTryAgain(int tries) {
    if (tries >= patience.tries()) {
      return false;
    }
    try {
      long pause = patience.after(tries).toMillis();
      if (closing.getCount() == 0) {
        long brief = Math.min(pause, patience.atClose().toMillis() / 10);
        return !closed.await(brief, TimeUnit.MILLISECONDS);
      }
      // Whether the pause is over or the queue is closing: the next try is now.
      boolean unused = closing.await(pause, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * How long to go on with work that fails.
   *
   * @param first pause, which is doubled each time
   * @param longest pause
   * @param tries how often an event is worked on at most
   * @param atClose how long closing may take
   */
  record Patience(Duration first, Duration longest, int tries, Duration atClose) {
    /** An hour. */
    static final Patience USUAL =
        new Patience(Duration.ofMillis(100), Duration.ofMinutes(1), 70, Duration.ofSeconds(10));

    Duration after(int tries) {
      Duration pause = first.multipliedBy(1L << Math.min(tries - 1, 30));
      return pause.compareTo(longest) < 0 ? pause : longest;
    }
  }

  private final class Task implements Runnable {
    private final String event;
    private final Runnable work;

    Task(String event, Runnable work) {
      this.event = event;
      this.work = work;
    }

    @Override
    public void run() {
      now = this;
      int tries = 1;
      while (!done(tries)) {
        if (!mayTryAgain(tries)) {
          lost(this, tries < patience.tries() ? STOPPING : "it failed " + tries + " times");
          break;
        }
        tries++;
      }
      now = null;
    }

    private boolean done(int tries) {
      try {
        work.run();
        return true;
      } catch (Throwable e) {
        log.warn("{} failed, try {}", event, tries, e);
        return false;
      }
    }

    @Override
    public String toString() {
      return event;
    }
  }
}
