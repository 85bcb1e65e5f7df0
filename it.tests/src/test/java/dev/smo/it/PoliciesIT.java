// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The page of policies in a real browser. The steps are those of {@code
 * it.tests/browser/policies.mjs}.
 */
@OnSlingCms
class PoliciesIT {
  @Test
  void theSettingsOfASecondSiteAreMadeTriedSavedAndCarriedElsewhere(Cms cms) {
    String base = cms.uri("").toString();
    String said =
        Program.output(SlingCms.PROJECT.resolve("it.tests/browser"), "node", "policies.mjs", base);
    assertTrue(said.contains("ok  everything is done by keyboard alone"), said);
  }
}
