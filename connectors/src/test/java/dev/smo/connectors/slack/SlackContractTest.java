// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.webhook.FakeSlackWorkspace;
import java.net.URI;
import java.time.Clock;

class SlackContractTest extends ConnectorContract {
  private FakeSlackWorkspace fake;

  @Override
  protected FakeNetwork network() {
    fake = new FakeSlackWorkspace(0, SECRET, Clock.systemUTC());
    return fake;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new SlackConnector(out, Clock.systemUTC(), fake.api());
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("slack-en", "slack")
        .secret("token", Secret.of(SECRET))
        .setting("channel", "https://museum.slack.com/archives/" + FakeSlackWorkspace.CHANNEL)
        .build();
  }
}
