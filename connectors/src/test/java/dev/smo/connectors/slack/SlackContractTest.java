// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.webhook.FakeSlack;
import java.net.URI;

class SlackContractTest extends ConnectorContract {
  private FakeSlack fake;

  @Override
  protected FakeNetwork network() {
    fake = new FakeSlack(0, SECRET);
    return fake;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new SlackConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("slack-en", "slack")
        .secret("webhook", Secret.of(fake.webhook().toString()))
        .build();
  }
}
