// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.calendar.People;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.console.TinyNetwork;
import dev.smo.delivery.DeliverySettings;
import dev.smo.delivery.PostResponder;
import dev.smo.delivery.Transitions;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.engagement.Counters;
import dev.smo.engagement.EngagementPoller;
import dev.smo.engagement.EngagementSettings;
import dev.smo.engagement.FactsStore;
import dev.smo.engagement.ReactionImport;
import dev.smo.engagement.ReplyHiding;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.identity.PageIdentity;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.reactions.impl.StoredBlocks;
import dev.smo.reactions.impl.StoredLookers;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.caconfig.MockContextAwareConfig;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

@ExtendWith(SlingContextExtension.class)
class ReactionsServletTest {
  private static final String IDENTITY = PageIdentity.first(OURS);

  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private ReactionStore store;
  private ReactionsServlet servlet;
  private BlockedServlet blocked;

  @BeforeEach
  void open() throws Exception {
    MockContextAwareConfig.registerAnnotationClasses(context, ReactionPolicy.class);
    console = new ConsoleFixture(context);
    store = new StoredReactions(console.repository, false, Clock.systemUTC());
    Connections connections = new Connections(console.repository, null, Clock.systemUTC());
    NetworkClient client =
        new NetworkClient(
            console.networks,
            console.sessions(connections, Clock.systemUTC()),
            new NetworkCalls(Clock.systemUTC()),
            console.lanes);
    EngagementPoller watch =
        new EngagementPoller(
            console.ledger,
            client,
            new ReactionImport(
                console.ledger,
                new Counters(console.repository),
                new FactsStore(console.repository),
                store),
            Converters.standardConverter().convert(Map.of()).to(EngagementSettings.class),
            Clock.systemUTC());
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    Transitions times =
        new Transitions(
            Converters.standardConverter().convert(Map.of()).to(DeliverySettings.class),
            Clock.systemUTC());
    StoredBlocks blocks = new StoredBlocks(console.repository, Clock.systemUTC());
    ReactionDecisions decisions =
        new ReactionDecisions(
            store,
            blocks,
            new People(context.getService(ResourceResolverFactory.class), console.repository),
            Clock.systemUTC());
    servlet =
        new ReactionsServlet(
            console.tokens,
            new ReactionList(
                console.repository, new ContentPageSource(), store, blocks, console.networks),
            decisions,
            new ReplyActions(
                console.ledger,
                new PostResponder(console.ledger, client, times),
                new ReplyHiding(client),
                decisions),
            new StoredLookers(console.repository, Clock.systemUTC()),
            watch);
    blocked = new BlockedServlet(console.tokens, blocks, console.networks);
  }

  /** A reply to a post of ours that is out. */
  private KeptReaction replyToAPost() {
    PostRecord post =
        console
            .ledger
            .update(console.sent(OURS).id(), sent -> sent.with(Key.PAGE, IDENTITY))
            .orElseThrow();
    String key = post.id().substring(0, 16) + " ann-7";
    String url = "https://tiny.example/ann-7";
    Reaction reaction =
        new Reaction("tiny", key, Reaction.Kind.REPLY, "Ann", "", "Open?", url, Instant.now());
    store.put(IDENTITY, OURS, reaction);
    return store.of(IDENTITY).get(0);
  }

  private Reply answer(KeptReaction kept, String words, String token) throws Exception {
    return console.post(
        servlet,
        "action",
        "answer",
        "identity",
        kept.page(),
        "id",
        kept.id(),
        "words",
        words,
        "token",
        token);
  }

