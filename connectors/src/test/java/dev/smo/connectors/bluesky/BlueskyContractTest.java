// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.bluesky.FakeBluesky;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class BlueskyContractTest extends ConnectorContract {
  private FakeBluesky bluesky;

  @Override
  protected FakeNetwork network() {
    bluesky = new FakeBluesky(0, SECRET, Clock.systemUTC());
    bluesky.authorization().readClient(BlueskySignedInContractTest.document());
    return bluesky;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new BlueskyConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("bluesky-en", "bluesky")
        .endpoint(network)
        .application(BlueskySignedInContractTest.APPLICATION)
        .setting("handle", FakeBluesky.HANDLE)
        .setting("directory", network.toString())
        .setting("appview", network.toString())
        .secret("appPassword", Secret.of(SECRET))
        .secret("accessJwt", Secret.of(bluesky.accessJwt()))
        .secret("refreshJwt", Secret.of(bluesky.refreshJwt()))
        .setting("did", FakeBluesky.DID)
        .secret("pds", Secret.of(network.toString()))
        .build();
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
