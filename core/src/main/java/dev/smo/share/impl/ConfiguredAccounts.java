// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.networks.Networks;
import dev.smo.settings.ShareSettings;
import dev.smo.share.NetworkLink;
import dev.smo.share.OwnAccounts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.caconfig.ConfigurationBuilder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the accounts from context-aware configuration. */
@Component(service = OwnAccounts.class)
public final class ConfiguredAccounts implements OwnAccounts {
  private final Networks networks;

  @Activate
  public ConfiguredAccounts(@Reference Networks networks) {
    this.networks = networks;
  }

  @Override
  public List<NetworkLink> of(Resource any) {
    ShareSettings settings =
        Objects.requireNonNull(any.adaptTo(ConfigurationBuilder.class)).as(ShareSettings.class);
    return Stream.of(settings.profiles())
        .flatMap(line -> AccountLine.parse(line).stream())
        .flatMap(profile -> profile.link(networks, any.getPath()).stream())
        .toList();
  }
}
