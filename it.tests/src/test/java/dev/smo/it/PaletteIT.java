// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Authors place components in the editor of Sling CMS with a real mouse, keyboard and finger, and
 * administrators open policies for them. The steps are those of {@code palette.mjs} and {@code
 * palettekeys.mjs} in {@code it.tests/browser}, whose browser driver makes trusted drag events,
 * which Selenium does not across frames.
 */
@OnSlingCms
class PaletteIT {
  private static final Path BROWSER = SlingCms.PROJECT.resolve("it.tests/browser");

  @Test
  void authorsPlaceComponentsWhereThePolicyAllowsThem(Cms cms) {
    String steps = Program.output(BROWSER, "node", "palette.mjs", cms.uri("/").toString());
    assertTrue(steps.contains("ok  in German"), steps);
  }

  @Test
  void noKeyIsLostWhileThePaletteOrTheCmsIsAtWork(Cms cms) {
    String steps = Program.output(BROWSER, "node", "palettekeys.mjs", cms.uri("/").toString());
    assertTrue(steps.contains("ok  a key pressed in a document that is still loading"), steps);
  }
}
