// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What testing a connection showed. */
public sealed interface Verification {
  /**
   * It works.
   *
   * @param account the account's public name
   * @param profile address of its public page
   * @param expires when its token ends, where it does
   * @param followers how many follow it, where the network says so; never 0 for want of an answer
   */
  record Valid(String account, URI profile, Optional<Instant> expires, OptionalLong followers)
      implements Verification {
    /** Of a network that does not say how many follow. */
    public Valid(String account, URI profile, Optional<Instant> expires) {
      this(account, profile, expires, OptionalLong.empty());
    }
  }

  /** The network refuses it; the reason says what a person must do. */
  record Invalid(String reason) implements Verification {}

  /** The network could not be asked. */
  record Unreachable(String reason) implements Verification {}
}
