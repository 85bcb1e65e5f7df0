// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.lanes.Lane;
import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.http.CallDeadline;
import dev.smo.post.Connection;
import dev.smo.repository.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls connectors so that nothing they do, or fail to do, harms the engine. */
@Component(service = NetworkCalls.class)
public class NetworkCalls {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkCalls.class);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "smo-network-call");
            thread.setDaemon(true);
            return thread;
          });

  private final Clock clock;
  private final NetworkClock theirs = new NetworkClock();

  @Activate
  public NetworkCalls(@Reference(target = SystemClock.ONLY) Clock clock) {
    this.clock = clock;
  }

  /** One call of a connector. */
  @FunctionalInterface
  public interface Call<T> {
    /**
     * Calls.
     *
     * @param deadline when nobody waits any more; no request is begun after it
     */
    T until(Instant deadline) throws Exception;
  }

  /** By how much the clock here is ahead of those of the networks, as far as they told. */
  public Optional<Duration> clockAhead() {
    return theirs.ahead();
  }

  @Deactivate
  void close() {
    threads.shutdownNow();
  }

  /**
   * Calls for an outcome, within a time. Whatever may have happened before a fault or the end of
   * the time counts as unknown; only what certainly was not sent counts as deferred.
   *
   * @param connection whose secrets are taken out of every reason, the connector's own included
   */
  public Outcome outcome(Connection connection, Call<Outcome> call, Duration longest)
      throws InterruptedException {
    return outcome(connection, call, longest, new Listener<>() {});
  }

  /** A call that has begun, and whose answer may still come. */
  public static final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private NoAnswerException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Who hears of a call more than its result. */
  public interface Listener<T> {
    /** An answer that the connector gets. */
    default void answered(Answer answer) {}

    /** What the connector said when its time was over. */
    default void late(T result) {}
  }

  private static Listener<Outcome> redacting(Connection connection, Listener<Outcome> listener) {
    return new Listener<>() {
      @Override
      public void answered(Answer answer) {
        listener.answered(answer);
      }

      @Override
      public void late(Outcome outcome) {
        listener.late(redacted(connection, outcome));
      }
    };
  }

  /** As {@link #outcome(Connection, Call, Duration)}, with a listener. */
  public Outcome outcome(
      Connection connection, Call<Outcome> call, Duration longest, Listener<Outcome> listener)
      throws InterruptedException {
    try {
      return redacted(connection, call(call, longest, redacting(connection, listener)));
    } catch (NotSentException e) {
      String reason = connection.redact(String.valueOf(e.getMessage()));
      return new Outcome.Deferred(Duration.ZERO, reason);
    } catch (IOException e) {
      String reason = connection.redact(String.valueOf(e.getMessage()));
      return new Outcome.Unknown("The answer was lost: " + reason);
    } catch (RuntimeException | Error e) {
      LOG.error("The connector of {} is faulty: {}", connection, trace(connection, e));
      return new Outcome.Unknown("The connector is faulty: " + reason(connection, e));
    }
  }

  /** Connectors quote what networks answer, and networks quote what they were sent. */
  private static Outcome redacted(Connection connection, Outcome outcome) {
    if (outcome instanceof Outcome.InProgress again) {
      return new Outcome.InProgress(believed(again.after()), connection.redact(again.reason()));
    }
    if (outcome instanceof Outcome.Deferred later) {
      return new Outcome.Deferred(believed(later.after()), connection.redact(later.reason()));
    }
    if (outcome instanceof Outcome.Rejected no) {
      return new Outcome.Rejected(connection.redact(no.reason()));
    }
    if (outcome instanceof Outcome.Unauthorised no) {
      return new Outcome.Unauthorised(connection.redact(no.reason()));
    }
    if (outcome instanceof Outcome.Taken taken) {
      return new Outcome.Taken(taken.first(), connection.redact(taken.reason()));
    }
    return outcome instanceof Outcome.Unknown unknown
        ? new Outcome.Unknown(connection.redact(unknown.reason()))
        : outcome;
  }

  /** How long a network is left alone that asks for a time; see {@link Lane#LONGEST_ASKED}. */
  public static Duration believed(Duration asked) {
    return asked.compareTo(Lane.LONGEST_ASKED) > 0 ? Lane.LONGEST_ASKED : asked;
  }

  /** As of outcomes: reasons without the connection's secrets. */
  public static Reconciliation redacted(Connection connection, Reconciliation answer) {
    if (answer instanceof Reconciliation.AskLater later) {
      return new Reconciliation.AskLater(
          believed(later.after()), connection.redact(later.reason()));
    }
    return answer instanceof Reconciliation.CannotTell cannot
        ? new Reconciliation.CannotTell(connection.redact(cannot.reason()))
        : answer;
  }

  /** Why a connector threw, for people: no name of a class, and no secret of the connection. */
  public static String reason(Connection connection, Throwable thrown) {
    String said = Objects.toString(thrown.getMessage(), "");
    int name = Math.max(said.lastIndexOf("Exception: "), said.lastIndexOf("Error: "));
    String plain = said.substring(name < 0 ? 0 : said.indexOf(' ', name) + 1);
    return plain.isBlank() ? "the server's log says more" : connection.redact(plain);
  }

  /**
   * What a connector threw, with its stack. Its words may hold what the network was sent, so the
   * connection's secrets are taken out of them.
   */
  public static String trace(Connection connection, Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return connection.redact(trace.toString());
  }

  /** As {@link #outcome} for calls that only read. */
  public <T> T call(Call<T> call, Duration longest) throws IOException, InterruptedException {
    return call(call, longest, new Listener<>() {});
  }

  /**
   * As {@link #call(Call, Duration)}, with a listener.
   *
   * @throws NoAnswerException the time is over; what the connector says is heard by the listener
   */
  public <T> T call(Call<T> call, Duration longest, Listener<T> listener)
      throws IOException, InterruptedException {
    Instant begun = Instant.now(clock);
    Instant deadline = begun.plus(longest);
    mustBeBefore(deadline);
    AtomicBoolean awaited = new AtomicBoolean(true);
    Future<T> future =
        threads.submit(
            () -> {
              mustBeBefore(deadline);
              T result =
                  CallDeadline.within(
                      clock,
                      deadline,
                      answer -> {
                        theirs.saw(answer, begun, Instant.now(clock));
                        listener.answered(answer);
                      },
                      () -> call.until(deadline));
              if (!awaited.getAndSet(false)) {
                late(listener, result);
              }
              return result;
            });
    try {
      return await(future, longest, awaited);
    } catch (InterruptedException e) {
      interrupted(future, awaited, listener);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
    }
  }

  /** Whoever stalls past its deadline, as in a long pause of the machine, begins nothing. */
  private void mustBeBefore(Instant deadline) throws NotSentException {
    if (!Instant.now(clock).isBefore(deadline)) {
      throw new NotSentException("The call was not begun: its time is over.");
    }
  }

  private static <T> T await(Future<T> future, Duration longest, AtomicBoolean awaited)
      throws IOException, InterruptedException, ExecutionException {
    try {
      return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (!awaited.getAndSet(false)) {
        // The answer came in this moment.
        return future.get();
      }
      future.cancel(true);
      throw new NoAnswerException("no answer within " + longest.toSeconds() + " s", e);
    }
  }

  /** Who waited is gone, so the answer is for the listener, whether it is there or still comes. */
  private static <T> void interrupted(Future<T> future, AtomicBoolean awaited, Listener<T> listener)
      throws InterruptedException {
    if (awaited.getAndSet(false)) {
      future.cancel(true);
      return;
    }
    try {
      // The answer came in this moment.
      late(listener, future.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer that was there failed", e);
    }
  }

  /** Nobody would hear of what is thrown here. */
  private static <T> void late(Listener<T> listener, T result) {
    // The interrupt was for the call. A repository refuses to commit in an interrupted thread.
    boolean interrupted = Thread.interrupted();
    try {
      listener.late(result);
    } catch (RuntimeException | Error e) {
      LOG.error("An answer that came late could not be noted", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
