// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connector.NetworkProvider;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.environment.Environment;
import dev.smo.post.Secret;
import dev.smo.watching.Tube;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class SessionServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private Connections connections;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    connections =
        new Connections(
            console.repository, new ConnectionsServletTest.Reversed(), Clock.systemUTC());
  }

  private SessionServlet servlet(Environment environment) {
    return new SessionServlet(console.tokens, console.networks, connections, environment);
  }

  @Test
  void anAdministratorIsOne() throws Exception {
    JsonNode session = console.get(servlet(console.environment)).json();
    assertEquals("admin", session.path("user").asText());
    assertTrue(session.path("administrator").asBoolean());
    assertTrue(session.path("obstacle").isNull());
  }

  @Test
  void anAuthorLearnsWhichAccountsThereAreAndNothingOfHowTheyAreReached() throws Exception {
    connections.save(
        new Account.Form(
            "tiny-en",
            "tiny",
            "Tiny in English",
            "https://tiny.example",
            Map.of("board", "42"),
            Map.of("token", Secret.of("s3cr3t")),
            Optional.empty()));
    JsonNode session = console.as("jane").get(servlet(console.environment)).json();
    assertFalse(session.path("administrator").asBoolean());
    assertEquals(
        "{\"id\":\"tiny-en\",\"label\":\"Tiny in English\",\"network\":\"tiny\",\"posts\":true}",
        session.path("connections").path(0).toString());
  }

  @Test
  void anAccountOfANetworkThatOnlyLooksIsNoneToPostOn() throws Exception {
    context.registerService(NetworkProvider.class, new Tube());
    connections.save(new Account.Form("museum", "youtube", "", "", Map.of(), Map.of()));
    JsonNode session = console.get(servlet(console.environment)).json();
    assertFalse(session.path("connections").path(0).path("posts").asBoolean(true));
    assertTrue(
        session.path("networks").findValuesAsText("name").contains("youtube"),
        "it cannot be connected");
  }

  @Test
  void aCopySaysWhyNothingIsSent() throws Exception {
    console.environment.obstacle();
    JsonNode session = console.get(servlet(console.elsewhere())).json();
    assertFalse(session.path("obstacle").asText().isEmpty());
  }

  @Test
  void aStrangerIsToldNothing() throws Exception {
    assertEquals(401, console.asStranger().get(servlet(console.environment)).status());
  }
}
