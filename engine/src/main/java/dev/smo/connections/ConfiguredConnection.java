// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One connection from OSGi configuration, for teams who deploy configuration. */
@Component(service = ConfiguredConnection.class, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredConnection.Settings.class, factory = true)
public class ConfiguredConnection {
  /** One configuration is one account. */
  @ObjectClassDefinition(name = "SMO: Connection", description = "One account on one network.")
  public @interface Settings {
    @AttributeDefinition(name = "Id", description = "Name for policies: a-z, 0-9, - and _.")
    String id();

    @AttributeDefinition(name = "Network", description = "Such as bluesky or mastodon.")
    String network();

    @AttributeDefinition(name = "Label", description = "Name that people see.")
    String label() default "";

    @AttributeDefinition(name = "Endpoint", description = "Address of the account's server.")
    String endpoint() default "";

    @AttributeDefinition(name = "Settings", description = "name=value")
    String[] settings() default {};

    @AttributeDefinition(
        name = "Secrets",
        description =
            "name=env:VARIABLE, name=file:PATH, or name=value where the configuration itself is"
                + " secret.")
    String[] secrets() default {};
  }

  private final Account.Form form;

  @Activate
  public ConfiguredConnection(Settings settings) {
    form =
        new Account.Form(
            settings.id(),
            settings.network(),
            settings.label(),
            settings.endpoint(),
            ConfiguredPairs.settings(settings.settings()),
            ConfiguredPairs.secrets(settings.secrets()));
  }

  Account.Form form() {
    return form;
  }
}
