// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connector;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** What testing a connection showed. */
public sealed interface Verification {
  /**
   * It works.
   *
   * @param account the account's public name
   * @param profile address of its public page
   * @param expires when its token ends, where it does
   */
  record Valid(String account, URI profile, Optional<Instant> expires) implements Verification {}

  /** The network refuses it; the reason says what a person must do. */
  record Invalid(String reason) implements Verification {}

  /** The network could not be asked. */
  record Unreachable(String reason) implements Verification {}
}
