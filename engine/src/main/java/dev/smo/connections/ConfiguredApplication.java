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

  private final String network;
  private final String endpoint;
  private final Application application;

  @Activate
  public ConfiguredApplication(Settings settings) {
    network = settings.network();
    endpoint = settings.endpoint();
    application =
        Application.of(
            ConfiguredPairs.settings(settings.settings()),
            ConfiguredPairs.secrets(settings.secrets()));
  }

  /** Network and server that it is for, see {@link Vault#destination}. */
  String key() {
    return Vault.destination(network, endpoint);
  }

  String network() {
    return network;
  }

  Applications.Known known() {
    return new Applications.Known(
        endpoint,
        application.settings(),
        application.secrets().keySet(),
        /* registered= */ false,
        /* configured= */ true);
  }

  Application application() {
    return application;
  }
}
