// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.connections.Sessions;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.delivery.DeliverySettings;
import dev.smo.delivery.EngineInstance;
import dev.smo.delivery.Pictures;
import dev.smo.delivery.PostEditor;
import dev.smo.delivery.Transitions;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.gate.Gate;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Repository;
import dev.smo.socialimage.SocialImages;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.jcr.Session;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

@ExtendWith(SlingContextExtension.class)
class PostsServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private Connections connections;
  private PostsServlet posts;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    TinyNetwork.register(context.bundleContext());
    connections = new Connections(console.repository, null, Clock.systemUTC());
    Sessions sessions = console.sessions(connections, Clock.systemUTC());
    NetworkCalls calls = new NetworkCalls(Clock.systemUTC());
    PostEditor editor =
        new PostEditor(
            console.ledger,
            new NetworkClient(console.networks, sessions, calls, console.lanes),
            new Pictures(
                new Gate(OakSite.outbound(URI.create("http://127.0.0.1:1"))),
                new SocialImages(new ContentPageSource(), console.repository, Clock.systemUTC())),
            EngineInstance.of("node-1"),
            new Transitions(
                Converters.standardConverter().convert(Map.of()).to(DeliverySettings.class),
                Clock.systemUTC()));
    posts =
        new PostsServlet(
            console.tokens,
            new PostActions(
                console.ledger, console.decisions, editor, console.networks, console.lanes),
            console.networks,
            connections,
            new LoadedChoices(sessions, console.networks, new ConsoleCalls(calls)));
  }

  @Test
  void aPostThatIsDueSaysWhatHoldsUpItsConnection() throws Exception {
    PostRecord post = console.post(OURS, State.SCHEDULED);
    console.ledger.update(post.id(), record -> record.with(Key.DUE, Instant.EPOCH));
    assertEquals("", console.get(posts).json().path("posts").path(0).path("waits").asText());
    console.lanes.stop("tiny-en", "token revoked");
    assertEquals(
        "token revoked", console.get(posts).json().path("posts").path(0).path("waits").asText());
    assertTrue(console.get(posts).json().path("obstacle").isNull());
  }

  @Test
  void aPostThatWaitsForAPauseSaysWhenItGoesOn() throws Exception {
    PostRecord post = console.post(OURS, State.SCHEDULED);
    console.ledger.update(post.id(), record -> record.with(Key.DUE, Instant.EPOCH));
    Instant end = console.lanes.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(600);
    console.lanes.pause("tiny-en", end, "asked to wait");
    JsonNode shown = console.get(posts).json().path("posts").path(0);
    assertEquals("asked to wait", shown.path("waits").asText());
    assertEquals(end.toString(), shown.path("next").asText());
    console.lanes.stop("tiny-en", "token revoked");
    shown = console.get(posts).json().path("posts").path(0);
    assertTrue(shown.path("next").isNull(), "a person ends it: " + shown);
  }

  @Test
  void showsAPostWithAllItsFields() throws Exception {
    PostRecord post = console.sent(OURS);
    Attempt attempt = new Attempt(1, Instant.EPOCH, "node-1", "published", "");
    console.ledger.update(
        post.id(),
        record -> record.with(attempt).with(PostRecord.Key.TARGET, "https://site.example/page"));

    JsonNode shown = console.get(posts).json().path("posts").path(0);

    assertEquals(post.id(), shown.path("id").asText());
    assertEquals("SENT", shown.path("state").asText());
    assertEquals("tiny", shown.path("network").asText());
    assertEquals("tiny-en", shown.path("connection").asText());
    assertEquals(OURS, shown.path("page").asText());
    assertEquals("https://tiny.example/1", shown.path("permalink").asText());
    assertEquals("https://site.example/page", shown.path("target").asText());
    assertFalse(shown.path("attention").asBoolean());
    assertTrue(shown.path("sent").asText().endsWith("Z"));
    assertEquals("1970-01-01T00:00:00Z", shown.path("attempts").path(0).path("at").asText());
    assertEquals("node-1", shown.path("attempts").path(0).path("instance").asText());
  }

  @Test
  void namesNetworksAndThePersonWhoAsks() throws Exception {
    JsonNode page = console.get(posts).json();

    assertEquals("Tiny", page.path("networks").path("tiny").asText());
    assertEquals(0, page.path("connections").asInt(-1));
    assertEquals("admin", page.path("user").path("id").asText());
    assertTrue(page.path("user").path("administrator").asBoolean());
  }

  @Test
  void whatWaitsForAPersonComesFirstHoweverOldItIs() throws Exception {
    PostRecord now = console.sent(OURS);
    PostRecord old = console.post(OURS, State.HELD, Instant.now().minus(Duration.ofDays(300)));

    assertEquals(List.of(old.id(), now.id()), ids(console.get(posts, "days", "7")));
    assertEquals(List.of(old.id()), ids(console.get(posts, "attention", "true")));
  }

  @Test
  void showsOneDay() throws Exception {
    console.sent(OURS);
    PostRecord later = console.post(OURS, State.SCHEDULED, Instant.now().plus(Duration.ofDays(40)));
    LocalDate day = LocalDate.ofInstant(later.time(Key.SCHEDULED).orElseThrow(), ZoneOffset.UTC);

    assertEquals(List.of(later.id()), ids(console.get(posts, "day", day.toString())));
  }

  @Test
  void showsThePostsOfOnePage() throws Exception {
    PostRecord ours = console.sent(OURS);
    console.sent(THEIRS);

    assertEquals(List.of(ours.id()), ids(console.get(posts, "page", OURS)));
    assertEquals(404, console.get(posts, "page", "/content/nowhere").status());
  }

  @Test
  void aCopyThatWasNotPublishedYetHasNoPosts() throws Exception {
    PostRecord ours = console.sent(OURS);
    context.resourceResolver().refresh();
    String copy = OURS + "-copy";
    Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class))
        .getWorkspace()
        .copy(OURS, copy);
    context.resourceResolver().refresh();

    assertEquals(List.of(), ids(console.get(posts, "page", copy)));
    assertEquals(List.of(ours.id()), ids(console.get(posts, "page", OURS)));
  }

  @Test
  void aDayThatIsNoneIsRefused() throws Exception {
    assertEquals(400, console.get(posts, "day", "yesterday").status());
    assertEquals(400, console.get(posts, "days", "0").status());
    assertEquals(400, console.get(posts, "days", "32").status());
    assertEquals(400, console.get(posts, "ahead", "-1").status());
  }

  @Test
  void strangersSeeNothing() throws Exception {
    console.sent(OURS);
    assertEquals(401, console.asStranger().get(posts).status());
  }

  @Test
  void onlyPostsOfPagesThatThePersonMayReadAreShown() throws Exception {
    PostRecord ours = console.sent(OURS);
    PostRecord theirs = console.sent(THEIRS);

    assertEquals(List.of(ours.id()), ids(console.as("jane").get(posts)));
    assertEquals(404, console.post(posts, "id", theirs.id(), "action", "retract").status());
    assertEquals(404, console.get(posts, "page", THEIRS).status());
  }

  @Test
  void postsOfAPageThatIsGoneAreForAdministrators() throws Exception {
    PostRecord gone = console.post("/content/gone", State.HELD);

    assertEquals(List.of(gone.id()), ids(console.get(posts)));
    assertEquals(List.of(), ids(console.as("jane").get(posts)));
  }

  @Test
  void whoMayNotWriteThePageMayNotDecide() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);

    JsonNode shown = console.as("joe").get(posts).json().path("posts").path(0);
    assertEquals(0, shown.path("actions").size());
    assertEquals(403, console.post(posts, "id", held.id(), "action", "cancel").status());
    assertEquals(State.HELD, console.ledger.find(held.id()).orElseThrow().state());
  }

  @Test
  void whoMayWriteThePageDecidesAndIsNamed() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);

    Reply reply = console.as("jane").post(posts, "id", held.id(), "action", "cancel");

    assertEquals(200, reply.status());
    assertEquals("CANCELLED", reply.json().path("state").asText());
    assertEquals("jane", reply.json().path("decidedBy").asText());
  }

  @Test
  void withoutAGoodTokenNothingChanges() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    String foreign = console.tokens.issue("joe").token();
    for (String token : new String[] {"", "made-up", foreign}) {
      Reply reply = console.postWithToken(token, posts, "id", held.id(), "action", "cancel");
      assertEquals(403, reply.status());
      assertTrue(reply.error().contains("X-SMO-Token"), reply.error());
    }
    assertEquals(State.HELD, console.ledger.find(held.id()).orElseThrow().state());
  }

  @Test
  void aPostThatMayBeOutIsSentAgainOnlyWhenAPersonIsSure() throws Exception {
    PostRecord post = console.post(OURS, State.NEEDS_ATTENTION);

    assertEquals(409, console.post(posts, "id", post.id(), "action", "retry").status());
    Reply sure = console.post(posts, "id", post.id(), "action", "retry", "confirm", "true");
    assertEquals("SCHEDULED", sure.json().path("state").asText());
  }

  @Test
  void aThreadThatStoppedCanBeTakenBackOnce() throws Exception {
    TinyNetwork.registerRetractor(context.bundleContext());
    PostRecord post = console.post(OURS, State.FAILED);
    assertFalse(actions(post).toString().contains("retract"));
    console.ledger.update(
        post.id(),
        record -> record.with(Key.REMOTE_ID, "7").with(Key.PERMALINK, "https://tiny.example/7"));
    assertTrue(actions(post).toString().contains("retract"));
    Reply unsure = console.post(posts, "id", post.id(), "action", "retry");
    assertEquals(409, unsure.status());
    assertTrue(unsure.error().startsWith("Parts of this post are out."), unsure.error());
    assertEquals(200, console.post(posts, "id", post.id(), "action", "retract").status());
    assertEquals("[]", actions(post).toString());
    assertEquals(409, console.post(posts, "id", post.id(), "action", "cancel").status());
  }

  @Test
  void markingAsPostedKeepsThePermalink() throws Exception {
    PostRecord post = console.post(OURS, State.NEEDS_ATTENTION);

    Reply reply =
        console.post(
            posts, "id", post.id(), "action", "posted", "permalink", "https://tiny.example/7");

    assertEquals("SENT", reply.json().path("state").asText());
    assertEquals("https://tiny.example/7", reply.json().path("permalink").asText());
  }

  @Test
  void aPermalinkThatIsNoWebAddressIsRefused() throws Exception {
    PostRecord post = console.post(OURS, State.NEEDS_ATTENTION);
    for (String link : new String[] {"javascript:alert(1)", "//x", "https:", "a b", "data:,x"}) {
      Reply reply = console.post(posts, "id", post.id(), "action", "posted", "permalink", link);
      assertEquals(400, reply.status(), link);
    }
  }

  @Test
  void takingBackIsOfferedOnlyWhereTheNetworkCan() throws Exception {
    PostRecord post = console.sent(OURS);
    assertEquals("[\"again\",\"repeat\"]", actions(post).toString());
    assertEquals(409, console.post(posts, "id", post.id(), "action", "retract").status());

    TinyNetwork.registerRetractor(context.bundleContext());

    assertEquals("[\"again\",\"retract\",\"correct\",\"repeat\"]", actions(post).toString());
    assertEquals(200, console.post(posts, "id", post.id(), "action", "retract").status());
    assertEquals("[]", actions(post).toString());
  }

  @Test
  void changingTheWordsIsOfferedOnlyWhereTheNetworkCan() throws Exception {
    PostRecord post = console.sent(OURS);
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    Reply before = console.post(posts, "id", post.id(), "action", "edit", "text", "New");
    assertEquals(409, before.status());

    TinyNetwork.registerEditor(context.bundleContext());

    assertEquals("[\"again\",\"edit\",\"repeat\"]", actions(post).toString());
    Reply reply = console.as("jane").post(posts, "id", post.id(), "action", "edit", "text", "New");
    assertEquals("New", reply.json().path("text").asText());
    assertEquals("jane", reply.json().path("decidedBy").asText());
    assertEquals("edited", reply.json().path("attempts").path(0).path("outcome").asText());
  }

  @Test
  void optionsForAPostThatWentOutMeanwhileAreNotDroppedInSilence() throws Exception {
    PostRecord post = console.sent(OURS);
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    TinyNetwork.registerEditor(context.bundleContext());
    String[] change = {"id", post.id(), "action", "edit", "text", "New", "options.topic", "sea"};

    Reply reply = console.post(posts, change);

    assertEquals(409, reply.status());
    assertTrue(reply.error().startsWith("This post is SENT by now"), reply.error());
    assertEquals(post.parts(), console.ledger.find(post.id()).map(PostRecord::parts).orElseThrow());
  }

  @Test
  void wordsThatTheNetworkDoesNotTakeAreRefusedWithTheReason() throws Exception {
    PostRecord post = console.sent(OURS);
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    TinyNetwork.registerEditor(context.bundleContext());

    Reply reply = console.post(posts, "id", post.id(), "action", "edit", "text", "eleven long");

    assertEquals(409, reply.status());
    assertEquals(
        "The words count 11 where the network takes 10, 1 too many. Make them shorter.",
        reply.error());
    assertEquals(400, console.post(posts, "id", post.id(), "action", "edit").status());
    assertEquals(
        403,
        console.as("joe").post(posts, "id", post.id(), "action", "edit", "text", "x").status());
  }

  /** A post with words that waits for approval, on a network that asks for a topic. */
  private PostRecord waiting() {
    TinyNetwork.registerChoosy(context.bundleContext());
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    PostRecord post = console.post(OURS, State.AWAITING_APPROVAL);
    return console.ledger.update(post.id(), one -> one.with(Key.TEXT, "Old")).orElseThrow();
  }

  @Test
  void aPostThatWaitsIsChangedWithItsOptions() throws Exception {
    PostRecord post = waiting();
    JsonNode field = console.get(posts).json().path("options").path("tiny").path(0);
    assertEquals("Topic", field.path("label").asText());
    assertEquals(
        "[\"approve\",\"reject\",\"cancel\",\"edit\",\"move\",\"repeat\"]",
        actions(post).toString());

    String[] change = {"id", post.id(), "action", "edit", "text", "New", "options.topic", "boats"};
    Reply reply = console.as("jane").post(posts, change);

    assertEquals("AWAITING_APPROVAL", reply.json().path("state").asText());
    assertEquals("New", reply.json().path("text").asText());
    assertEquals("boats", reply.json().path("options").path("topic").asText());
    assertEquals("", reply.json().path("decidedBy").asText());
  }

  @Test
  void optionsOfAPostWithoutWordsCanBeChanged() throws Exception {
    PostRecord post = waiting();
    console.ledger.update(post.id(), one -> one.with(Key.TEXT, ""));
    String[] change = {"id", post.id(), "action", "edit", "text", "", "options.topic", "boats"};
    JsonNode changed = console.post(posts, change).json();
    assertEquals("boats", changed.path("options").path("topic").asText());
    assertEquals("", changed.path("text").asText());
    String[] words = {"id", post.id(), "action", "edit", "text", "New", "options.topic", "boats"};
    assertEquals("New", console.post(posts, words).json().path("text").asText());
    words[5] = " ";
    assertEquals(409, console.post(posts, words).status());
  }

  @Test
  void anOptionThatDoesNotFitItsFieldIsRefusedByItsLabel() throws Exception {
    PostRecord post = waiting();
    Reply reply = console.post(posts, "id", post.id(), "action", "edit", "text", "New");
    assertEquals(409, reply.status());
    assertEquals("Topic is missing.", reply.error());
  }

  @Test
  void whoMayChangeAPostSeesWhatItsNetworkLetsChoose() throws Exception {
    PostRecord post = waiting();
    String[] question = {"choices", "topic", "id", post.id(), "options.board", "sea"};
    JsonNode choices = console.as("jane").get(posts, question).json().path("choices");
    assertEquals("topics of sea", choices.path(0).path("label").asText());
    assertEquals(403, console.as("joe").get(posts, question).status());
    Reply other = console.as("jane").get(posts, "choices", "handle", "id", post.id());
    assertEquals("Tiny loads no choices for handle.", other.error());
  }

  @Test
  void nobodyWhoOnlyWritesPostsSaysWhereAConnectionsSecretGoes() throws Exception {
    PostRecord post = waiting();
    Reply reply =
        console
            .as("jane")
            .get(
                posts,
                "choices",
                "topic",
                "id",
                post.id(),
                "options.base",
                "https://evil.example",
                "options.handle",
                "@mallory");
    assertEquals("topics of ", reply.json().path("choices").path(0).path("label").asText());
  }

  @Test
  void unknownPostsAndActionsAreRefused() throws Exception {
    PostRecord post = console.sent(OURS);
    assertEquals(400, console.post(posts, "id", post.id(), "action", "explode").status());
    assertEquals(400, console.post(posts, "id", post.id()).status());
    assertEquals(400, console.post(posts, "action", "cancel").status());
    assertEquals(404, console.post(posts, "id", "../..", "action", "cancel").status());
    assertEquals(404, console.post(posts, "id", "0".repeat(64), "action", "cancel").status());
  }

  @Test
  void whoDoesNotSayWhatWasReadIsRefused() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    Reply reply = console.post(posts, "id", held.id(), "action", "cancel", "revision", "");
    assertEquals(400, reply.status());
    assertTrue(reply.error().startsWith("The parameter revision is missing"), reply.error());
    assertEquals(State.HELD, console.ledger.find(held.id()).orElseThrow().state());
  }

  @Test
  void whoReadAnotherRevisionIsRefusedAndShownThePostAsItIs() throws Exception {
    PostRecord post = waiting();
    String read = console.get(posts).json().path("posts").path(0).path("revision").asText();
    assertEquals(post.revision(), read);
    console.ledger.update(post.id(), one -> one.with(Key.TEXT, "BUY NOW"));
    for (String action : new String[] {"approve", "reject", "cancel"}) {
      Reply reply = console.post(posts, "id", post.id(), "action", action, "revision", read);
      assertEquals(409, reply.status());
      assertTrue(reply.error().startsWith("This post has changed since you read it"), action);
    }
    String[] edit = {"id", post.id(), "action", "edit", "text", "Mine", "revision", read};
    assertEquals(409, console.post(posts, edit).status());
    JsonNode shown = console.get(posts).json().path("posts").path(0);
    assertEquals("AWAITING_APPROVAL", shown.path("state").asText());
    assertEquals("BUY NOW", shown.path("text").asText());
  }

  @Test
  void theHistoryOfAPostIsShown() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    JsonNode shown = console.as("jane").post(posts, "id", held.id(), "action", "cancel").json();
    JsonNode decision = shown.path("history").path(0);
    assertEquals("jane", decision.path("who").asText());
    assertEquals("cancel", decision.path("what").asText());
    assertEquals(held.revision(), decision.path("revision").asText());
    assertTrue(decision.path("at").asText().endsWith("Z"));
  }

  @Test
  void aReasonIsKeptInOneLineAndShownAndOneThatIsTooLongIsRefused() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    Reply tooLong =
        console
            .as("jane")
            .post(posts, "id", held.id(), "action", "cancel", "reason", "x".repeat(501));
    assertEquals(400, tooLong.status());
    assertEquals(State.HELD, console.ledger.find(held.id()).orElseThrow().state());
    JsonNode shown =
        console
            .as("jane")
            .post(posts, "id", held.id(), "action", "cancel", "reason", " Not\n\u0007now ")
            .json();
    assertEquals("Not now", shown.path("history").path(0).path("reason").asText());
    assertEquals("cancelled by jane: Not now", shown.path("reason").asText());
  }

  @Test
  void authorsOfAPageInThePlaceOfARemovedOneHaveNoSayAboutItsPosts() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    console.ledger.update(post.id(), one -> PageAway.REMOVED.from(one, Instant.now()));
    assertEquals(List.of(post.id()), ids(console.get(posts)));
    assertEquals(List.of(), ids(console.as("jane").get(posts)));
    assertEquals(404, console.post(posts, "id", post.id(), "action", "cancel").status());
  }

  @Test
  void authorsOfAPageThatCameFromAnotherSiteHaveNoSayOnItsAccount() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    console.ledger.update(post.id(), one -> one.with(Key.SITE, ConsoleFixture.ELSEWHERE));
    console.as("jane");
    assertEquals(List.of(post.id()), ids(console.get(posts)));
    assertEquals("[]", actions(post).toString());
    Reply reply = console.post(posts, "id", post.id(), "action", "retry");
    assertEquals(403, reply.status());
    assertTrue(reply.error().startsWith("The page of this post came from another site"));
    String revision = console.ledger.find(post.id()).orElseThrow().revision();
    Reply many = console.post(posts, "ids", post.id(), "revisions", revision, "action", "cancel");
    assertEquals(reply.error(), many.json().path("results").path(0).path("error").asText());
    console.as("admin");
    assertEquals(200, console.post(posts, "id", post.id(), "action", "cancel").status());
  }

  @Test
  void rightsFollowAPageThatMoved() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    console.ledger.update(post.id(), one -> PageAway.back(one, THEIRS, Instant.now()));
    assertEquals(List.of(), ids(console.as("jane").get(posts)));
    assertEquals(404, console.post(posts, "id", post.id(), "action", "cancel").status());
  }

  @Test
  void whatWasCalledOffMayBePostedAgainWhileItsPageIsThere() throws Exception {
    PostRecord post = console.post(OURS, State.REJECTED);
    assertEquals("[\"again\"]", actions(post).toString());
    Reply reply = console.post(posts, "id", post.id(), "action", "again");
    assertEquals(409, reply.status());
    assertEquals("There is no page any more that could be posted.", reply.error());
  }

  private PostRecord together(String page, State state) {
    PostRecord post = console.post(page, state);
    return console
        .ledger
        .update(post.id(), one -> one.with(Key.GROUP, "0123456789abcdef"))
        .orElseThrow();
  }

  @Test
  void whatIsHeldTogetherIsDecidedAboutAtOnceByWhoMay() throws Exception {
    PostRecord ours = together(OURS, State.HELD);
    PostRecord theirs = together(THEIRS, State.HELD);
    JsonNode group = console.as("jane").get(posts).json().path("groups").path(0);
    assertEquals(1, group.path("posts").asInt());
    String[] send = {"group", group.path("id").asText(), "action", "retry", "revision", "another"};
    assertEquals(409, console.post(posts, send).status());
    send[5] = group.path("revision").asText();
    assertEquals(1, console.post(posts, send).json().path("done").asInt());
    assertEquals(State.SCHEDULED, console.ledger.find(ours.id()).orElseThrow().state());
    assertEquals(State.HELD, console.ledger.find(theirs.id()).orElseThrow().state());
    assertEquals(404, console.post(posts, send).status());
    send[3] = "approve";
    assertEquals(400, console.post(posts, send).status());
  }

  @Test
  void aPostIsMovedByWhoMayChangeItsPageToATimeThatIsOne() throws Exception {
    PostRecord post = console.post(OURS, State.SCHEDULED);
    String[] soon = {"action", "move", "id", post.id(), "when", "soon"};
    assertEquals(403, console.as("joe").post(posts, soon).status());
    console.as("jane");
    Reply wrong = console.post(posts, soon);
    assertEquals(400, wrong.status());
    assertTrue(wrong.error().startsWith("\"soon\" says no time. Write now,"), wrong.error());
    assertEquals(400, console.post(posts, "action", "move", "id", post.id()).status());
    soon[5] = "now";
    Reply gone = console.post(posts, soon);
    assertEquals(409, gone.status());
    assertEquals("There is no page that this post speaks of.", gone.error());
  }

  @Test
  void aPostShowsItsRuleAndIsOfferedAnotherTimeOnlyWhileItWaits() throws Exception {
    PostRecord post = console.post(OURS, State.SCHEDULED);
    console.ledger.update(
        post.id(), p -> p.with(Key.WHEN, "after 90 minutes").with(Key.ZONE, "Europe/Berlin"));
    JsonNode shown = console.get(posts).json().path("posts").path(0);
    assertEquals("after 90 minutes", shown.path("when").asText());
    assertEquals("Europe/Berlin", shown.path("zone").asText());
    assertTrue(shown.path("actions").toString().contains("\"move\""));
    console.ledger.update(post.id(), p -> p.to(State.HELD, ""));
    assertFalse(
        console
            .get(posts)
            .json()
            .path("posts")
            .path(0)
            .path("actions")
            .toString()
            .contains("move"));
  }

  @Test
  void whoseEyesAreNotOtherOnesIsRefusedThoughThePageIsTheirs() throws Exception {
    PostRecord post = console.post(OURS, State.AWAITING_APPROVAL);
    console.ledger.update(
        post.id(), p -> p.with(Key.OWNERS, new String[] {"jane"}).with(Key.MUST_APPROVE, true));
    String[] approve = {"action", "approve", "id", post.id()};
    assertEquals(403, console.as("joe").post(posts, approve).status());
    Reply own = console.as("jane").post(posts, approve);
    assertEquals(409, own.status());
    assertTrue(own.error().startsWith("Four eyes must see this post"), own.error());
    assertEquals(
        "SCHEDULED", console.as("admin").post(posts, approve).json().path("state").asText());
  }

  @Test
  void manyPostsAreDecidedAboutAtOnceWithAResultEach() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    PostRecord moved = console.post(OURS, State.SCHEDULED);
    PostRecord sent = console.post(OURS, State.SENT);
    PostRecord theirs = console.post(THEIRS, State.HELD);
    String ids = String.join(",", held.id(), moved.id(), sent.id(), theirs.id(), "none");
    String seen =
        String.join(",", held.revision(), "stale", sent.revision(), theirs.revision(), "-");
    String[] cancel = {"ids", ids, "revisions", seen, "action", "cancel"};

    JsonNode results = console.as("jane").post(posts, cancel).json().path("results");

    assertEquals(5, results.size());
    assertEquals("CANCELLED", results.path(0).path("state").asText());
    assertEquals("", results.path(0).path("error").asText());
    assertEquals("SCHEDULED", results.path(1).path("state").asText());
    assertTrue(results.path(1).path("error").asText().startsWith("This post has changed"));
    assertEquals(
        "This cannot be done with a post that is SENT.", results.path(2).path("error").asText());
    assertEquals("There is no such post.", results.path(3).path("error").asText());
    assertEquals("There is no such post.", results.path(4).path("error").asText());
    assertEquals(State.HELD, console.ledger.find(theirs.id()).orElseThrow().state());
  }

  @Test
  void oneOfManyThatMakesNoSenseKeepsNoOtherFromItsResult() throws Exception {
    PostRecord broken = console.post(OURS, State.SKIPPED);
    PostRecord held = console.post(OURS, State.HELD);
    String id = broken.id();
    console.repository.commit(
        resolver ->
            Repository.writable(
                    resolver.getResource(
                        "/var/smo/posts/%s/%s/%s"
                            .formatted(id.substring(0, 2), id.substring(2, 4), id)))
                .put("state", "NONSENSE"));
    String ids = id + "," + held.id();
    String seen = broken.revision() + "," + held.revision();
    Reply reply = console.as("jane").post(posts, "ids", ids, "revisions", seen, "action", "cancel");
    assertEquals(200, reply.status());
    JsonNode results = reply.json().path("results");
    assertEquals(
        "This failed inside the server; its log says more.",
        results.path(0).path("error").asText());
    assertEquals("CANCELLED", results.path(1).path("state").asText());
  }

  @Test
  void whoOnlyReadsAPageDecidesAboutNoneOfMany() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    String[] cancel = {"ids", post.id(), "revisions", post.revision(), "action", "cancel"};
    JsonNode result = console.as("joe").post(posts, cancel).json().path("results").path(0);
    assertTrue(result.path("error").asText().startsWith("You may not change the page"));
    assertEquals(State.HELD, console.ledger.find(post.id()).orElseThrow().state());
  }

  @Test
  void aDecisionAboutManyThatIsNotUnderstoodIsTakenForNone() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    String[] send = {"ids", post.id(), "revisions", "a,b", "action", "cancel"};
    assertEquals(400, console.post(posts, send).status());
    send[3] = post.revision();
    send[5] = "retract";
    assertEquals(
        "Many posts take approve, reject, retry, cancel or move.",
        console.post(posts, send).error());
    send[5] = "move";
    assertEquals(400, console.post(posts, send).status(), "no time is named");
    String many = "x,".repeat(101) + "x";
    assertEquals(
        400, console.post(posts, "ids", many, "revisions", many, "action", "cancel").status());
    assertEquals(State.HELD, console.ledger.find(post.id()).orElseThrow().state());
  }

  @Test
  void offersExactlyWhatCanBeDecided() throws Exception {
    TinyNetwork.registerRetractor(context.bundleContext());
    for (State state : State.values()) {
      for (Action action :
          EnumSet.complementOf(
              EnumSet.of(Action.EDIT, Action.AGAIN, Action.CORRECT, Action.MOVE, Action.REPEAT))) {
        PostRecord post = console.post("/content/" + action + state, state);
        if (state == State.SENT) {
          post =
              console
                  .ledger
                  .update(
                      post.id(),
                      p -> p.with(Key.REMOTE_ID, "1").with(Key.PERMALINK, "https://tiny.example/1"))
                  .orElseThrow();
        }
        boolean possible = true;
        try {
          Decisions.Reader jane = new Decisions.Reader("jane", post.revision());
          action.take(
              console.decisions, post.id(), new Action.Words(jane, Decisions.Seen.NOTHING, null));
        } catch (NotPossibleException e) {
          possible = false;
        }
        assertEquals(possible, action.fits(post), action + " in " + state);
      }
    }
  }

  @Test
  void aPostIsPostedAgainAsSomebodySaysAndNonsenseIsRefused() throws Exception {
    PostRecord post = console.sent(OURS);
    Reply reply =
        console.post(posts, "id", post.id(), "action", "repeat", "days", "60", "times", "3");
    Instant sent = post.time(Key.SENT).orElseThrow();
    assertEquals(sent.plus(Duration.ofDays(60)).toString(), reply.json().path("again").asText());
    for (String days : new String[] {"0", "-1", "4000", "soon", ""}) {
      assertEquals(
          400, console.post(posts, "id", post.id(), "action", "repeat", "days", days).status());
    }
  }

  @Test
  void aLongListIsCutAndSaysSo() throws Exception {
    for (int i = 0; i <= PostsServlet.MOST; i++) {
      console.post("/content/page" + i, State.SCHEDULED);
    }
    JsonNode page = console.get(posts).json();
    assertEquals(PostsServlet.MOST, page.path("posts").size());
    assertTrue(page.path("truncated").asBoolean());
  }

  private JsonNode actions(PostRecord post) throws Exception {
    for (JsonNode shown : console.get(posts).json().path("posts")) {
      if (shown.path("id").asText().equals(post.id())) {
        return shown.path("actions");
      }
    }
    throw new AssertionError("not shown: " + post);
  }

  private static List<String> ids(Reply reply) {
    List<String> ids = new ArrayList<>();
    reply.json().path("posts").forEach(post -> ids.add(post.path("id").asText()));
    return ids;
  }
}
