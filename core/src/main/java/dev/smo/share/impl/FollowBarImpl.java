// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.share.impl;

import dev.smo.networks.Networks;
import dev.smo.share.FollowBar;
import dev.smo.share.NetworkLink;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.models.annotations.Exporter;
import org.apache.sling.models.annotations.Model;
import org.apache.sling.models.annotations.injectorspecific.OSGiService;
import org.apache.sling.models.annotations.injectorspecific.Self;

@Model(
    adaptables = {SlingHttpServletRequest.class, Resource.class},
    adapters = FollowBar.class,
    resourceType = FollowBar.RESOURCE_TYPE)
@Exporter(name = "jackson", extensions = "json")
public final class FollowBarImpl extends AbstractBar implements FollowBar {
  @Inject
  public FollowBarImpl(@Self BarContext place, @OSGiService Networks networks) {
    super(
        place,
        accounts(place, networks),
        lines(place)
            .flatMap(line -> networks.farewell(line.network()).stream())
            .distinct()
            .toList());
  }

  private static Stream<AccountLine> lines(BarContext place) {
    return place.choice().profiles().stream().flatMap(line -> AccountLine.parse(line).stream());
  }

  private static List<NetworkLink> accounts(BarContext place, Networks networks) {
    return lines(place)
        .flatMap(profile -> profile.link(networks, place.component().getPath()).stream())
        .toList();
  }
}
