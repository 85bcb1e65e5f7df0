// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.telegram;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.telegram.FakeTelegram;
import java.net.URI;
import java.time.Clock;
import java.util.OptionalLong;

class TelegramContractTest extends ConnectorContract {
  private FakeTelegram fake;

  @Override
  protected FakeNetwork network() {
    fake = new FakeTelegram(0, SECRET);
    return fake;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new TelegramConnector(out, Clock.systemUTC(), fake.uri());
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("telegram-en", "telegram")
        .setting("channel", FakeTelegram.CHANNEL)
        .secret("token", Secret.of(SECRET))
        .build();
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
