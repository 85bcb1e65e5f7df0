// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.teams;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.webhook.FakeTeams;
import java.net.URI;

class TeamsContractTest extends ConnectorContract {
  private FakeTeams fake;

  @Override
  protected FakeNetwork network() {
    fake = new FakeTeams(0, SECRET);
    return fake;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new TeamsConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("teams-en", "teams")
        .secret("webhook", Secret.of(fake.webhook().toString()))
        .build();
  }
}
