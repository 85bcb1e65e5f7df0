// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.linkedin;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.linkedin.FakeLinkedIn;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;

class LinkedInContractTest extends ConnectorContract {
  private static final String CLIENT_SECRET = "client-" + SECRET;

  private FakeLinkedIn linkedIn;

  @Override
  protected FakeNetwork network() {
    linkedIn = new FakeLinkedIn(0, SECRET, CLIENT_SECRET, Clock.systemUTC());
    return linkedIn;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new LinkedInConnector(
        new LinkedInApi(out, Clock.systemUTC(), new FakeSettings(linkedIn)), duration -> {});
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("linkedin-en", "linkedin")
        .setting("author", FakeLinkedIn.PAGE)
        .secret("token", Secret.of(SECRET))
        .application(
            Application.of(
                Map.of("clientId", FakeLinkedIn.CLIENT_ID),
                Map.of("clientSecret", Secret.of(CLIENT_SECRET))))
        .build();
  }

  @Override
  protected OptionalLong followers() {
    return OptionalLong.of(FakeNetwork.FOLLOWERS);
  }
}
