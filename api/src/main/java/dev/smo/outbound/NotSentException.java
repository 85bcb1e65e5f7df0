// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.outbound;

import java.io.IOException;

/** The request certainly never reached its server, so repeating it is harmless. */
public class NotSentException extends IOException {
  private static final long serialVersionUID = 1L;

  public NotSentException(String message) {
    super(message);
  }

  public NotSentException(String message, Throwable cause) {
    super(message, cause);
  }
}
