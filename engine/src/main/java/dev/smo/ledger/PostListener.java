// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.ledger;

import org.jetbrains.annotations.Nullable;

/** Hears of posts that took a step, after its commit, on the node that took it; must be quick. */
public interface PostListener {
  /**
   * A post is in another state.
   *
   * @param before the state that it was in; null: it is new
   * @param post as it is now
   */
  void stepped(@Nullable State before, PostRecord post);
}
