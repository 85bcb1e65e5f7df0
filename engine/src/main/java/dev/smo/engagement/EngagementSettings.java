// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.engagement;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How often posts that are out are looked at. */
@ObjectClassDefinition(
    name = "SMO: Engagement",
    description = "How often the networks are asked what people did with posts.")
public @interface EngagementSettings {
  @AttributeDefinition(name = "Enabled", description = "Whether networks are asked at all.")
  boolean enabled() default true;

  @AttributeDefinition(
      name = "First looks",
      description = "Minutes after a post went out at which it is looked at on its first day.")
  int[] minutes() default {15, 60, 360};

  @AttributeDefinition(name = "Daily until", description = "Days for which it is looked at daily.")
  int dailyDays() default 14;

  @AttributeDefinition(
      name = "Weekly until",
      description = "Days after which it is not looked at any more; weekly before.")
  int weeklyDays() default 90;

  @AttributeDefinition(
      name = "Calls at a time",
      description =
          "Most calls for one connection within ten seconds. Networks allow about one a second. One"
              + " call tells of up to a hundred posts where the network can, else of one.")
  int callsAtATime() default 10;
}
