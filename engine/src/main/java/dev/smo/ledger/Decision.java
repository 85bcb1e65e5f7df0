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
 * @param reason what the person said of it, in one line; empty where nothing was said
 */
public record Decision(Instant at, String who, String what, String revision, String reason) {
  /** Most characters of a reason. */
  public static final int LONGEST_REASON = 500;

  /** Of which nobody said why. */
  public Decision(Instant at, String who, String what, String revision) {
    this(at, who, what, revision, "");
  }

  static Decision parse(String line) {
    String[] said = line.split("\n", 2);
    String[] parts = said[0].split(" ", 4);
    return new Decision(
        Instant.parse(parts[0]), parts[3], parts[2], parts[1], said.length > 1 ? said[1] : "");
  }

  /**
   * How it stands in the repository: names of people may have spaces, so they come last, and the
   * reason is on a line of its own.
   */
  String line() {
    String line = at + " " + revision + " " + what + " " + who;
    return reason.isEmpty() ? line : line + "\n" + reason;
  }
}
