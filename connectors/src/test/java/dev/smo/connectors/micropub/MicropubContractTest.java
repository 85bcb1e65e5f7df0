// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.micropub;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.micropub.FakeMicropub;
import java.net.URI;
import java.time.Clock;

class MicropubContractTest extends ConnectorContract {
  private FakeMicropub site;

  @Override
  protected FakeNetwork network() {
    site = new FakeMicropub(0, SECRET);
    return site;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new MicropubConnector(out, Clock.systemUTC());
  }

  @Override
  protected Connection connection(URI network) {
    return MicropubConnectorTest.connection(site);
  }
}
