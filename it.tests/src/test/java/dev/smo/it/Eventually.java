// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jetbrains.annotations.Nullable;
import org.openqa.selenium.StaleElementReferenceException;
import org.opentest4j.AssertionFailedError;

/** Waits for a condition on a server that takes its time; fails with what was seen last. */
final class Eventually {
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Eventually() {}

  /** The first value that {@code wanted} accepts. */
  static <T> T see(String what, Supplier<T> look, Predicate<T> wanted) {
    return see(what, LONGEST, look, wanted);
  }

  static <T> T see(String what, Duration longest, Supplier<T> look, Predicate<T> wanted) {
    Instant deadline = Instant.now().plus(longest);
    while (true) {
      @Nullable T seen = null;
      try {
        seen = look.get();
        if (wanted.test(seen)) {
          return seen;
        }
      } catch (StaleElementReferenceException e) {
        // The page drew this part anew between finding and reading it.
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionFailedError(
            "no " + what + " within " + longest.toSeconds() + " s; last seen: " + seen);
      }
      pause();
    }
  }

  static <T> T found(String what, Supplier<Optional<T>> look) {
    return see(what, look, Optional::isPresent).orElseThrow();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
