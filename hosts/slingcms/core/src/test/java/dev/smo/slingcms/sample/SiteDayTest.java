// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.slingcms.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.host.PageSource;
import dev.smo.slingcms.InstanceType;
import dev.smo.slingcms.SlingCmsContext;
import dev.smo.slingcms.SlingCmsPageSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.caconfig.ContextPlugins;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The day that an author gives is the day that people see, wherever the site is. */
@ExtendWith(SlingContextExtension.class)
class SiteDayTest {
  private static final String EN = "/content/site/en";
  private static final String CLOCK = EN + "/articles/clock";

  private final SlingContext context = SlingCmsContext.newContext(ContextPlugins.CACONFIG);

  private Teaser teaser() {
    PageSource pages = new SlingCmsPageSource(new InstanceType(context.bundleContext()));
    Resource page = Objects.requireNonNull(context.resourceResolver().getResource(CLOCK));
    return new Teaser(page, pages.read(page).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Europe/Oslo", "Pacific/Kiritimati", "UTC"})
  void theDayOnThePageIsTheOneGivenAndThatOfThePicture(String zone) {
    context.create().resource("/conf/global/sling:configs/smo/picture", "zone", zone);
    Teaser teaser = teaser();
    assertEquals("2026-11-19", teaser.getIsoDate());
    // What the picture is drawn from: the instant, by the zone of its settings.
    Instant published = teaser.getPage().published().orElseThrow();
    assertEquals(LocalDate.parse("2026-11-19"), LocalDate.ofInstant(published, ZoneId.of(zone)));
  }

  @Test
  void theDayIsThatOfUtcWhereTheSiteNamesNoZone() {
    assertEquals("2026-11-19", teaser().getIsoDate());
    assertEquals(
        Instant.parse("2026-11-19T00:00:00Z"), teaser().getPage().published().orElseThrow());
  }
}
