// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import java.time.Instant;

/**
 * One entry in the history of a post.
 *
 * @param at when
 * @param who the person; empty where it was what became of the page
 * @param what one word, such as {@code approve}
 * @param revision what was read by whoever decided, see {@link PostRecord#revision}
 */
public record Decision(Instant at, String who, String what, String revision) {
  static Decision parse(String line) {
    String[] parts = line.split(" ", 4);
    return new Decision(Instant.parse(parts[0]), parts[3], parts[2], parts[1]);
  }

  /** How it stands in the repository: names of people may have spaces, so they come last. */
  String line() {
    return at + " " + revision + " " + what + " " + who;
  }
}
