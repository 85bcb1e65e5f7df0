package org.example.board;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import java.net.URI;

class NoticeBoardConnectorTest extends ConnectorContract {
  @Override
  protected FakeNetwork network() {
    return new FakeNoticeBoard(SECRET);
  }

  @Override
  protected Connector connector(Outbound out) {
    return new NoticeBoardConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("board", "noticeboard")
        .endpoint(network)
        .secret("token", Secret.of(SECRET))
        .secret("refresh", Secret.of("refresh-" + SECRET))
        .build();
  }
}
