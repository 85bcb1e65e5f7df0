// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.raster;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The turn of whoever decodes or draws a picture. All take the same: decoded pictures are the
 * largest things that we ever hold.
 */
public final class OneAtATime {
  private static final ReentrantLock TURN = new ReentrantLock();

  private OneAtATime() {}

  /** What is done with decoded pictures, all of which must be let go when it ends. */
  public interface Work<T> {
    T make() throws IOException;
  }

  /** Waits for the turn, and keeps it while the work lasts. */
  public static <T> T make(Work<T> work) throws IOException {
    TURN.lock();
    try {
      return work.make();
    } finally {
      TURN.unlock();
    }
  }
}
