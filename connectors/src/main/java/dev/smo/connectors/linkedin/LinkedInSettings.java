// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator of an installation may have to change about LinkedIn. */
@ObjectClassDefinition(
    name = "SMO: LinkedIn",
    description = "Version of LinkedIn's API; the defaults are right until LinkedIn ends it.")
public @interface LinkedInSettings {
  /** Under which the settings are configured. */
  String PID = "dev.smo.connectors.linkedin";

  @AttributeDefinition(
      name = "Version",
      description =
          "LinkedIn-Version of all calls, as YYYYMM. LinkedIn ends each version after a year; then"
              + " it refuses every call (HTTP 426) until a newer one stands here.")
  String version() default "202609";

  @AttributeDefinition(name = "API", description = "Address of LinkedIn's API.")
  String apiUrl() default "https://api.linkedin.com";

  @AttributeDefinition(name = "Web", description = "Address where people sign in.")
  String webUrl() default "https://www.linkedin.com";
}
