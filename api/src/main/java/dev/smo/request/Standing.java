// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.request;

/** How far a post has come, told to whoever waits for it. */
public enum Standing {
  /** On its way; nobody needs to do anything. */
  OPEN,
  /** Stopped until a person decides: to be approved, or held back by a burst or the gate. */
  WAITING,
  /** The network has it. */
  OUT,
  /** Does not go out, for the reason that it states; nothing went wrong. */
  SKIPPED,
  /** A person said no or took it back, or a policy took it back. */
  CALLED_OFF,
  /** Not out, or nobody can tell whether it is: a person must look. */
  FAILED;

  /** Whether nothing will change any more unless a person steps in. */
  public boolean settled() {
    return this != OPEN && this != WAITING;
  }
}
