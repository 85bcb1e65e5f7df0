// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.pinterest;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.pinterest.FakePinterest;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class PinterestContractTest extends ConnectorContract {
  private FakePinterest pinterest;

  @Override
  protected FakeNetwork network() {
    pinterest = new FakePinterest(0, SECRET, Clock.systemUTC());
    return pinterest;
  }

  @Override
  protected Connector connector(Outbound out) {
    URI page = pinterest.uri().resolve("/oauth/");
    return new PinterestConnector(out, Clock.systemUTC(), pinterest.uri(), page);
  }

  @Override
  protected Connection connection(URI network) {
    return PinterestConnectorTest.connection(pinterest, SECRET);
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
