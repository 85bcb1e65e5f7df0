// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.post.Secret;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What whoever helps from afar hears of an installation. */
@ExtendWith(SlingContextExtension.class)
class SupportServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private SupportServlet support;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    TinyNetwork.register(context.bundleContext());
    Connections connections =
        new Connections(
            console.repository, new ConnectionsServletTest.Reversed(), Clock.systemUTC());
    connections.save(
        new Account.Form(
            "tiny-en",
            "tiny",
            "",
            "",
            Map.of("handle", "ada"),
            Map.of("password", Secret.of("open sesame"))));
    support =
        new SupportServlet(
            context.bundleContext(),
            console.tokens,
            connections,
            console.lanes,
            console.ledger,
            console.repository);
  }

  @Test
  void itTellsOfMachineConnectionsAndPostsThatWantAPerson() throws Exception {
    PostRecord failed = console.post(OURS, State.FAILED);
    console.ledger.update(
        failed.id(),
        post ->
            post.decided(Instant.now(), "jane", "ask").with(Key.REASON, "The network says no."));
    JsonNode report = console.get(support).json();
    assertEquals("test", report.path("environment").asText());
    assertTrue(report.path("machine").path("heapMost").asLong() > 0, report::toString);
    assertEquals("tiny-en", report.path("connections").path(0).path("id").asText());
    JsonNode trouble = report.path("attention").path(0);
    assertEquals(failed.id(), trouble.path("id").asText());
    assertEquals("The network says no.", trouble.path("reason").asText());
    assertTrue(trouble.path("history").path(0).asText().endsWith(" ask"), trouble::toString);
  }

  @Test
  void noSecretAndNoWordsAndNobodysNameAreInIt() throws Exception {
    PostRecord failed = console.post(OURS, State.FAILED);
    console.ledger.update(failed.id(), post -> post.decided(Instant.now(), "jane", "ask"));
    String report = console.get(support).json().toString();
    for (String hidden : new String[] {"open sesame", "Words https", "Title of", "jane"}) {
      assertFalse(report.contains(hidden), report);
    }
  }

  @Test
  void itIsForAdministratorsOnly() throws Exception {
    assertEquals(403, console.as("jane").get(support).status());
  }
}
