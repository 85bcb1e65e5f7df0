// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.instagram;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where Instagram is, and which version of its API is asked. */
@ObjectClassDefinition(
    name = "SMO: Instagram",
    description = "The API with which SMO posts on Instagram.")
public @interface InstagramSettings {
  /** Under which the settings are configured. */
  String PID = "dev.smo.connectors.instagram";

  @AttributeDefinition(
      name = "Version",
      description = "Version of the API, such as v26.0. Meta ends each after two years.")
  String version() default "v26.0";

  @AttributeDefinition(name = "API", description = "Address of the API.")
  String apiUrl() default "https://graph.instagram.com";

  @AttributeDefinition(name = "Web", description = "Address where people sign in.")
  String webUrl() default "https://www.instagram.com";

  @AttributeDefinition(name = "Tokens", description = "Address where a token is given for a code.")
  String tokenUrl() default "https://api.instagram.com";
}
