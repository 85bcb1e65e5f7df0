// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.tumblr;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.tumblr.FakeTumblr;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class TumblrContractTest extends ConnectorContract {
  private FakeTumblr tumblr;

  @Override
  protected FakeNetwork network() {
    tumblr = new FakeTumblr(0, SECRET, Clock.systemUTC());
    return tumblr;
  }

  @Override
  protected Connector connector(Outbound out) {
    URI page = tumblr.uri().resolve("/oauth2/authorize");
    return new TumblrConnector(out, Clock.systemUTC(), tumblr.uri(), page);
  }

  @Override
  protected Connection connection(URI network) {
    return TumblrConnectorTest.connection(tumblr, SECRET);
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
