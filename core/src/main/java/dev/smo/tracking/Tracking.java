// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.tracking;

import org.apache.sling.caconfig.annotation.Configuration;
import org.apache.sling.caconfig.annotation.Property;

/**
 * How links in posts are marked, so that web analytics can tell where visitors came from;
 * context-aware configuration. In its values {network} and {connection} stand for where the post
 * goes; all are written in lower case with hyphens.
 */
@Configuration(
    name = "smo/tracking",
    label = "SMO: Tracking",
    description = "UTM parameters of links in posts.")
public @interface Tracking {
  @Property(label = "Enabled", description = "Whether links in posts carry UTM parameters.")
  boolean enabled() default false;

  @Property(label = "Source", description = "utm_source; {network} and {connection} are filled in.")
  String source() default "{network}";

  @Property(label = "Medium", description = "utm_medium. Empty: none.")
  String medium() default "social";

  @Property(label = "Campaign", description = "utm_campaign. Empty: none.")
  String campaign() default "";
}