  @Test
  void aReplyIsAnsweredOnceAndShowsWhatBecameOfIt() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    Reply form = console.get(servlet, "answer", kept.id(), "identity", kept.page());
    assertEquals("@ann ", form.json().path("words").asText());
    assertEquals(10, form.json().at("/size/most").asInt());
    Reply size =
        console.post(
            servlet,
            "action",
            "measure",
            "identity",
            kept.page(),
            "id",
            kept.id(),
            "words",
            "@ann Yes!");
    assertEquals(9, size.json().path("length").asInt());
    for (int click = 1; click <= 2; click++) {
      Reply answered = answer(kept, "@ann Yes!", "token-0001");
      assertEquals(200, answered.status(), answered.error());
      JsonNode answers = answered.json().path("answers");
      assertEquals(1, answers.size());
      assertEquals("SCHEDULED", answers.path(0).path("state").asText());
      assertEquals("@ann Yes!", answers.path(0).path("text").asText());
    }
    assertEquals(2, console.ledger.ofPage(IDENTITY).size());
    assertEquals(
        1, console.get(servlet).json().at("/reactions/0/answers").size(), "in the list as well");
  }

  @Test
  void whatCannotBeAnsweredIsRefusedWithTheReason() throws Exception {
    KeptReaction kept = replyToAPost();
    console.as("jane");
    assertEquals(
        "Nobody can be answered on this network from here.",
        answer(kept, "Yes", "token-0001").error());
    assertEquals("[\"approve\",\"hide\"]", actions(console.get(servlet)));
    TinyNetwork.registerTalking(context.bundleContext());
    assertEquals("[\"approve\",\"hide\",\"answer\"]", actions(console.get(servlet)));
    Reply tooLong = answer(kept, "x".repeat(13), "token-0001");
    assertEquals(409, tooLong.status());
    assertEquals(
        "The words count 13 where the network takes 10, 3 too many. Make them shorter.",
        tooLong.error());
    assertEquals(400, answer(kept, "Yes", "?").status());
    assertEquals(400, answer(kept, "x".repeat(50_001), "token-0001").status());
    reply(OURS, "Mentioned by hand");
    KeptReaction other = store.of(IDENTITY).get(1);
    assertEquals(
        "This is no reply to a post that was made from here.",
        answer(other, "Yes", "token-0001").error());
    console.as("joe");
    assertEquals(403, answer(kept, "Yes", "token-0001").status());
    assertEquals(403, console.get(servlet, "answer", kept.id(), "identity", kept.page()).status());
    assertEquals(1, console.ledger.ofPage(IDENTITY).size());
  }

  private static String actions(Reply reply) {
    return reply.json().at("/reactions/0/actions").toString();
  }

  @Test
  void aReplyIsHiddenAndShownHereAndOnItsNetwork() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    for (int click = 1; click <= 2; click++) {
      Reply hidden = decide("hide", kept);
      assertEquals(Set.of("ann-7"), network.hidden);
      assertTrue(hidden.json().path("hiddenThere").asBoolean());
      assertEquals("", hidden.json().path("problem").asText());
      assertEquals("[\"show\",\"answer\"]", hidden.json().path("actions").toString());
      assertEquals(Moderation.HIDDEN, of(kept));
    }
    Reply shown = decide("show", kept);
    assertEquals(Set.of(), network.hidden);
    assertFalse(shown.json().path("hiddenThere").asBoolean());
    assertEquals(Moderation.APPROVED, of(kept));
  }

  @Test
  void whatTheNetworkDoesNotHideIsHiddenHereAllTheSame() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    network.broken = true;
    KeptReaction kept = replyToAPost();
    console.as("jane");
    Reply hidden = decide("hide", kept);
    assertEquals(200, hidden.status());
    assertEquals(Moderation.HIDDEN, of(kept));
    assertFalse(hidden.json().path("hiddenThere").asBoolean());
    assertEquals(
        "It is not known whether it was done. Try again. The answer was lost: reset",
        hidden.json().path("problem").asText());
    assertEquals("[\"show\",\"hide\",\"answer\"]", hidden.json().path("actions").toString());
    network.broken = false;
    assertTrue(decide("hide", kept).json().path("hiddenThere").asBoolean());
    network.broken = true;
    Reply shown = decide("show", kept);
    assertEquals(Moderation.APPROVED, of(kept));
    assertTrue(shown.json().path("hiddenThere").asBoolean(), "still hidden there");
    assertEquals("[\"show\",\"hide\",\"answer\"]", shown.json().path("actions").toString());
    network.broken = false;
    assertFalse(decide("show", kept).json().path("hiddenThere").asBoolean());
  }

  /** Another page may be where the post's page was, and its authors have no say about the post. */
  @Test
  void aReplyToAPostWhosePageIsGoneIsForAdministrators() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    answer(kept, "Yes!", "token-0001");
    console.as("jane");
    assertEquals(1, answers(console.get(servlet)));
    console.ledger.update(
        console.ledger.ofPage(IDENTITY).get(0).id(),
        post -> post.with(Key.AWAY, PageAway.REMOVED.name()));
    assertEquals(403, answer(kept, "No!", "token-0002").status());
    assertEquals(403, console.get(servlet, "answer", kept.id(), "identity", kept.page()).status());
    Reply measured =
        console.post(
            servlet, "action", "measure", "identity", kept.page(), "id", kept.id(), "words", "No");
    assertEquals(403, measured.status());
    assertEquals("[\"approve\",\"hide\"]", actions(console.get(servlet)));
    assertEquals(0, answers(console.get(servlet)));
    assertEquals(200, decide("hide", kept).status());
    assertEquals(Set.of(), network.hidden, "only here");

    console.as("admin");
    assertEquals(200, answer(kept, "No!", "token-0002").status());
    decide("hide", kept);
    assertEquals(Set.of("ann-7"), network.hidden);
  }

  private static int answers(Reply reply) {
    return reply.json().at("/reactions/0/answers").size();
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
