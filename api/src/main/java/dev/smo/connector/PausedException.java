// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.io.IOException;
import java.time.Duration;

/** A network that was only asked wants to be left alone for a while. */
public class PausedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration after;

  /**
   * @param after how long; zero where the network did not say
   */
  public PausedException(Duration after, String message) {
    super(message);
    this.after = after;
  }

  public Duration after() {
    return after;
  }
}
