// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Connector;
import dev.smo.outbound.Outbound;
import dev.smo.post.Connection;
import dev.smo.testkit.peers.PublishedApi;
import java.net.URI;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Does in a thread what the contract asks for, and holds the requests against Discord's API. */
@Tag("peers")
@TestMethodOrder(OrderAnnotation.class)
class DiscordPublishedApiTest extends DiscordContractTest {
  private static final PublishedApi API = new PublishedApi("discord");

  @Override
  protected Connector connector(Outbound out) {
    return super.connector(API.recording(out));
  }

  @Override
  protected Connection connection(URI network) {
    return super.connection(network).toBuilder().setting("thread", "1310000000000000000").build();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void asksForNothingThatDiscordsDescriptionDoesNotKnow() throws Exception {
    for (String method : new String[] {"GET", "POST", "PATCH", "DELETE"}) {
      assertTrue(
          API.asked().stream().anyMatch(asked -> asked.startsWith(method + " ")),
          () -> "the contract made no " + method + ", only " + API.asked());
    }
    assertEquals("", String.join("\n", API.differences()));
  }
}
