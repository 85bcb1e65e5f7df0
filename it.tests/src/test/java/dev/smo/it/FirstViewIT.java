// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * What pages of the console weigh. The steps are those of {@code it.tests/browser/firstview.mjs}.
 */
@OnSlingCms
class FirstViewIT {
  @Test
  void aFirstViewOfAnyPageIsLight(Cms cms) {
    String said =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"),
            "node",
            "firstview.mjs",
            cms.uri("").toString());
    assertTrue(said.contains("ok  no page asks another server, and none has an error"), said);
  }
}
