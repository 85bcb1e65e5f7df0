// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.syndication;

import java.time.Instant;

/**
 * What would be written to a record was read before what stands there, or by a clock that is
 * behind: which of the two, nobody can tell, so the page has to be read again.
 */
final class ReadBeforeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** When what stands there was read, by the clock of whoever read it. */
  final Instant last;

  ReadBeforeException(Instant last) {
    super("The page was read again at " + last);
    this.last = last;
  }
}
