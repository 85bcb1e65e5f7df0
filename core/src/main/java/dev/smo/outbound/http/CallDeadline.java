// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound.http;

import dev.smo.outbound.Answer;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.Request;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jetbrains.annotations.Nullable;

/**
 * Until when the calls of one thread may begin, and who looks at their answers. The engine sets it
 * around a connector, so that no connector has to remember either. Threads that a connector starts
 * by itself are not covered.
 */
public final class CallDeadline {
  private static final ThreadLocal<@Nullable CallDeadline> CURRENT = new ThreadLocal<>();

  private final Clock clock;
  private final Instant deadline;
  private final Consumer<Answer> answers;

  private CallDeadline(Clock clock, Instant deadline, Consumer<Answer> answers) {
    this.clock = clock;
    this.deadline = deadline;
    this.answers = answers;
  }

  /**
   * Does something in whose thread no request is begun after a time.
   *
   * @param answers sees every answer that the requests of this thread get
   */
  public static <T> T within(
      Clock clock, Instant deadline, Consumer<Answer> answers, Callable<T> work) throws Exception {
    @Nullable CallDeadline before = CURRENT.get();
    CURRENT.set(new CallDeadline(clock, deadline, answers));
    try {
      return work.call();
    } finally {
      CURRENT.set(before);
    }
  }

  /**
   * @throws NotSentException it is too late to begin a request
   */
  static void check(Request request) throws NotSentException {
    @Nullable CallDeadline current = CURRENT.get();
    if (current != null && !current.clock.instant().isBefore(current.deadline)) {
      throw new NotSentException(request + ": not begun, because its time is over");
    }
  }

  static void saw(Answer answer) {
    @Nullable CallDeadline current = CURRENT.get();
    if (current != null) {
      current.answers.accept(answer);
    }
  }
}
