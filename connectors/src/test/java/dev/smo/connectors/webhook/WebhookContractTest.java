// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.webhook;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.webhook.FakeReceiver;
import java.net.URI;
import java.time.Clock;

class WebhookContractTest extends ConnectorContract {
  private FakeReceiver fake;

  @Override
  protected FakeNetwork network() {
    fake = new FakeReceiver(0, SECRET, Clock.systemUTC());
    return fake;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new WebhookConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("webhook-en", "webhook")
        .secret("webhook", Secret.of(fake.webhook().toString()))
        .secret("key", Secret.of(SECRET))
        .build();
  }
}
