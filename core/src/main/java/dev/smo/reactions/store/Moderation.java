// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.reactions.store;

/** Whether strangers see a reaction. */
public enum Moderation {
  /** Waits for a person. */
  PENDING,
  /** Shown. */
  APPROVED,
  /** Not shown; kept, so that it does not come back with the next look at its network. */
  HIDDEN
}
