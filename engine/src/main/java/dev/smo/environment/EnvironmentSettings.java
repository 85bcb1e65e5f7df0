// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.environment;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How an environment is called. */
@ObjectClassDefinition(
    name = "SMO: Environment",
    description = "Keeps a copy of an installation from posting to the accounts of the original.")
public @interface EnvironmentSettings {
  /** Under which the settings are configured. */
  String PID = "dev.smo.environment.Environment";

  @AttributeDefinition(
      name = "Name",
      description =
          "Name of this environment, such as production. It must come from outside of what is"
              + " copied, for instance from a run mode. The variable SMO_ENVIRONMENT of the process"
              + " counts more. Empty: the installation is recognised by its machine and disk.")
  String name() default "";
}
