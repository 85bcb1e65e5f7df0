// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The console's calendar and Today, as people and their calendars use them. The steps are those of
 * {@code calendar.mjs} in {@code it.tests/browser}, whose browser driver makes trusted drag events.
 */
@OnSlingCms
class CalendarIT {
  @Test
  void postsAreSeenAndMovedAndReadByOtherCalendars(Cms cms) {
    String steps =
        Program.output(
            SlingCms.PROJECT.resolve("it.tests/browser"),
            "node",
            "calendar.mjs",
            cms.uri("/").toString());
    assertTrue(steps.contains("ok  accessible: narrow"), steps);
  }
}
