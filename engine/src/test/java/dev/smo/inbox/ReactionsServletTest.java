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
import dev.smo.engagement.ReplyTreatment;
import dev.smo.engagement.Watch;
import dev.smo.engagement.Watches;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.identity.PageIdentity;
import dev.smo.ledger.Ledger;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.RemotePost;
import dev.smo.reactions.impl.StoredBlocks;
import dev.smo.reactions.impl.StoredDeletions;
import dev.smo.reactions.impl.StoredLookers;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.reactions.store.Aside;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import dev.smo.reactions.store.Reaction;
import dev.smo.reactions.store.ReactionPolicy;
import dev.smo.reactions.store.ReactionStore;
import dev.smo.repository.Repository;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
  private DeletedServlet deleted;
  private boolean diskIsFull;

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
    StoredDeletions deletions = new StoredDeletions(console.repository, Clock.systemUTC());
    StoredBlocks blocks = new StoredBlocks(console.repository, Clock.systemUTC());
    ReactionDecisions decisions =
        new ReactionDecisions(
            store,
            blocks,
            deletions,
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
                new PostResponder(new Ledger(full()), client, times),
                new ReplyTreatment(client),
                decisions,
                watch,
                new Watches(console.repository),
                console.decisions),
            new StoredLookers(console.repository, Clock.systemUTC()));
    deleted = new DeletedServlet(console.tokens, deletions, console.networks);
    blocked = new BlockedServlet(console.tokens, blocks, console.networks);
  }

  /** A repository that takes nothing while {@link #diskIsFull}. */
  private Repository full() {
    return new Repository(context.getService(ResourceResolverFactory.class)) {
      @Override
      public <T> T commit(Work<T> work) {
        if (diskIsFull) {
          throw new IllegalStateException("the disk is full");
        }
        return super.commit(work);
      }
    };
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
    return answer(kept, words, token, revision(kept));
  }

  private Reply answer(KeptReaction kept, String words, String token, String revision)
      throws Exception {
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
        token,
        "revision",
        revision);
  }

  /** Of a reaction as it stands now. */
  private String revision(KeptReaction kept) {
    return now(kept).revision();
  }

  private KeptReaction now(KeptReaction kept) {
    return store.of(kept.page()).stream()
        .filter(one -> one.id().equals(kept.id()))
        .findFirst()
        .orElseThrow();
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
  void aCommentOnAVideoThatThePageShowsIsAnswered() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    RemotePost video = new RemotePost("v1", URI.create("https://tiny.example/v1"));
    Watch watch = Watch.of(IDENTITY, OURS, "tiny", video, Instant.now());
    Watches watches = new Watches(console.repository);
    watches.add(watch.told("tiny-en", Instant.now()));
    String key = watch.id().substring(0, 16) + " c1";
    String url = "https://tiny.example/v1#c1";
    store.put(
        IDENTITY,
        OURS,
        new Reaction("tiny", key, Reaction.Kind.REPLY, "Ann", "", "Open?", url, Instant.now()));
    KeptReaction kept = store.of(IDENTITY).get(0);
    console.as("joe");
    assertEquals(403, answer(kept, "Yes", "token-0001").status());
    console.as("jane");
    JsonNode shown = console.get(servlet).json().at("/reactions/0");
    assertTrue(
        shown.path("post").isNull() || shown.path("post").isMissingNode(), "no post of ours");
    Reply answered = answer(kept, "Yes", "token-0001");
    assertEquals(200, answered.status(), answered.error());
    assertEquals("Yes", answered.json().at("/answers/0/text").asText());
    PostRecord entered = console.ledger.ofPage(IDENTITY).get(0);
    assertEquals("c1", entered.inReplyTo().orElseThrow().id());
    assertEquals("tiny-en", entered.text(Key.CONNECTION));
  }

  /** A reply to a note of ours that is out. */
  private KeptReaction replyToANote() {
    PostRecord sent = console.sent(OURS);
    PostRecord note =
        console
            .ledger
            .update(
                sent.id(),
                post -> post.with(Key.PAGE, IDENTITY).with(Key.EDITION, PostRecord.NOTE + "token"))
            .orElseThrow();
    String place = Aside.of(IDENTITY, note.id());
    String key = note.id().substring(0, 16) + " ann-7";
    String url = "https://tiny.example/ann-7";
    store.put(
        place,
        OURS,
        new Reaction("tiny", key, Reaction.Kind.REPLY, "Ann", "", "Open?", url, Instant.now()));
    return store.of(place).get(0);
  }

  @Test
  void aReplyToANoteIsAnsweredByWhoMayWriteThePageUnderWhichThatIsFiled() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToANote();
    console.as("joe");
    assertEquals(0, console.get(servlet).json().path("reactions").size());
    assertEquals(403, answer(kept, "@ann Yes!", "token-0001").status());
    console.as("jane");
    JsonNode waiting = console.get(servlet).json().at("/reactions/0");
    assertEquals("Open?", waiting.path("text").asText());
    assertEquals("new", waiting.path("state").asText());
    assertFalse(waiting.path("shows").asBoolean());
    assertEquals("hide answer", actions(waiting), "there is nothing to approve");
    JsonNode one = console.get(servlet, "id", kept.id(), "identity", kept.page()).json();
    assertEquals("tiny-en", one.at("/post/connection").asText(), one.toString());
    Reply answered = answer(kept, "@ann Yes!", "token-0001");
    assertEquals(200, answered.status(), answered.error());
    assertEquals("done", answered.json().path("state").asText());
    assertEquals(1, answered.json().path("answers").size());
    assertEquals(0, console.get(servlet).json().path("reactions").size(), "it waits no more");
  }

  @Test
  void whoMayWriteThePageSeesWhoDeletedWhatAndNothingOfWhatItSaid() throws Exception {
    String url = "https://ann.example/words";
    store.put(
        IDENTITY,
        OURS,
        new Reaction(
            Reaction.WEBMENTION,
            url,
            Reaction.Kind.MENTION,
            "Ann",
            "",
            "Words",
            url,
            Instant.now()));
    KeptReaction kept = store.of(IDENTITY).get(0);
    console.as("joe");
    assertEquals(403, act(kept, "delete").status());
    console.as("jane");
    assertEquals(409, act(kept, "delete", "revision", "another").status());
    assertEquals(0, console.get(deleted).json().path("deleted").size());
    assertEquals(200, act(kept, "delete").status());
    JsonNode all = console.get(deleted).json();
    JsonNode one = all.at("/deleted/0");
    assertEquals(kept.id(), one.path("id").asText());
    assertEquals("jane", one.path("by").asText());
    assertEquals(OURS, one.path("page").asText());
    assertEquals("mention", one.path("kind").asText());
    assertFalse(all.toString().contains("Words"), all::toString);
    assertFalse(all.toString().contains("ann.example"), all::toString);
    console.as("joe");
    assertEquals(0, console.get(deleted).json().path("deleted").size());
    assertEquals(400, console.get(deleted, "before", "yesterday").status());
    console.asStranger();
    assertEquals(401, console.get(deleted).status());
  }

  @Test
  void aReplyToANoteIsHiddenOnItsNetworkAndShownAgain() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToANote();
    console.as("jane");
    assertEquals("hidden", decide("hide", kept).json().path("state").asText());
    assertEquals(Set.of("ann-7"), network.hidden);
    assertEquals("done", decide("show", kept).json().path("state").asText());
    assertEquals(Set.of(), network.hidden);
  }

  @Test
  void whatCannotBeAnsweredIsRefusedWithTheReason() throws Exception {
    KeptReaction kept = replyToAPost();
    console.as("jane");
    assertEquals(
        "Nobody can be answered on this network from here.",
        answer(kept, "Yes", "token-0001").error());
    assertEquals("approve hide", actions(console.get(servlet)));
    TinyNetwork.registerTalking(context.bundleContext());
    assertEquals("approve hide answer", actions(console.get(servlet)));
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
    return actions(reply.json().at("/reactions/0"));
  }

  /** What a person may do about it, apart from what may be done with all. */
  private static String actions(JsonNode reaction) {
    List<String> actions = new ArrayList<>();
    reaction.path("actions").forEach(action -> actions.add(action.asText()));
    actions.removeAll(List.of("assign", "done", "todo", "block", "like", "unlike"));
    return String.join(" ", actions);
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
      assertEquals("show answer", actions(hidden.json()));
      assertEquals(Moderation.HIDDEN, of(kept));
    }
    Reply shown = decide("show", kept);
    assertEquals(Set.of(), network.hidden);
    assertFalse(shown.json().path("hiddenThere").asBoolean());
    assertEquals(Moderation.APPROVED, of(kept));
  }

  @Test
  void aReplyIsLikedAsTheAccountOnceAndNotAnyMore() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    Reply liked = decide("like", kept);
    assertEquals(200, liked.status(), liked::error);
    assertTrue(liked.json().path("liked").asBoolean());
    assertTrue(liked.json().path("actions").toString().contains("unlike"), liked.json()::toString);
    assertEquals(Set.of("ann-7"), network.liked);
    assertEquals(
        409, act(kept, "like", "revision", kept.revision()).status(), "an old view decides");
    Reply again = decide("like", store.of(IDENTITY).get(0));
    assertEquals(200, again.status(), again::error);
    assertEquals(1, steps("like"), "liked twice is one like");
    Reply not = decide("unlike", store.of(IDENTITY).get(0));
    assertFalse(not.json().path("liked").asBoolean());
    assertEquals(Set.of(), network.liked);
    assertEquals(1, steps("unlike"));
  }

  private long steps(String what) {
    return store.of(IDENTITY).get(0).handling().steps().stream()
        .filter(step -> step.what().equals(what))
        .count();
  }

  @Test
  void aLikeThatTheNetworkDoesNotTakeIsNotNoted() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    network.broken = true;
    console.as("jane");
    Reply lost = decide("like", kept);
    assertEquals(409, lost.status());
    assertTrue(lost.error().contains("Try again"), lost::error);
    assertEquals(0, steps("like"));
    console.as("joe");
    network.broken = false;
    assertEquals(403, decide("like", kept).status());
    assertEquals(Set.of(), network.liked);
  }

  @Test
  void theSearchLooksThroughAllThatAPersonDecidesAbout() throws Exception {
    reply(OURS, "An Owl in the attic");
    reply(OURS, "A fox");
    console.as("jane");
    assertEquals(List.of("An Owl in the attic"), found("q", "owl ATTIC"));
    assertEquals(2, found("q", OURS).size(), "the path of the page");
    assertEquals(List.of(), found("q", "owl fox"));
    assertEquals(2, found("q", "  ").size());
    assertEquals(List.of("A fox"), found("q", "fox", "page", OURS));
    assertEquals(List.of("A fox"), found("q", "fox", "state", "all"));
    assertEquals(400, console.get(servlet, "q", "x".repeat(201)).status());
    console.as("joe");
    assertEquals(List.of(), found("q", "fox"), "what somebody has no say in is not found");
  }

  private List<String> found(String... parameters) throws Exception {
    List<String> texts = new ArrayList<>();
    Reply reply = console.get(servlet, parameters);
    assertEquals(200, reply.status(), reply::error);
    reply.json().path("reactions").forEach(one -> texts.add(one.path("text").asText()));
    return texts;
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
    assertEquals("show hide answer", actions(hidden.json()));
    network.broken = false;
    assertTrue(decide("hide", kept).json().path("hiddenThere").asBoolean());
    network.broken = true;
    Reply shown = decide("show", kept);
    assertEquals(Moderation.APPROVED, of(kept));
    assertTrue(shown.json().path("hiddenThere").asBoolean(), "still hidden there");
    assertEquals("show hide answer", actions(shown.json()));
    network.broken = false;
    assertFalse(decide("show", kept).json().path("hiddenThere").asBoolean());
  }

  @Test
  void aReplyToAPostOfAnAccountThatThePagesSiteDoesNotNameIsForAdministrators() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.ledger.update(
        console.ledger.ofPage(IDENTITY).get(0).id(),
        post -> post.with(Key.SITE, ConsoleFixture.ELSEWHERE));
    console.as("jane");
    assertEquals(0, answers(console.get(servlet)));
    assertEquals(403, answer(kept, "Yes!", "token-0001").status());
    console.as("admin");
    assertEquals(200, answer(kept, "Yes!", "token-0001").status());
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
    assertEquals("approve hide", actions(console.get(servlet)));
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
    return act(kept, action);
  }

  /** Does something with a reaction as it stands now. */
  private Reply act(KeptReaction kept, String action, String... more) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("action", action, "identity", kept.page(), "id", kept.id()));
    all.addAll(List.of(more));
    boolean decides = !List.of("look", "leave", "measure").contains(action);
    if (decides && !all.contains("revision")) {
      all.addAll(List.of("revision", revision(kept)));
    }
    return console.post(servlet, all.toArray(String[]::new));
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
    assertEquals("hide", actions(approved.json()));
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
  void whatIsNotAsItWasReadIsRefusedAndNothingChanges() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    assertEquals(200, act(kept, "assign", "to", "jane").status());
    for (String action : List.of("approve", "hide", "done", "todo", "assign", "block")) {
      Reply late = act(kept, action, "to", "", "revision", kept.revision());
      assertEquals(409, late.status(), action);
    }
    assertEquals(Moderation.PENDING, of(kept));
    assertEquals("jane", now(kept).handling().assignee());
    assertEquals(1, now(kept).handling().steps().size(), "only the first is noted");
    assertEquals(
        400,
        console.post(servlet, "action", "hide", "identity", kept.page(), "id", kept.id()).status(),
        "without a revision");
  }

  @Test
  void aSecondAnswerThatHasNotSeenTheFirstIsRefusedAndThenGoesOut() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    assertEquals(200, answer(kept, "Yes!", "token-0001").status());
    console.as("admin");
    Reply late = answer(kept, "No!", "token-0002", kept.revision());
    assertEquals(409, late.status());
    assertEquals(2, console.ledger.ofPage(IDENTITY).size(), "the post and one answer");
    assertEquals(200, answer(kept, "No!", "token-0002", revision(kept)).status());
    assertEquals(3, console.ledger.ofPage(IDENTITY).size());
    assertEquals(
        200,
        answer(kept, "No!", "token-0002", kept.revision()).status(),
        "the same once more, as a browser does that has lost the first answer");
    assertEquals(3, console.ledger.ofPage(IDENTITY).size());
    assertEquals("jane answer, admin answer", steps(kept));
  }

  @Test
  void anAnswerThatCannotGoOutIsNoStep() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    assertEquals(409, answer(kept, "x".repeat(13), "token-0001").status());
    assertEquals("", steps(kept));
  }

  @Test
  void aReactionIsTakenGivenBackAndGivenToWhoMayDecide() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    Reply mine = act(kept, "assign", "to", "jane");
    assertEquals("assigned", mine.json().path("state").asText());
    assertEquals(1, console.get(servlet, "state", "mine").json().path("reactions").size());
    assertEquals(200, act(kept, "approve").status());
    assertEquals(
        1, console.get(servlet).json().path("reactions").size(), "Jane has more to do about it");
    assertEquals(409, act(kept, "assign", "to", "joe").status(), "Joe only reads the page");
    assertEquals(409, act(kept, "assign", "to", "nobody-at-all").status());
    assertEquals(200, act(kept, "assign", "to", "admin").status());
    assertEquals(0, console.get(servlet, "state", "mine").json().path("reactions").size());
    assertEquals(200, act(kept, "done").status());
    assertEquals(0, console.get(servlet).json().path("total").asInt());
    assertEquals(1, console.get(servlet, "state", "done").json().path("reactions").size());
    assertEquals(200, act(kept, "todo").status());
    assertEquals(1, console.get(servlet, "only", "waiting").json().path("waiting").asInt());
    assertEquals("jane assign, jane approve, jane assign, jane done, jane todo", steps(kept));
  }

  @Test
  void whatIsHiddenIsGivenToNobodyAndLeavesNothingToDo() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    JsonNode hidden = act(kept, "hide").json();
    for (String action : List.of("assign", "todo", "done")) {
      assertEquals(409, act(kept, action, "to", "jane").status(), action);
      assertFalse(
          hidden.path("actions").toString().contains('"' + action + '"'),
          () -> "a button that would be refused: " + hidden.path("actions"));
    }
    assertEquals(200, act(kept, "show").status());
    assertEquals(200, act(kept, "assign", "to", "jane").status());
    assertTrue(now(kept).waits());
  }

  @Test
  void whatIsAnsweredIsSettledOnceTheAnswerIsEnteredAndNotAgain() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    act(kept, "approve");
    act(kept, "assign", "to", "jane");
    diskIsFull = true;
    assertEquals(500, answer(kept, "Yes!", "token-0001").status());
    assertTrue(now(kept).waits(), "nothing was entered yet");
    diskIsFull = false;
    assertEquals(200, answer(kept, "Yes!", "token-0001").status());
    assertFalse(now(kept).waits());
    assertEquals(200, act(kept, "todo").status());
    assertEquals(200, answer(kept, "Yes!", "token-0001").status());
    assertTrue(now(kept).waits(), "Jane found more to do since");
  }

  private String steps(KeptReaction kept) {
    return now(kept).handling().steps().stream()
        .map(step -> step.who() + " " + step.what())
        .collect(Collectors.joining(", "));
  }

  @Test
  void whoIsBlockedIsNeitherShownNorWaitsBeforeAndAfterUntilTheBlockIsTakenBack() throws Exception {
    KeptReaction shown = from("https://social.example/@eve", "First");
    KeptReaction waiting = from("https://social.example/@eve", "Second");
    console.as("jane");
    act(shown, "approve");
    Reply blocking = act(waiting, "block");
    assertEquals(200, blocking.status(), blocking.error());
    assertEquals("blocked", blocking.json().path("state").asText());
    KeptReaction later = from("https://social.example/@eve/", "Third");
    from("https://social.example/@ann", "Fourth");
    assertEquals(List.of(), shown());
    JsonNode waits = console.get(servlet).json().path("reactions");
    assertEquals(1, waits.size(), waits::toPrettyString);
    assertEquals("Fourth", waits.path(0).path("text").asText());
    assertEquals("blocked", ReactionView.state(now(later)));

    JsonNode block = console.get(blocked).json().path("blocked").path(0);
    assertEquals("https://social.example/@eve", block.path("address").asText());
    assertEquals(OURS, block.path("scope").asText(), "as far as Jane may change pages");
    assertEquals("jane", block.path("by").asText());
    String[] unblock = {
      "action", "unblock", "id", block.path("id").asText(), "scope", block.path("scope").asText()
    };
    console.as("joe");
    assertEquals(0, console.get(blocked).json().path("blocked").size());
    assertEquals(403, console.post(blocked, unblock).status());
    console.as("jane");
    assertEquals(200, console.post(blocked, unblock).status());
    assertEquals(404, console.post(blocked, unblock).status());
    assertEquals("First", shown().get(0).text());
    assertEquals(3, console.get(servlet).json().path("total").asInt());
  }

  /**
   * What strangers see, read anew: who keeps it hears of a block as of all changes, a bit later.
   */
  private List<Reaction> shown() {
    return new StoredReactions(console.repository, false, Clock.systemUTC())
        .shown(IDENTITY)
        .approved();
  }

  private KeptReaction from(String author, String text) {
    store.put(
        IDENTITY,
        OURS,
        new Reaction("tiny", text, Reaction.Kind.REPLY, "Eve", author, text, "", Instant.now()));
    return store.of(IDENTITY).stream()
        .filter(kept -> kept.reaction().text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoseSenderNobodyKnowsIsNotBlocked() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    assertEquals(409, act(kept, "block").status());
    assertEquals(0, console.get(blocked).json().path("blocked").size());
  }

  @Test
  void twoPeopleAtOneReplySeeEachOther() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    act(kept, "assign", "to", "jane");
    assertEquals(0, act(kept, "look").json().path("lookers").size(), "nobody sees herself");
    act(kept, "look", "answering", "true");
    console.as("admin");
    JsonNode there = act(kept, "look").json().path("lookers");
    assertEquals("jane", there.path(0).path("user").asText());
    assertTrue(there.path(0).path("answering").asBoolean());
    assertEquals(
        "jane",
        console
            .get(servlet, "id", kept.id(), "identity", kept.page())
            .json()
            .at("/lookers/0/user")
            .asText());
    console.as("joe");
    assertEquals(403, act(kept, "look").status());
    Reply seen = console.get(servlet, "id", kept.id(), "identity", kept.page());
    assertEquals(200, seen.status());
    assertEquals(0, seen.json().path("lookers").size(), "who decides nothing sees nobody");
    assertEquals("", seen.json().at("/reaction/assignee").asText());
    console.as("jane");
    act(kept, "leave");
    console.as("admin");
    assertEquals(0, act(kept, "look").json().path("lookers").size());
  }

  @Test
  void reactionsAreFilteredAndComeInPortionsTheNewestFirst() throws Exception {
    for (int i = 0; i < ReactionList.MOST + 5; i++) {
      from("https://social.example/@ann", "Reply " + i);
    }
    from("https://social.example/@eve", "Last");
    console.as("jane");
    JsonNode first = console.get(servlet).json();
    assertEquals(ReactionList.MOST + 6, first.path("total").asInt());
    assertEquals(ReactionList.MOST, first.path("reactions").size());
    JsonNode rest = console.get(servlet, "before", first.path("next").asText()).json();
    assertEquals(6, rest.path("reactions").size());
    assertEquals("", rest.path("next").asText());
    JsonNode all = console.get(servlet, "state", "all").json();
    assertEquals(ReactionList.MOST, all.path("reactions").size());
    JsonNode behind =
        console.get(servlet, "state", "all", "before", all.path("next").asText()).json();
    assertEquals(6, behind.path("reactions").size());
    assertEquals(0, console.get(servlet, "network", "other").json().path("total").asInt());
    assertEquals(0, console.get(servlet, "kind", "mention").json().path("total").asInt());
    assertEquals(400, console.get(servlet, "state", "gone").status());
    assertEquals(400, console.get(servlet, "before", "../..").status());
    console.as("joe");
    assertEquals(0, console.get(servlet, "state", "all").json().path("reactions").size());
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
