// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.webhooks;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.ledger.Outbox;
import dev.smo.ledger.State;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.outbound.http.RawServer;
import java.time.Clock;
import java.time.Instant;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What administrators do about webhooks. */
@ExtendWith(SlingContextExtension.class)
class WebhooksServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final RawServer receiver = RawServer.answering(WebhookDeliveryTest.FINE);
  private ConsoleFixture console;
  private Webhooks webhooks;
  private WebhooksServlet servlet;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    webhooks =
        new Webhooks(console.repository, new WebhookDeliveryTest.Base64Cipher(), Clock.systemUTC());
    servlet = servlet(webhooks);
  }

  private WebhooksServlet servlet(Webhooks of) {
    return new WebhooksServlet(
        console.tokens,
        of,
        new WebhookCalls(
            of, console.ledger, HttpOutbound.allowing(receiver.host()), Clock.systemUTC()),
        console.repository);
  }

  @AfterEach
  void close() throws Exception {
    receiver.close();
  }

  private JsonNode made() throws Exception {
    return console
        .post(
            servlet,
            "action",
            "save",
            "address",
            receiver.uri("/catch/path-secret").toString(),
            "states",
            "SENT, FAILED",
            "site",
            "/content/site/")
        .json();
  }

  private String id() {
    return webhooks.all().get(0).id();
  }

  @Test
  void theKeyIsToldOnceAndTheAddressNever() throws Exception {
    JsonNode made = made();
    String key = made.path("key").asText();
    assertTrue(key.startsWith("whsec_"), key);
    JsonNode shown = console.get(servlet).json();
    JsonNode webhook = shown.path("webhooks").path(0);
    assertEquals(receiver.uri("").toString(), webhook.path("host").asText());
    assertEquals("[\"SENT\",\"FAILED\"]", webhook.path("states").toString());
    assertEquals("/content/site", webhook.path("site").asText());
    assertEquals("open", webhook.path("standing").asText());
    for (String hidden : new String[] {key, "path-secret"}) {
      assertFalse(shown.toString().contains(hidden), shown::toString);
      assertFalse(made.path("webhook").toString().contains(hidden), made::toString);
    }
    JsonNode renewed = console.post(servlet, "action", "renew", "id", id()).json();
    assertNotEquals(key, renewed.path("key").asText());
    assertTrue(renewed.path("key").asText().startsWith("whsec_"));
  }

  @Test
  void whatIsKeptShowsNeitherKeyNorAddressAndServesNoOtherWebhook() throws Exception {
    made();
    String other =
        console
            .post(servlet, "action", "save", "address", "https://x.example/")
            .json()
            .path("webhook")
            .path("id")
            .asText();
    String first = webhooks.all().get(0).id();
    console.repository.commit(
        resolver -> {
          var from = resolver.getResource(Outbox.ROOT + "/" + first);
          var to = resolver.getResource(Outbox.ROOT + "/" + other);
          dev.smo.repository.Repository.writable(to)
              .put("key", from.getValueMap().get("key", String.class));
          return true;
        });
    String said =
        org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class, () -> webhooks.target(other))
            .getMessage();
    assertTrue(String.valueOf(said).contains("Remove the webhook"), said);
  }

  @Test
  void aTestCallsAtOnceAndSaysWhatCameOfIt() throws Exception {
    made();
    JsonNode call = console.post(servlet, "action", "test", "id", id()).json();
    assertTrue(call.path("taken").asBoolean(), call::toString);
    assertTrue(receiver.requests().get(0).contains("\"type\":\"test\""));
    assertEquals(
        "HTTP 204",
        console
            .get(servlet)
            .json()
            .path("webhooks")
            .path(0)
            .path("calls")
            .path(0)
            .path("outcome")
            .asText());
  }

  private JsonNode shown() throws Exception {
    return console.get(servlet).json().path("webhooks").path(0);
  }

  @Test
  void theEventThatAPersonSawMayBeGivenUpAndNoOther() throws Exception {
    console.post(servlet, "action", "save", "address", receiver.uri("/x").toString());
    console.post(OURS, State.FAILED);
    console.post(OURS + "2", State.FAILED);
    assertEquals("", shown().path("stuck").asText(), "nothing is stuck where all goes well");
    webhooks.failed(
        id(),
        new Webhook.Call(Instant.now(), "evt", "-", "-", /* taken= */ false, "HTTP 500"),
        Instant.now(),
        /* stop= */ false);
    assertEquals(2, shown().path("waiting").asInt());
    String seen = shown().path("stuck").asText();
    assertTrue(seen.startsWith("evt_"), seen);
    assertEquals(400, console.post(servlet, "action", "skip", "id", id()).status());
    JsonNode after =
        console.post(servlet, "action", "skip", "id", id(), "event", seen).json().path("webhook");
    assertEquals(1, after.path("waiting").asInt());
    assertEquals("open", after.path("standing").asText());
    ConsoleFixture.Reply again = console.post(servlet, "action", "skip", "id", id(), "event", seen);
    assertEquals(409, again.status(), "the next one is not given up in its place");
    assertEquals(1, shown().path("waiting").asInt());
    assertTrue(again.error().contains("Look again"), again::error);
  }

  @Test
  void whatWaitsGoesWithTheWebhook() throws Exception {
    made();
    String id = id();
    assertEquals(
        id, console.post(servlet, "action", "remove", "id", id).json().path("removed").asText());
    assertEquals(0, console.get(servlet).json().path("webhooks").size());
    assertEquals(404, console.post(servlet, "action", "resume", "id", id).status());
    assertEquals(404, console.post(servlet, "action", "remove", "id", id).status());
  }

  @Test
  void whatMakesNoSenseIsRefusedWithASentence() throws Exception {
    for (String address :
        new String[] {
          "", "x", "ftp://x.example/", "https://", "https://u:p@x.example/", "https://a b"
        }) {
      assertEquals(
          400, console.post(servlet, "action", "save", "address", address).status(), address);
    }
    assertEquals(
        400,
        console
            .post(servlet, "action", "save", "address", "https://x.example/", "states", "NONE")
            .status());
    assertEquals(0, webhooks.all().size());
  }

  @Test
  void whereNoSecretCanBeKeptNothingIs() throws Exception {
    WebhooksServlet open = servlet(new Webhooks(console.repository, null, Clock.systemUTC()));
    ConsoleFixture.Reply reply =
        console.post(open, "action", "save", "address", "https://x.example/");
    assertEquals(409, reply.status());
    assertTrue(reply.error().contains("crypto service"), reply::error);
  }

  @Test
  void thereAreNoMoreThanAreServed() throws Exception {
    for (int i = 0; i < Webhooks.MOST; i++) {
      console.post(servlet, "action", "save", "address", "https://x.example/" + i);
    }
    assertEquals(
        409, console.post(servlet, "action", "save", "address", "https://x.example/").status());
  }

  @Test
  void itIsForAdministratorsOnly() throws Exception {
    console.as("jane");
    assertEquals(403, console.get(servlet).status());
    assertEquals(
        403, console.post(servlet, "action", "save", "address", "https://x.example/").status());
  }

  @Test
  void whatIsEnteredTwiceIsOneWebhook() throws Exception {
    String[] form = {"action", "save", "address", "https://x.example/a", "states", "SENT"};
    assertEquals(200, console.post(servlet, form).status());
    var second = console.post(servlet, form);
    assertEquals(409, second.status());
    assertTrue(second.error().startsWith("There is a webhook with this address"), second.error());
    assertEquals(1, webhooks.all().size());
    form[5] = "FAILED";
    assertEquals(200, console.post(servlet, form).status(), "one that hears of something else");
    form[3] = "https://x.example/b";
    assertEquals(200, console.post(servlet, form).status(), "one that is elsewhere");
  }
}
