// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.networks.Networks;
import dev.smo.share.KnownNetworks;
import dev.smo.share.NetworkLink;
import java.util.List;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;

@Model(adaptables = SlingHttpServletRequest.class, adapters = KnownNetworks.class)
public final class KnownNetworksImpl implements KnownNetworks {
  private final Networks networks;

  @Inject
  public KnownNetworksImpl(@OSGiService Networks networks) {
    this.networks = networks;
  }

  @Override
  public List<NetworkLink> getShared() {
    return networks
        .all()
        .filter(BarEntries::shares)
        .map(one -> BarEntries.link(one, "", "", ""))
        .toList();
  }

  @Override
  public List<NetworkLink> getFollowed() {
    return networks
        .all()
        .filter(network -> !network.follow().isEmpty())
        .map(one -> BarEntries.link(one, "", "", ""))
        .toList();
  }
}
