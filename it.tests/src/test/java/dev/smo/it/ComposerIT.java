// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The composer in a real browser. The steps are those of {@code it.tests/browser/composer.mjs}. */
@OnSlingCms
class ComposerIT {
  @Test
  void picturesWordsAndAccountsOfAPostAreChosenByMouseAndWithout(Cms cms) {
    String base = cms.uri("").toString();
    String said =
        Program.output(SlingCms.PROJECT.resolve("it.tests/browser"), "node", "composer.mjs", base);
    assertTrue(said.contains("ok  the composer keeps to its server"), said);
  }
}
