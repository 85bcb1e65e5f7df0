// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.engagement.Erasure;
import dev.smo.engagement.FactsStore;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.reactions.impl.StoredPeople;
import dev.smo.reactions.impl.StoredReactions;
import dev.smo.syndication.Identities;
import java.time.Clock;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may erase what is kept, and what is said of what cannot be. */
@ExtendWith(SlingContextExtension.class)
class ErasureServletTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private ErasureServlet servlet;
  private PostRecord post;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    servlet =
        new ErasureServlet(
            console.tokens,
            new Erasure(
                console.repository,
                console.ledger,
                new FactsStore(console.repository),
                new StoredReactions(console.repository, false, CLOCK),
                new StoredPeople(console.repository)),
            new Identities(console.repository, new ContentPageSource(), CLOCK));
    post = console.post(OURS, State.CANCELLED);
  }

  private Reply erase(String kind, String name) throws Exception {
    return console.post(servlet, "kind", kind, "name", name);
  }

  private String title() {
    return console.ledger.find(post.id()).orElseThrow().text(Key.TITLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jane", "joe"})
  void onlyAdministratorsErase(String person) throws Exception {
    console.as(person);
    for (String kind : new String[] {"page", "connection", "person"}) {
      assertEquals(403, erase(kind, kind.equals("page") ? "ours" : "tiny-en").status());
    }
    console.asStranger();
    assertEquals(401, erase("connection", "tiny-en").status());
    assertEquals("Title of ours", title());
  }

  @Test
  void erasingNeedsAToken() throws Exception {
    for (String token : new String[] {"", "wrong"}) {
      Reply reply = console.postWithToken(token, servlet, "kind", "connection", "name", "tiny-en");
      assertEquals(403, reply.status());
    }
    assertEquals(400, console.get(servlet, "kind", "connection", "name", "tiny-en").status());
    assertEquals("Title of ours", title());
  }

  @Test
  void administratorsErasePostsOfAConnectionAndHearWhatIsLeft() throws Exception {
    PostRecord waits = console.post(OURS, State.SCHEDULED);
    Reply reply = erase("connection", "tiny-en");
    assertEquals(200, reply.status());
    assertEquals(1, reply.json().path("erased").asInt());
    assertEquals(waits.id(), reply.json().path("left").path(0).asText());
    assertEquals("", title());
  }

  @Test
  void administratorsErasePostsOfAPageByItsIdentity() throws Exception {
    assertEquals(1, erase("page", "ours").json().path("erased").asInt());
    assertEquals("", title());
  }

  @Test
  void whatIsNotUnderstoodIsRefusedAndTheReasonSaid() throws Exception {
    assertEquals("The parameter kind is missing.", console.post(servlet, "name", "x").error());
    assertEquals("The parameter name is missing.", erase("page", " ").error());
    assertEquals("kind is page, connection or person.", erase("pages", "ours").error());
    assertEquals(400, erase("pages", "ours").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "/content/site/none", "../posts", "a[b", "//", "0123456789abcdef"})
  void aPageOfWhichNothingIsKeptIsSaidToBeNone(String name) throws Exception {
    Reply reply = erase("page", name);
    assertEquals(404, reply.status());
    assertEquals("Nothing is kept of a page " + name + ".", reply.error());
    assertEquals("Title of ours", title());
  }
}
