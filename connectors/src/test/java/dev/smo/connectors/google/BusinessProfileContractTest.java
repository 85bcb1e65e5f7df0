// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.google;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.google.FakeBusinessProfile;
import java.net.URI;
import java.time.Clock;

class BusinessProfileContractTest extends ConnectorContract {
  private FakeBusinessProfile google;

  @Override
  protected FakeNetwork network() {
    google = new FakeBusinessProfile(0, SECRET, Clock.systemUTC());
    return google;
  }

  @Override
  protected Connector connector(Outbound out) {
    return BusinessProfileConnectorTest.connector(google, out, Clock.systemUTC());
  }

  @Override
  protected Connection connection(URI network) {
    return BusinessProfileConnectorTest.connection(google, SECRET);
  }
}
