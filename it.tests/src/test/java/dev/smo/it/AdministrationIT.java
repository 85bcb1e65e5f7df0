// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The page for administrators in a real browser. The steps are those of {@code
 * it.tests/browser/administration.mjs}.
 */
@OnSlingCms
class AdministrationIT {
  @Test
  void administratorsSeeWhetherTheMachineIsWell(Cms cms) {
    String base = cms.uri("").toString();
    String said =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"), "node", "administration.mjs", base);
    assertTrue(said.contains("ok  the web console of Felix prints the summary"), said);
  }
}
