// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.networks;

import dev.smo.connector.Network;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One network that an installation adds to the bars, or replaces, by configuration alone. */
@Component(service = ConfiguredNetwork.class, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredNetwork.Configuration.class, factory = true)
public final class ConfiguredNetwork {
  private final Network network;

  @Activate
  public ConfiguredNetwork(Configuration configuration) {
    network =
        Network.builder(configuration.name(), configuration.label())
            .share(configuration.share())
            .shareOnServer(configuration.instance(), configuration.server())
            .follow(configuration.profile())
            .icon(configuration.icon())
            .build();
  }

  Network network() {
    return network;
  }

  /** The network. */
  @ObjectClassDefinition(
      name = "SMO network of the share and follow bars",
      description = "Adds a network, or replaces the one of the same name")
  public @interface Configuration {
    @AttributeDefinition(name = "Name", description = "Short lower-case name, such as telegram")
    String name();

    @AttributeDefinition(name = "Label", description = "Name that people see")
    String label();

    @AttributeDefinition(
        name = "Share address",
        description =
            "Template with {url}, {title}, {image} and {app}, such as"
                + " https://t.me/share/url?url={url}; without the picture or the id of the Facebook"
                + " app that it asks for, the entry is left out")
    String share() default "";

    @AttributeDefinition(
        name = "Share address of a server",
        description = "For networks of many servers: the same with {instance} for the server")
    String instance() default "";

    @AttributeDefinition(name = "Example of a server", description = "Such as mastodon.social")
    String server() default "";

    @AttributeDefinition(
        name = "Profile address",
        description = "Template with {handle}, or {user} and {host}")
    String profile() default "";

    @AttributeDefinition(
        name = "Icon",
        description = "Data of one SVG path in a box of 24 by 24; none: the label's first letter")
    String icon() default "";
  }
}
