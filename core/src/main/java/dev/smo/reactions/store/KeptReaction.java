// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

import java.time.Instant;

/**
 * A reaction as the store keeps it.
 *
 * @param id name of its node: 64 hexadecimal digits, computed from page, source and key
 * @param page identity of the page
 * @param path where the page was when the reaction last changed
 * @param seen when it came in first
 * @param decidedBy who moderated it; empty where the policy did
 * @param hiddenThere whether it is hidden at its source, too, because a person wanted it so
 */
public record KeptReaction(
    String id,
    String page,
    String path,
    Reaction reaction,
    Moderation moderation,
    Instant seen,
    String decidedBy,
    boolean hiddenThere) {

  /** A copy about which a person decided. */
  public KeptReaction moderated(Moderation decision, String user) {
    return new KeptReaction(id, page, path, reaction, decision, seen, user, hiddenThere);
  }

  /** A copy that shows on a page elsewhere. */
  public KeptReaction at(String elsewhere) {
    return new KeptReaction(
        id, page, elsewhere, reaction, moderation, seen, decidedBy, hiddenThere);
  }

  /** A copy that is hidden at its source, or is not. */
  public KeptReaction hidden(boolean there) {
    return new KeptReaction(id, page, path, reaction, moderation, seen, decidedBy, there);
  }
}
