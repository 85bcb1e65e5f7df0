// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.delivery.DeliverySettings;
import dev.smo.delivery.Digests;
import dev.smo.delivery.PostNotes;
import dev.smo.delivery.Transitions;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.endpoint.Visitor;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.syndication.Identities;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostDrafts;
import java.time.Clock;
import java.util.Map;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** Who may tell of posts in one, and of which. */
@ExtendWith(SlingContextExtension.class)
class DigestsServletTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String GROUP = "0123456789abcdef";

  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private DigestsServlet servlet;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    TinyNetwork.register(context.bundleContext());
    Connections connections = new Connections(console.repository, null, CLOCK);
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    ContentPageSource pages = new ContentPageSource();
    Planner planner =
        new Planner(
            console.repository,
            pages,
            new Identities(console.repository, pages, CLOCK),
            new PostDrafts(connections, console.networks, CLOCK),
            console.ledger);
    Transitions times =
        new Transitions(
            Converters.standardConverter().convert(Map.of()).to(DeliverySettings.class), CLOCK);
    NetworkClient client =
        new NetworkClient(
            console.networks,
            console.sessions(connections, CLOCK),
            new NetworkCalls(CLOCK),
            console.lanes);
    PostNotes notes = new PostNotes(console.ledger, planner, client, times);
    servlet =
        new DigestsServlet(
            console.tokens,
            console.ledger,
            console.decisions,
            new Digests(console.ledger, planner, notes, times));
  }

  private PostRecord held(String page) {
    return console
        .ledger
        .update(console.post(page, State.HELD).id(), post -> post.with(Key.GROUP, GROUP))
        .orElseThrow();
  }

  private Reply make(String... parameters) throws Exception {
    return console.post(servlet, parameters);
  }

  /** What a person reads of the group now. */
  private String revision() {
    return HeldGroup.of(
            GROUP, console.ledger, new Visitor(console.request("GET").getResourceResolver()))
        .revision();
  }

  private State state(PostRecord post) {
    return console.ledger.find(post.id()).orElseThrow().state();
  }

  @Test
  void whoMayNotChangeThePagesMakesNoDigestOfThem() throws Exception {
    PostRecord ours = held(OURS);
    console.as("joe");
    Reply reply = make("group", GROUP, "revision", "x");
    assertEquals(404, reply.status());
    assertEquals("There is no such group, or nothing of it is yours to decide.", reply.error());
    console.asStranger();
    assertEquals(401, make("group", GROUP, "revision", "x").status());
    assertEquals(State.HELD, state(ours));
  }

  @Test
  void aDigestIsMadeOfThosePostsOnlyAboutWhichThePersonDecides() throws Exception {
    PostRecord ours = held(OURS);
    PostRecord theirs = held(THEIRS);
    PostRecord removed =
        console
            .ledger
            .update(
                console.post(OURS + "/../ours", State.HELD).id(),
                post ->
                    post.with(Key.GROUP, GROUP)
                        .with(Key.PATH, OURS)
                        .with(Key.AWAY, PageAway.REMOVED.name()))
            .orElseThrow();
    console.as("jane");
    Reply reply = make("group", GROUP, "revision", revision());
    // There is no page source for these, so that the digest itself is refused.
    assertEquals(409, reply.status());
    assertEquals("There is no page of a site at " + OURS, reply.error());
    assertEquals("", console.ledger.find(theirs.id()).orElseThrow().text(Key.DIGEST));
    assertEquals("", console.ledger.find(removed.id()).orElseThrow().text(Key.DIGEST));
    assertEquals(State.HELD, state(ours));
  }

  @Test
  void nothingIsSaidOnTheAccountOfASiteFromWhichAPageCameByWhoWritesItHere() throws Exception {
    PostRecord moved = held(OURS);
    console.ledger.update(
        moved.id(), post -> post.with(Key.SITE, ConsoleFixture.ELSEWHERE).with(Key.PATH, OURS));
    console.as("jane");
    Reply reply = make("group", GROUP, "revision", revision());
    assertEquals(PostActions.OTHER_SITE, reply.error());
    assertEquals(403, reply.status());
    PostRecord left = console.ledger.find(moved.id()).orElseThrow();
    assertEquals(State.HELD, left.state());
    assertEquals("", left.text(Key.DIGEST), "it was entered in no digest");
    console.as("admin");
    assertEquals(409, make("group", GROUP, "revision", revision()).status(), "no page source here");
  }

  @Test
  void aGroupThatIsAnotherByNowIsLeft() throws Exception {
    PostRecord ours = held(OURS);
    console.as("jane");
    String read = revision();
    console.ledger.update(ours.id(), post -> post.with(Key.TITLE, "Other"));
    Reply reply = make("group", GROUP, "revision", read);
    assertEquals(409, reply.status());
    assertTrue(reply.error().startsWith("These posts have changed"), reply.error());
    assertEquals(State.HELD, state(ours));
  }

  @Test
  void whatIsNotUnderstoodIsRefusedAndTheReasonSaid() throws Exception {
    held(OURS);
    console.as("jane");
    assertEquals("The parameter group is missing.", make("revision", "x").error());
    assertEquals(400, make("group", GROUP).status());
    assertEquals(404, make("group", "../../posts", "revision", "x").status());
    assertEquals(404, make("group", "0000000000000000", "revision", "x").status());
    Reply tooLong = make("group", GROUP, "revision", revision(), "text", "x".repeat(50_001));
    assertEquals("The text is longer than 50000 characters.", tooLong.error());
    assertEquals(400, console.get(servlet).status());
  }

  @Test
  void aDigestNeedsAToken() throws Exception {
    PostRecord ours = held(OURS);
    console.as("jane");
    for (String token : new String[] {"", "wrong"}) {
      assertEquals(
          403,
          console.postWithToken(token, servlet, "group", GROUP, "revision", revision()).status());
    }
    assertEquals(State.HELD, state(ours));
  }
}
