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
import dev.smo.testkit.mastodon.Oddity;
import java.net.URI;
import java.time.Clock;

/** The contract on a server that is Mastodon only in the names of its calls. */
class LookAlikeContractTest extends ConnectorContract {
  private Application application;

  @Override
  protected FakeNetwork network() {
    FakeMastodon server = new FakeMastodon(0, SECRET, 700, Clock.systemUTC());
    server.be(
        "pleroma",
        Oddity.JSON_ONLY,
        Oddity.FIRST_VERSION_ONLY,
        Oddity.COUNTS_CODE_POINTS,
        Oddity.DOES_NOT_ESCAPE,
        Oddity.SECONDS_SINCE_1970);
    application = server.application("https://cms.example.org/bin/smo/signin?a=b&c=d");
    return server;
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
}
