package org.example.board.scr;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.post.Secret;
import dev.smo.testkit.ConnectorContract;
import dev.smo.testkit.FakeNetwork;
import java.net.URI;
import org.example.board.FakeNoticeBoard;

class ScrBoardConnectorTest extends ConnectorContract {
  @Override
  protected FakeNetwork network() {
    return new FakeNoticeBoard(SECRET);
  }

  @Override
  protected Connector connector(Outbound out) {
    return new ScrBoardConnector(out);
  }

  @Override
  protected Connection connection(URI network) {
    return Connection.builder("board", "scrboard")
        .endpoint(network)
        .secret("token", Secret.of(SECRET))
        .build();
  }
}
