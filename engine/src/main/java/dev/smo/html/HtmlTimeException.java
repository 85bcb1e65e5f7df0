// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.html;

import java.io.IOException;

/**
 * A page took too long to parse, which says as much of this machine, just now, as of the page:
 * another time may tell. The message says so, for people.
 */
public final class HtmlTimeException extends IOException {
  private static final long serialVersionUID = 1L;

  HtmlTimeException(String message) {
    super(message);
  }
}
