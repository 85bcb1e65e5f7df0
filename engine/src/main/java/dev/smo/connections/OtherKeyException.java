// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

/**
 * Secrets that are stored, and that this node cannot open: it has another key than the one they
 * were encrypted with, or none. Another node of the cluster may have it, so nothing has failed.
 */
public final class OtherKeyException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what to do. */
  OtherKeyException(String which, Throwable cause) {
    super(
        which
            + " cannot be opened: this node has another key than the one it was encrypted with, or"
            + " none. Give all nodes the same key, or enter it again.",
        cause);
  }
}
