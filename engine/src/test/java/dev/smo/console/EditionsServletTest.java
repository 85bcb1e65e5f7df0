// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.connections.NetworkClient;
import dev.smo.delivery.DeliverySettings;
import dev.smo.delivery.NewEditions;
import dev.smo.delivery.PostNotes;
import dev.smo.delivery.Transitions;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Clock;
import java.util.Map;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** Who may post a page anew; what becomes of it is in {@code CorrectionTest}. */
@ExtendWith(SlingContextExtension.class)
class EditionsServletTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private EditionsServlet editions;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    TinyNetwork.register(context.bundleContext());
    TinyNetwork.registerRetractor(context.bundleContext());
    Connections connections = new Connections(console.repository, null, CLOCK);
    NetworkClient client =
        new NetworkClient(
            console.networks,
            console.sessions(connections, CLOCK),
            new NetworkCalls(CLOCK),
            console.lanes);
    Transitions times =
        new Transitions(
            Converters.standardConverter().convert(Map.of()).to(DeliverySettings.class), CLOCK);
    PostNotes notes = new PostNotes(console.ledger, console.planner, client, times);
    editions =
        new EditionsServlet(
            console.tokens,
            new PostActions(
                console.ledger, console.decisions, null, console.networks, console.lanes),
            new NewEditions(console.ledger, console.planner, notes, times));
  }

  private Reply correct(PostRecord post) throws Exception {
    return console.post(editions, "id", post.id(), "action", "correct", "text", "Better");
  }

  @Test
  void onlyWhoMayChangeThePageCorrectsItsPosts() throws Exception {
    PostRecord ours = console.sent(ConsoleFixture.OURS);
    PostRecord theirs = console.sent(ConsoleFixture.THEIRS);
    console.as("joe");
    assertEquals(403, correct(ours).status());
    console.as("jane");
    assertEquals(404, correct(theirs).status());
    console.asStranger();
    assertEquals(401, correct(ours).status());
    assertFalse(console.ledger.find(ours.id()).orElseThrow().flag(Key.RETRACT));
  }

  @Test
  void whatIsMissingIsNamedAndNothingIsDone() throws Exception {
    PostRecord post = console.sent(ConsoleFixture.OURS);
    Reply silent = console.post(editions, "id", post.id(), "action", "correct");
    assertEquals("The parameter text is missing.", silent.error());
    Reply odd = console.post(editions, "id", post.id(), "action", "shout", "text", "Better");
    assertEquals(400, odd.status());
    Reply unread =
        console.post(
            editions, "id", post.id(), "action", "correct", "text", "Better", "revision", " ");
    assertEquals(400, unread.status());
    Reply token =
        console.postWithToken("", editions, "id", post.id(), "action", "correct", "text", "Better");
    assertEquals(403, token.status());
    assertFalse(console.ledger.find(post.id()).orElseThrow().flag(Key.RETRACT));
  }

  @Test
  void aPostThatChangedSinceItWasReadIsLeftAlone() throws Exception {
    PostRecord post = console.sent(ConsoleFixture.OURS);
    for (String action : new String[] {"correct", "again"}) {
      Reply stale =
          console.post(
              editions, "id", post.id(), "action", action, "text", "Better", "revision", "0000");
      assertEquals(409, stale.status());
      assertTrue(stale.error().startsWith("This post has changed"), stale.error());
    }
  }

  @Test
  void whatIsNotOutCannotBeCorrected() throws Exception {
    PostRecord post = console.post(ConsoleFixture.OURS, State.SCHEDULED);
    Reply refused = correct(post);
    assertEquals(409, refused.status());
    assertEquals("This cannot be done with a post that is SCHEDULED.", refused.error());
  }
}
