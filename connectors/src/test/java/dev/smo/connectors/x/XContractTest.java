// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.x.FakeX;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class XContractTest extends ConnectorContract {
  private FakeX x;

  @Override
  protected FakeNetwork network() {
    x = new FakeX(0, SECRET, Clock.systemUTC());
    return x;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new XConnector(out, Clock.systemUTC(), x.uri(), x.uri().resolve("/i/oauth2/authorize"));
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("x-en", "x")
        .application(
            Application.none()
                .setting("clientId", "client")
                .secret("clientSecret", Secret.of(SECRET)))
        .secret("token", Secret.of(x.token()))
        .secret("refresh", Secret.of(x.refresh()))
        .build();
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
