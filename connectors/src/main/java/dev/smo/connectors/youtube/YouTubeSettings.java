// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.youtube;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where YouTube is. */
@ObjectClassDefinition(
    name = "SMO: YouTube",
    description = "The API with which SMO looks at videos on YouTube.")
public @interface YouTubeSettings {
  /** Under which the settings are configured. */
  String PID = "dev.smo.connectors.youtube";

  @AttributeDefinition(name = "API", description = "Address of the API.")
  String apiUrl() default "https://www.googleapis.com";
}
