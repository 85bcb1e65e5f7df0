// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.instagram;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.instagram.FakeInstagram;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class InstagramContractTest extends ConnectorContract {
  private FakeInstagram instagram;

  @Override
  protected FakeNetwork network() {
    instagram = new FakeInstagram(0, SECRET, "app-" + SECRET, Clock.systemUTC());
    return instagram;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new InstagramConnector(out, Clock.systemUTC(), new FakeSettings(instagram));
  }

  @Override
  protected Connection connection(URI network) {
    return InstagramConnectorTest.connection(SECRET);
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
