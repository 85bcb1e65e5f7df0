// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.mastodon.FakeMastodon;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class MastodonContractTest extends ConnectorContract {
  private Application application;

  @Override
  protected FakeNetwork network() {
    FakeMastodon mastodon = new FakeMastodon(0, SECRET, 600, Clock.systemUTC());
    application = mastodon.application("https://cms.example.org/bin/smo/signin?a=b&c=d");
    return mastodon;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new MastodonConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("mastodon-en", "mastodon")
        .endpoint(network)
        .application(application)
        .secret("token", Secret.of(SECRET))
        .build();
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
