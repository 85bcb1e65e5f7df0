// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import java.util.List;

/** The health checks of SMO; there are none where the host knows no such checks. */
public interface Checks {
  /**
   * What a check found.
   *
   * @param status {@code OK}, {@code WARN}, {@code TEMPORARILY_UNAVAILABLE}, {@code CRITICAL} or
   *     {@code HEALTH_CHECK_ERROR}
   */
  record Check(String name, String status, List<Message> messages) {}

  /** A sentence of a check, with a status as the check's. */
  record Message(String status, String message) {}

  /** Runs all of them, in the order of their names. */
  List<Check> run();
}
