// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import dev.smo.endpoint.Refusal;
import dev.smo.endpoint.Visitor;

/** Who sees what is told here. */
final class Administrators {
  private Administrators() {}

  /**
   * Lets administrators of SMO pass.
   *
   * @throws Refusal the visitor is none
   */
  static void only(Visitor visitor) {
    if (!visitor.administrator()) {
      throw Refusal.forbidden(
          "Only administrators of SMO see this. Ask one, or to be put into the group"
              + " smo-administrators.");
    }
  }
}
