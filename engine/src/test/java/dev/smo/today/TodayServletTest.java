// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.today;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.calendar.Sites;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.fixture.OakSite;
import dev.smo.fixture.TestClock;
import dev.smo.identity.PageIdentity;
import dev.smo.lanes.Lanes;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.repository.Keys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SlingContextExtension.class)
class TodayServletTest {
  private static final String IDENTITY = PageIdentity.first(OURS);

  private final SlingContext context = OakSite.context();
  private final Instant now = Instant.now();
  private ConsoleFixture console;
  private Connections connections;
  private StoredReactions reactions;
  private TodayServlet today;

  @BeforeEach
  void setUp() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    console = new ConsoleFixture(context);
    connections = new Connections(console.repository, null, Clock.systemUTC());
    reactions = new StoredReactions(console.repository, false, Clock.systemUTC());
    today =
        new TodayServlet(
            console.tokens,
            new Days(
                new TodayPosts(console.ledger, console.lanes),
                new Troubles(console.repository, connections, console.lanes),
                reactions),
            new Sites(console.repository));
  }

  private PostRecord post(String name, String page, State state, Duration ahead) {
    return console.ledger.add(
        PostRecord.draft(Keys.post("tiny-en", page, name), state)
            .with(Key.PAGE, "ours")
            .with(Key.PATH, page)
            .with(Key.CONNECTION, "tiny-en")
            .with(Key.NETWORK, "tiny")
            .with(Key.TITLE, name)
            .with(Key.PLANNED, now)
            .with(Key.SCHEDULED, now.plus(ahead)));
  }

  private JsonNode shown() throws Exception {
    return console.get(today).json();
  }

  private static List<String> titles(JsonNode some) {
    List<String> titles = new ArrayList<>();
    some.path("entries").forEach(entry -> titles.add(entry.path("title").asText()));
    return titles;
  }

  @Test
  void whatGoesOutWithinADayOrIsLateIsNext() throws Exception {
    post("soon", OURS, State.SCHEDULED, Duration.ofHours(2));
    post("late", OURS, State.QUEUED, Duration.ofHours(-2));
    post("later", OURS, State.SCHEDULED, Duration.ofHours(30));
    post("out", OURS, State.SENT, Duration.ofHours(-1));
    post("theirs", THEIRS, State.SCHEDULED, Duration.ofHours(1));
    assertEquals(List.of("late", "theirs", "soon"), titles(shown().path("next")));
    console.as("joe");
    assertEquals(List.of("late", "soon"), titles(shown().path("next")));
  }

  @Test
  void ofManyThatGoTenShowAndAllAreCounted() throws Exception {
    for (int i = 0; i < 15; i++) {
      post("p" + i, OURS, State.SCHEDULED, Duration.ofMinutes(i + 1));
    }
    assertEquals(15, shown().path("next").path("total").asInt());
    assertEquals(TodayPosts.MOST, shown().path("next").path("entries").size());
  }

  @Test
  void whatWaitsIsThatOfWhoMayDecide() throws Exception {
    post("approve", OURS, State.AWAITING_APPROVAL, Duration.ofDays(3));
    post("failed", OURS, State.FAILED, Duration.ofDays(-3));
    post("theirs", THEIRS, State.FAILED, Duration.ofDays(-3));
    console.as("jane");
    assertEquals(List.of("approve"), titles(shown().path("approvals")));
    assertEquals(List.of("failed"), titles(shown().path("decisions")));
    assertEquals(2, shown().path("waiting").asInt());
    assertEquals(2, console.get(today, "only", "waiting").json().path("waiting").asInt());
    console.as("joe");
    assertEquals(0, shown().path("waiting").asInt());
  }

  @Test
  void whatFourEyesMustSeeWaitsForOtherEyes() throws Exception {
    PostRecord own = post("own", OURS, State.AWAITING_APPROVAL, Duration.ofDays(1));
    console.ledger.update(own.id(), one -> one.with(Key.OWNERS, new String[] {"jane"}));
    assertEquals(0, console.as("jane").get(today).json().path("waiting").asInt());
  }

  @Test
  void reactionsThatWaitAreCountedForWhoDecides() throws Exception {
    reactions.put(
        IDENTITY,
        OURS,
        new Reaction(
            "tiny", "k", Reaction.Kind.REPLY, "Ann", "", "Open?", "https://t.example/1", now));
    assertEquals(1, console.as("jane").get(today).json().path("replies").asInt());
    assertEquals(0, console.as("joe").get(today).json().path("replies").asInt());
  }

  @Test
  void aConnectionThatIsStoppedIsNamedToAllAndTheReasonToAdministrators() throws Exception {
    connections.save(new Account.Form("tiny-en", "tiny", "Tiny", "", Map.of(), Map.of()));
    assertFalse(shown().path("troubles").toString().contains("tiny-en"));
    console.lanes.stop("tiny-en", "The token was revoked.");
    JsonNode told = shown().path("troubles").path(0);
    assertEquals("The token was revoked.", told.path("reason").asText());
    JsonNode trouble = console.as("jane").get(today).json().path("troubles").path(0);
    assertEquals("stopped", trouble.path("kind").asText());
    assertEquals("tiny-en", trouble.path("connection").asText());
    assertEquals("", trouble.path("reason").asText());
    assertFalse(trouble.path("since").isNull());
  }

  @Test
  void aConnectionThatPausesForADayOrLongerIsToldOf() throws Exception {
    connections.save(new Account.Form("tiny-en", "tiny", "Tiny", "", Map.of(), Map.of()));
    console.lanes.pause("tiny-en", console.lanes.now().plus(Duration.ofHours(1)), "HTTP 429");
    assertFalse(shown().path("troubles").toString().contains("tiny-en"));
    console.lanes.pause("tiny-en", console.lanes.now().plus(Duration.ofDays(9_999)), "HTTP 429");
    JsonNode trouble = shown().path("troubles").path(0);
    assertEquals("paused", trouble.path("kind").asText());
    assertEquals("HTTP 429", trouble.path("reason").asText());
    assertFalse(trouble.path("since").isNull());
  }

  @Test
  void thatNobodyCatchesUpForAnHourConcernsAdministrators() {
    TestClock clock = new TestClock();
    Lanes lanes = new Lanes(console.repository, console.environment, clock);
    Troubles troubles = new Troubles(console.repository, connections, lanes);
    clock.pass(Duration.ofMinutes(59));
    assertEquals(List.of(), troubles.all(true, ZoneOffset.UTC));
    clock.pass(Duration.ofMinutes(2));
    assertEquals("catch-up", troubles.all(true, ZoneOffset.UTC).get(0).kind());
    assertEquals(List.of(), troubles.all(false, ZoneOffset.UTC));
  }

  @Test
  void whatIsBrokenIsCountedWithWhatWaits() throws Exception {
    connections.save(new Account.Form("tiny-en", "tiny", "Tiny", "", Map.of(), Map.of()));
    assertEquals(0, console.get(today, "only", "waiting").json().path("broken").asInt());
    console.lanes.stop("tiny-en", "The token was revoked.");
    assertEquals(1, console.as("jane").get(today, "only", "waiting").json().path("broken").asInt());
  }

  @Test
  void whatWentOutOrFailedSinceATimeIsNewsTheLastFirst() throws Exception {
    PostRecord sent = post("out", OURS, State.SENT, Duration.ofHours(-3));
    console.ledger.update(sent.id(), one -> one.with(Key.SENT, now.minus(Duration.ofMinutes(10))));
    post("failed", OURS, State.FAILED, Duration.ofHours(-1));
    post("before", OURS, State.SENT, Duration.ofHours(-5));
    post("waits", OURS, State.AWAITING_APPROVAL, Duration.ofMinutes(-5));
    post("theirs", THEIRS, State.SENT, Duration.ofMinutes(-5));
    String since = now.minus(Duration.ofHours(2)).toString();
    JsonNode news = console.as("joe").get(today, "since", since).json().path("news");
    assertEquals(List.of("out", "failed"), titles(news));
    assertEquals(2, news.path("total").asInt());
    assertTrue(shown().path("news").isNull(), "nobody asked for news");
    assertEquals(400, console.get(today, "since", "yesterday").status());
  }

  @Test
  void newsGoNoFurtherBackThanSevenDays() throws Exception {
    post("old", OURS, State.SENT, Duration.ofDays(-8));
    post("new", OURS, State.SENT, Duration.ofDays(-6));
    JsonNode news = console.get(today, "since", "2020-01-01T00:00:00Z").json().path("news");
    assertEquals(List.of("new"), titles(news));
  }

  @Test
  void aStrangerIsToldNothing() throws Exception {
    assertEquals(401, console.asStranger().get(today).status());
    assertEquals(401, console.asStranger().get(today, "only", "waiting").status());
  }
}
