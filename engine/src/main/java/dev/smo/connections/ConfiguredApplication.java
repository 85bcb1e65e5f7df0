// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connections;

import dev.smo.post.Application;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a network gave to the installation, from OSGi configuration. */
@Component(service = ConfiguredApplication.class, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredApplication.Settings.class, factory = true)
public class ConfiguredApplication {
  /** One configuration is one network, or one server of a network. */
  @ObjectClassDefinition(
      name = "SMO: Application",
      description = "Client id and secret that a network gave to this installation.")
  public @interface Settings {
    @AttributeDefinition(name = "Network", description = "Such as linkedin.")
    String network();

    @AttributeDefinition(
        name = "Endpoint",
        description = "Address of the server, for networks of many servers.")
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

  private final String key;
  private final Application application;

  @Activate
  public ConfiguredApplication(Settings settings) {
    key = Vault.destination(settings.network(), settings.endpoint());
    application =
        Application.of(
            ConfiguredPairs.settings(settings.settings()),
            ConfiguredPairs.secrets(settings.secrets()));
  }

  /** Network and server that it is for, see {@link Vault#destination}. */
  String key() {
    return key;
  }

  Application application() {
    return application;
  }
}
