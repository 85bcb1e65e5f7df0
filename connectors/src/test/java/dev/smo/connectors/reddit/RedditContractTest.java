// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.reddit.FakeReddit;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class RedditContractTest extends ConnectorContract {
  private FakeReddit reddit;

  @Override
  protected FakeNetwork network() {
    reddit = new FakeReddit(0, SECRET, Clock.systemUTC());
    return reddit;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new RedditConnector(out, Clock.systemUTC(), reddit.uri(), reddit.uri());
  }

  @Override
  protected Connection connection(URI network) {
    return RedditConnectorTest.connection(reddit, SECRET).build();
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
