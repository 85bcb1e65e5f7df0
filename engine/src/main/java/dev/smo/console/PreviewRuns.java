// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import dev.smo.endpoint.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jetbrains.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Makes previews while people type: few at once, each within a time, and none that nobody waits for
 * any more. A browser that asks anew has given up what it asked before, so the newer run of a form
 * ends the older; that is how a client that is gone shows, since a servlet does not hear of it. A
 * run that is ended stops at its next look into the repository, whose session ends with the
 * request; what it does between two looks is bounded. It is not interrupted, because the repository
 * closes a file whose reader is.
 */
@Component(service = PreviewRuns.class)
public class PreviewRuns {
  private static final int AT_ONCE = 4;
  private static final int WAITING = 16;

  private final Map<String, CompletableFuture<?>> running = new ConcurrentHashMap<>();
  private final Duration longest;
  private final ThreadPoolExecutor threads;

  @Activate
  public PreviewRuns() {
    this(Duration.ofSeconds(10), AT_ONCE, WAITING);
  }

  PreviewRuns(Duration longest, int atOnce, int waiting) {
    this.longest = longest;
    threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            /* keepAliveTime= */ 60,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> {
              Thread thread = new Thread(task, "smo-preview");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Deactivate
  void close() {
    threads.shutdown();
  }

  /**
   * Makes one.
   *
   * @param form whose newer run ends this one
   * @throws Refusal there are too many, it took too long, or a newer one took its place
   */
  <T> T run(String form, Callable<T> preview) {
    CompletableFuture<T> wanted = new CompletableFuture<>();
    CompletableFuture<?> older = running.put(form, wanted);
    if (older != null) {
      older.completeExceptionally(Refusal.conflict("A newer preview took the place of this one."));
    }
    try {
      threads.execute(() -> make(wanted, preview));
      return wanted.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw Refusal.busy("Too many previews are being made. Try again.");
    } catch (TimeoutException e) {
      throw Refusal.busy(
          "The preview took longer than " + longest.toSeconds() + " seconds and was given up.");
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("The server is stopping.");
    } finally {
      wanted.cancel(/* mayInterruptIfRunning= */ false);
      running.remove(form, wanted);
    }
  }

  private static <T> void make(CompletableFuture<T> wanted, Callable<T> preview) {
    if (wanted.isDone()) {
      return;
    }
    try {
      wanted.complete(preview.call());
    } catch (Exception | Error e) {
      // Whoever waits says it; nobody else wants to know.
      wanted.completeExceptionally(e);
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
