// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator of an installation may have to change about Facebook. */
@ObjectClassDefinition(
    name = "SMO: Facebook",
    description = "Version of the Graph API; the defaults are right until Meta ends it.")
public @interface FacebookSettings {
  /** Under which the settings are configured. */
  String PID = "dev.smo.connectors.facebook";

  @AttributeDefinition(
      name = "Version",
      description = "Version of the Graph API, such as v26.0. Meta ends each after two years.")
  String version() default "v26.0";

  @AttributeDefinition(
      name = "Metric of views",
      description =
          "What counts as views of a post. Meta ends metrics at times; then posts have no views"
              + " until another one stands here, such as post_total_media_view_unique.")
  String viewsMetric() default "post_media_view";

  @AttributeDefinition(name = "API", description = "Address of the Graph API.")
  String apiUrl() default "https://graph.facebook.com";

  @AttributeDefinition(name = "Web", description = "Address where people sign in.")
  String webUrl() default "https://www.facebook.com";
}
