// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Short links, results and goals in a real browser. The steps are those of {@code
 * it.tests/browser/results.mjs}.
 */
@OnSlingCms
class ResultsIT {
  @Test
  void whatPeopleDoWithPostsIsCountedShownAndMeasured(Cms cms) {
    String base = cms.uri("").toString();
    String said =
        Program.output(SlingCms.PROJECT.resolve("it.tests/browser"), "node", "results.mjs", base);
    assertTrue(said.contains("ok  a goal and a campaign are removed"), said);
  }
}
