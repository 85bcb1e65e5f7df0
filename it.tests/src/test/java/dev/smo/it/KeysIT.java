// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What people do in the console every day, in a real browser and without a mouse. */
@OnSlingCms
class KeysIT {
  @Test
  void dailyJobsAreDoneByKeysAlone(Cms cms) {
    String steps =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"),
            "node",
            "keys.mjs",
            cms.uri("").toString());
    assertEquals(6, steps.lines().filter(line -> line.startsWith("ok  ")).count(), steps);
  }
}
