// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.discord;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.discord.FakeDiscord;
import java.net.URI;
import java.time.Clock;

class DiscordContractTest extends ConnectorContract {
  private FakeDiscord fake;

  @Override
  protected FakeNetwork network() {
    fake = new FakeDiscord(0, SECRET, Clock.systemUTC());
    return fake;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new DiscordConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("discord-en", "discord")
        .secret("webhook", Secret.of(fake.webhook().toString()))
        .build();
  }
}
