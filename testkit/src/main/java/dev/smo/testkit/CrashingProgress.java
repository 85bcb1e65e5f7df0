// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Progress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps steps as the engine does, and crashes right after the commit of as many as it is told. */
final class CrashingProgress implements Progress {
  private final Map<String, String> steps = new LinkedHashMap<>();
  private final Runnable crashing;
  private int left;

  /** The end of a node, as far as a connector sees it. */
  private static final class Crash extends IOException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("The kit crashed after the commit of a step");
    }
  }

  /**
   * @param crashAfter number of the step; 0: never
   * @param crashing what to do at that moment
   */
  CrashingProgress(int crashAfter, Runnable crashing) {
    left = crashAfter;
    this.crashing = crashing;
  }

  @Override
  public Optional<String> of(String step) {
    return Optional.ofNullable(steps.get(step));
  }

  @Override
  public void done(String step, String value) throws IOException {
    assertTrue(step.matches("[A-Za-z0-9-]{1,100}"), () -> "no name of a step: " + step);
    assertTrue(value.length() <= LONGEST, () -> "too long a value of step " + step);
    assertTrue(!value.contains(Scene.SECRET), () -> "a secret is kept of step " + step);
    steps.put(step, value);
    assertTrue(steps.size() <= MOST, "too many steps");
    if (--left == 0) {
      crashing.run();
      throw new Crash();
    }
  }
}
