// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.delivery.EngineInstance;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.lanes.LaneClaims;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What administrators see of environment, lanes and checks. */
@ExtendWith(SlingContextExtension.class)
class AdministrationServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private final Instant now = Instant.now();
  private ConsoleFixture console;
  private Connections connections;
  private AdministrationServlet servlet;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    connections = new Connections(console.repository, null, Clock.systemUTC());
    connections.save(new Account.Form("tiny-en", "tiny", "Tiny", "", Map.of(), Map.of()));
    servlet = servlet(console.lanes);
  }

  private AdministrationServlet servlet(Lanes lanes) {
    return new AdministrationServlet(
        console.tokens,
        lanes,
        EngineInstance.of("node-1"),
        new QueueReport(connections, lanes, console.ledger, TwoQueues.jobs()));
  }

  private void waits(String connection, String name, Duration ahead) {
    console.ledger.add(
        PostRecord.draft(Keys.post(connection, OURS, name), State.SCHEDULED)
            .with(Key.PAGE, "ours")
            .with(Key.PATH, OURS)
            .with(Key.CONNECTION, connection)
            .with(Key.NETWORK, "tiny")
            .with(Key.PLANNED, now)
            .with(Key.SCHEDULED, now.plus(ahead))
            .with(Key.DUE, now.plus(ahead)));
  }

  private JsonNode lane(int row) throws Exception {
    return console.get(servlet).json().path("queue").path("lanes").path(row);
  }

  @Test
  void itSaysThatThisOnePostsAndByWhatItIsRecognised() throws Exception {
    JsonNode environment = console.get(servlet).json().path("environment");
    assertEquals("test", environment.path("name").asText());
    assertTrue(environment.path("obstacle").isNull(), environment::toString);
    assertEquals("name", environment.path("sign").asText());
    assertEquals(1, environment.path("homes").size());
    assertTrue(environment.path("homes").path(0).path("here").asBoolean());
    assertEquals("node-1", console.get(servlet).json().path("instance").asText());
  }

  @Test
  void ofACopyItSaysWhyItPostsNothing() throws Exception {
    console.get(servlet);
    AdministrationServlet copy =
        servlet(new Lanes(console.repository, console.elsewhere(), Clock.systemUTC()));
    JsonNode environment = console.get(copy).json().path("environment");
    assertTrue(environment.path("obstacle").asText().contains("may be a copy"));
    assertTrue(environment.path("sign").isNull(), environment::toString);
  }

  @Test
  void aLaneSaysHowManyWaitHowManyAreDueAndSinceWhen() throws Exception {
    waits("tiny-en", "soon", Duration.ofDays(300));
    waits("tiny-en", "now", Duration.ofMinutes(-3));
    waits("tiny-en", "old", Duration.ofMinutes(-5));
    JsonNode lane = lane(0);
    assertEquals(3, lane.path("waiting").asInt());
    assertEquals(2, lane.path("due").asInt());
    assertEquals(
        now.minusSeconds(300).toEpochMilli(),
        Instant.parse(lane.path("oldest").asText()).toEpochMilli());
    assertFalse(lane.path("untaken").asBoolean(), "five minutes are no delay");
    assertEquals("open", lane.path("lane").path("state").asText());
  }

  @Test
  void aLaneThatNobodyTakesIsToldOfUnlessSomethingHoldsItOrSomebodyWorksOnIt() throws Exception {
    waits("tiny-en", "old", Duration.ofMinutes(-20));
    assertTrue(lane(0).path("untaken").asBoolean());
    LaneClaims.Worker worker = new LaneClaims.Worker("node-2", "boot", "claim");
    console.lanes.claims().claim("tiny-en", worker, Instant.now().plusSeconds(60));
    assertFalse(lane(0).path("untaken").asBoolean());
    assertEquals("node-2", lane(0).path("working").path("instance").asText());
    Instant since = Instant.parse(lane(0).path("working").path("since").asText());
    assertFalse(since.isBefore(now.minusMillis(1)), since::toString);
    console
        .lanes
        .claims()
        .hold("tiny-en", dev.smo.lanes.Lane.Use.SEND, worker, Duration.ofMinutes(5));
    assertEquals(
        since.toString(),
        lane(0).path("working").path("since").asText(),
        "a claim that is prolonged began when it was made");
    console.lanes.claims().release("tiny-en", worker);
    assertTrue(lane(0).path("working").isNull());
    console.lanes.stop("tiny-en", "The token was revoked.");
    assertFalse(lane(0).path("untaken").asBoolean());
    assertEquals("The token was revoked.", lane(0).path("lane").path("reason").asText());
  }

  @Test
  void postsOfAConnectionThatIsGoneAreSeen() throws Exception {
    waits("removed", "old", Duration.ofMinutes(-1));
    assertEquals("removed", lane(1).path("connection").asText());
    assertFalse(lane(1).path("known").asBoolean());
  }

  @Test
  void ofSlingsQueuesOursAreShown() throws Exception {
    JsonNode jobs = console.get(servlet).json().path("queue").path("jobs");
    assertEquals(1, jobs.size());
    assertEquals("smo-deliver-tiny-en", jobs.path(0).path("name").asText());
    assertEquals(7, jobs.path(0).path("queued").asInt());
  }

  @Test
  void eachCheckSaysWhatItFoundAndOneThatFailsKeepsNoOtherFromIt() throws Exception {
    FelixChecks checks = new FelixChecks();
    checks.addCheck(
        () -> {
          throw new IllegalStateException("secret words");
        },
        Map.of(HealthCheck.NAME, "A broken one"));
    checks.addCheck(
        () -> new Result(Result.Status.WARN, "Look at it."), Map.of(HealthCheck.NAME, "B"));
    ChecksServlet shown = new ChecksServlet(console.tokens, console.lanes, checks);
    JsonNode told = console.get(shown).json().path("checks");
    assertEquals("HEALTH_CHECK_ERROR", told.path(0).path("status").asText());
    assertFalse(told.toString().contains("secret words"), told::toString);
    assertEquals("WARN", told.path(1).path("status").asText());
    assertEquals("Look at it.", told.path(1).path("messages").path(0).path("message").asText());
  }

  @Test
  void aHostWithoutHealthChecksHasNone() throws Exception {
    ChecksServlet shown = new ChecksServlet(console.tokens, console.lanes, null);
    assertEquals(0, console.get(shown).json().path("checks").size());
  }

  @Test
  void itIsForAdministratorsOnly() throws Exception {
    ChecksServlet checks = new ChecksServlet(console.tokens, console.lanes, null);
    DecisionsServlet decisions = new DecisionsServlet(console.tokens, console.ledger);
    console.as("jane");
    assertEquals(403, console.get(servlet).status());
    assertEquals(403, console.get(checks).status());
    assertEquals(403, console.get(decisions).status());
    assertEquals(401, console.asStranger().get(servlet).status());
  }
}
