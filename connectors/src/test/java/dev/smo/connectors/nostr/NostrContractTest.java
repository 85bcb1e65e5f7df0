// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.nostr;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.nostr.FakeRelay;
import java.net.URI;
import java.time.Clock;

class NostrContractTest extends ConnectorContract {
  @Override
  protected FakeNetwork network() {
    return new FakeRelay(0, Clock.systemUTC());
  }

  @Override
  protected Connector connector(Outbound out) {
    return new NostrConnector(out, Clock.systemUTC());
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("nostr-en", "nostr")
        .setting("relays", network.toString().replace("http:", "ws:"))
        .secret("key", Secret.of("1".repeat(64)))
        // No key can hold the kit's word.
        .secret("spare", Secret.of(SECRET))
        .build();
  }
}
