// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import dev.smo.testkit.bluesky.FakeAuthorization;
import dev.smo.testkit.bluesky.FakeBluesky;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** All rules once more, in a session for which a person signed in. */
class BlueskySignedInContractTest extends ConnectorContract {
  private static final String CLIENT = "https://cms.example.org/bin/smo/client.bluesky.json";
  static final Application APPLICATION = Client.register();
  private static final SigningKey KEY = SigningKey.generate();

  private FakeBluesky bluesky;
  private FakeAuthorization.Tokens tokens;

  /** What the network reads of the installation. */
  static String document() {
    URI redirect = URI.create("https://cms.example.org/bin/smo/signin?a=b&c=d");
    return Client.document(URI.create(CLIENT), redirect, List.of(APPLICATION));
  }

  @Override
  protected FakeNetwork network() {
    bluesky = new FakeBluesky(0, SECRET, Clock.systemUTC());
    bluesky.authorization().readClient(document());
    String proof = SigningKey.of(APPLICATION.secret(Client.KEY).orElseThrow()).thumbprint();
    tokens = bluesky.authorization().open(CLIENT, proof, KEY.thumbprint());
    bluesky.authorization().rotateNonces();
    return bluesky;
  }

  @Override
  protected Connector connector(Outbound out) {
    return new BlueskyConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("bluesky-en", "bluesky")
        .endpoint(network)
        .application(APPLICATION)
        .setting("handle", FakeBluesky.HANDLE)
        .setting("appview", network.toString())
        .setting("directory", network.toString())
        .setting("did", FakeBluesky.DID)
        .setting("client", CLIENT)
        .secret("accessJwt", Secret.of(tokens.access()))
        .secret("refreshJwt", Secret.of(tokens.refresh()))
        // One that was entered before is left alone.
        .secret("appPassword", Secret.of(SECRET))
        .secret("dpopKey", KEY.keep())
        .secret("issuer", Secret.of(network.toString()))
        .secret("pds", Secret.of(network.toString()))
        .build();
  }
}
