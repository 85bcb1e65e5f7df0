// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.facebook;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.facebook.FakeFacebook;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;

class FacebookContractTest extends ConnectorContract {
  private static final String APP_SECRET = "app-" + SECRET;

  private FakeFacebook facebook;

  @Override
  protected FakeNetwork network() {
    facebook = new FakeFacebook(0, SECRET, APP_SECRET, Clock.systemUTC());
    return facebook;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new FacebookConnector(out, Clock.systemUTC(), new FakeSettings(facebook));
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("facebook-en", "facebook")
        .setting("page", FakeFacebook.PAGE)
        .secret("token", Secret.of(SECRET))
        .application(
            Application.of(
                Map.of("clientId", FakeFacebook.APP),
                Map.of("clientSecret", Secret.of(APP_SECRET))))
        .build();
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
