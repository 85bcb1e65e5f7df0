// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.slack;

import dev.smo.connector.Connector;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Network;
import dev.smo.connector.Outcome;
import dev.smo.connector.Verification;
import dev.smo.connector.Verifier;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.webhook.FakeSlack;
import java.io.IOException;
import java.net.URI;

/** The same connector with a webhook, which can neither be asked nor change what is out. */
class SlackWebhookContractTest extends ConnectorContract {
  private FakeSlack fake;

  private record Webhook(SlackConnector slack) implements Connector, Verifier {
    @Override
    public Network network() {
      return slack.network();
    }

    @Override
    public Limits limits(Connection connection) {
      return slack.limits(connection);
    }

    @Override
    public Outcome publish(Delivery delivery) throws IOException, InterruptedException {
      return slack.publish(delivery);
    }

    @Override
    public Verification verify(Connection connection) throws IOException, InterruptedException {
      return slack.verify(connection);
    }
  }

  @Override
  protected FakeNetwork network() {
    fake = new FakeSlack(0, SECRET);
    return fake;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new Webhook(new SlackConnector(out));
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("slack-en", "slack")
        .secret("webhook", Secret.of(fake.webhook().toString()))
        .build();
  }
}
