// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.testkit.peers.PublishedApi;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Does all that the contract asks for, and holds the requests against the client that X makes. */
@Tag("peers")
@TestMethodOrder(OrderAnnotation.class)
class XPublishedApiTest extends XContractTest {
  private static final PublishedApi API = new PublishedApi("x");

  @Override
  protected Connector connector(Outbound out) {
    Outbound recorded = API.recording(out);
    // Signing in is OAuth's, which no description of X names.
    return super.connector(
        request ->
            request.uri().getPath().startsWith("/2/oauth2/")
                ? out.send(request)
                : recorded.send(request));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void asksForNothingThatXsOwnClientDoesNotKnow() throws Exception {
    List<String> calls =
        List.of(
            "POST /2/tweets",
            "GET /2/tweets",
            "POST /2/media/upload",
            "POST /2/media/metadata",
            "GET /2/users/me",
            "DELETE /2/tweets/",
            "GET /2/users/");
    for (String call : calls) {
      assertTrue(
          API.asked().stream().anyMatch(asked -> asked.startsWith(call)),
          () -> "the contract made no " + call + ", only " + API.asked());
    }
    assertEquals("", String.join("\n", API.differences()));
  }
}
