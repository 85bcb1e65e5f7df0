// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import java.io.IOException;

/** Nobody can sign in in this way; the message says what to do. */
final class SignInRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  SignInRefusedException(String message) {
    super(message);
  }
}
