// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;

/** The time zone of a site: by it the day counts that its pages and their pictures show. */
public final class SiteZone {
  private static final String PICTURE = "smo/picture";
  private static final String SYNDICATION = "smo/syndication";

  private SiteZone() {}

  /**
   * That which the settings of pictures name where {@code any} lies, else the policy of posts; UTC
   * where neither does, or names none that there is.
   */
  public static ZoneId of(Resource any) {
    ConfigurationBuilder settings = any.adaptTo(ConfigurationBuilder.class);
    return settings == null
        ? ZoneOffset.UTC
        : Stream.of(PICTURE, SYNDICATION)
            .map(name -> settings.name(name).asValueMap().get("zone", "").strip())
            .filter(zone -> !zone.isEmpty())
            .findFirst()
            .flatMap(SiteZone::named)
            .orElse(ZoneOffset.UTC);
  }

  private static Optional<ZoneId> named(String zone) {
    try {
      return Optional.of(ZoneId.of(zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
