// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What people do seldom, and find by themselves; with the clicks that it takes. */
@OnSlingCms
class JobsIT {
  @Test
  void anAccountIsConnectedAndASecondSiteSetUpWithoutAManual(Cms cms, Networks networks) {
    String steps =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"),
            "node",
            "jobs.mjs",
            cms.uri("").toString(),
            networks.mastodon().uri().toString());
    assertEquals(2, steps.lines().filter(line -> line.startsWith("ok  ")).count(), steps);
  }
}
