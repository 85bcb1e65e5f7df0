// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.fixture.SiteContext;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class SiteZoneTest {
  private final SlingContext context = SiteContext.create();

  private ZoneId zone() {
    return SiteZone.of(
        context.resourceResolver().getResource(SiteContext.SITE + "/articles/winter"));
  }

  private void names(String settings, String zone) {
    MockContextAwareConfig.writeConfiguration(context, SiteContext.SITE, settings, "zone", zone);
  }

  @Test
  void isThatOfThePicturesElseThatOfThePostsElseUtc() {
    assertEquals(ZoneOffset.UTC, zone());
    names("smo/syndication", "America/New_York");
    assertEquals(ZoneId.of("America/New_York"), zone());
    names("smo/picture", "Europe/Oslo");
    assertEquals(ZoneId.of("Europe/Oslo"), zone());
  }

  @Test
  void isUtcWhereThereIsNoSuchZone() {
    names("smo/syndication", "Mars/Olympus");
    assertEquals(ZoneOffset.UTC, zone());
  }
}
