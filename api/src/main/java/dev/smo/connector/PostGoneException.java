// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.io.IOException;

/** A post that was out is certainly not there any more. */
public class PostGoneException extends IOException {
  private static final long serialVersionUID = 1L;

  public PostGoneException(String message) {
    super(message);
  }
}
