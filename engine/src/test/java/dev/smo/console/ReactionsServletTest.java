// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.console.ConsoleFixture.OURS;
import static dev.smo.console.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.console.ConsoleFixture.Reply;
import dev.smo.engagement.Counters;
import dev.smo.engagement.EngagementPoller;
import dev.smo.engagement.EngagementSettings;
import dev.smo.engagement.ReactionImport;
import dev.smo.fixture.OakSite;
import dev.smo.identity.PageIdentity;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

@ExtendWith(SlingContextExtension.class)
class ReactionsServletTest {
  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private ReactionStore store;
  private ReactionsServlet servlet;

  @BeforeEach
  void open() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    console = new ConsoleFixture(context);
    store = new StoredReactions(console.repository, false, Clock.systemUTC());
    Connections connections = new Connections(console.repository, null, Clock.systemUTC());
    EngagementPoller watch =
        new EngagementPoller(
            console.ledger,
            new NetworkClient(
                console.networks,
                new Sessions(connections, console.networks, Clock.systemUTC()),
                new NetworkCalls(Clock.systemUTC())),
            new ReactionImport(new Counters(console.repository), store),
            Converters.standardConverter().convert(Map.of()).to(EngagementSettings.class),
            Clock.systemUTC());
    servlet = new ReactionsServlet(console.tokens, store, console.networks, watch);
  }

  private KeptReaction reply(String path, String text) {
    String page = PageIdentity.first(path);
    store.put(
        page,
        path,
        new Reaction("tiny", text, Reaction.Kind.REPLY, "Ann", "", text, "", Instant.now()));
    return store.of(page).get(0);
  }

  private Reply decide(String action, KeptReaction kept) throws Exception {
    return console.post(servlet, "action", action, "identity", kept.page(), "id", kept.id());
  }

  private Moderation of(KeptReaction kept) {
    return store.of(kept.page()).get(0).moderation();
  }

  @Test
  void whoMayWriteAPageDecidesWhatIsShownOnIt() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    Reply list = console.get(servlet);
    assertEquals(1, list.json().path("reactions").size());
    assertEquals("Well done", list.json().path("reactions").path(0).path("text").asText());
    assertEquals("Ours", list.json().path("reactions").path(0).path("title").asText());
    Reply approved = decide("approve", kept);
    assertEquals(200, approved.status());
    assertEquals("[\"hide\"]", approved.json().path("actions").toString());
    assertEquals(Moderation.APPROVED, of(kept));
    assertEquals(0, console.get(servlet).json().path("reactions").size());
    assertEquals(1, console.get(servlet, "page", OURS).json().path("reactions").size());
    decide("hide", kept);
    assertEquals(Moderation.HIDDEN, of(kept));
    assertEquals("jane", store.of(kept.page()).get(0).decidedBy());
  }

  @Test
  void whoOnlyReadsAPageDecidesNothing() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("joe");
    assertEquals(0, console.get(servlet).json().path("reactions").size());
    assertEquals(403, decide("approve", kept).status());
    assertEquals(403, console.post(servlet, "action", "refresh", "page", OURS).status());
    assertEquals(Moderation.PENDING, of(kept));
  }

  @Test
  void reactionsToPagesThatAPersonDoesNotSeeAreNotThere() throws Exception {
    KeptReaction kept = reply(THEIRS, "Well done");
    console.as("jane");
    assertEquals(0, console.get(servlet).json().path("reactions").size());
    assertEquals(404, decide("approve", kept).status());
    assertEquals(404, console.get(servlet, "page", THEIRS).status());
  }

  @Test
  void strangersAndForeignSitesAreRefused() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.asStranger();
    assertEquals(401, console.get(servlet).status());
    console.as("jane");
    assertEquals(
        403,
        console
            .postWithToken(
                "", servlet, "action", "approve", "identity", kept.page(), "id", kept.id())
            .status());
    assertEquals(Moderation.PENDING, of(kept));
  }

  @Test
  void nonsenseIsRefused() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    assertEquals(400, decide("explode", kept).status());
    assertEquals(
        404,
        console.post(servlet, "action", "hide", "identity", "../../etc", "id", kept.id()).status());
  }
}
