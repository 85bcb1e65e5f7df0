// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package org.example.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.smo.connector.CardReader;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.ServerLimits;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Outbound;
import dev.smo.outbound.Request;
import dev.smo.post.Connection;
import dev.smo.post.RemotePost;
import java.io.IOException;
import java.net.URI;

/** What the example of the guide leaves out: boards that take more or less, and cards. */
public final class WideBoardConnector extends NoticeBoardConnector
    implements ServerLimits, CardReader {
  private final Outbound outbound;

  public WideBoardConnector(Outbound outbound) {
    super(outbound);
    this.outbound = outbound;
  }

  @Override
  public Limits limits(Connection connection) {
    int most;
    try {
      JsonNode kept = Board.JSON.readTree(connection.setting(ServerLimits.KEPT).orElse("{}"));
      most = kept.path("most").asInt();
    } catch (IOException e) {
      most = 0;
    }
    return most == 0 ? super.limits(connection) : Limits.builder(most, Limits::graphemes).build();
  }

  @Override
  public String readLimits(Connection connection) throws IOException, InterruptedException {
    Answer answer = outbound.send(Board.request("GET", "/limits", connection));
    if (!answer.ok()) {
      throw new IOException("The board answered HTTP " + answer.status());
    }
    return answer.read(Board.JSON::readTree).toString();
  }

  @Override
  public Outcome readAgain(RemotePost post, URI link, Connection connection)
      throws IOException, InterruptedException {
    Request request = Board.request("POST", "/cards", connection);
    String of = JsonNodeFactory.instance.objectNode().put("of", link.toString()).toString();
    Answer answer = outbound.send(request.json(of));
    return answer.ok() ? new Outcome.Published(post) : Board.refused(answer, connection);
  }
}
