// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.threads;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.threads.FakeThreads;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class ThreadsContractTest extends ConnectorContract {
  private FakeThreads threads;

  @Override
  protected FakeNetwork network() {
    threads = new FakeThreads(0, SECRET, "app-" + SECRET, Clock.systemUTC());
    return threads;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new ThreadsConnector(out, Clock.systemUTC(), threads.uri(), threads.uri());
  }

  @Override
  protected Connection connection(URI network) {
    return ThreadsConnectorTest.connection(SECRET);
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
