// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smo.connections.Account;
import dev.smo.connections.Connections;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.syndication.SyndicationPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import javax.jcr.Session;
import org.apache.sling.api.resource.Resource;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who may have a page posted, and where its words are kept; what is planned is in {@code WishTest}.
 */
@ExtendWith(SlingContextExtension.class)
class RequestsServletTest {
  private static final String OURS = ConsoleFixture.OURS;

  private final SlingContext context = OakSite.context();
  private ConsoleFixture console;
  private RequestsServlet requests;

  @BeforeEach
  void setUp() throws Exception {
    URI address = URI.create("https://site.example");
    OakSite.create(context, "/content/site", address, SyndicationPolicy.class);
    console = new ConsoleFixture(context);
    Session session = Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class));
    session.getNode(OURS).setPrimaryType("sling:Page");
    session.save();
    Connections connections = new Connections(console.repository, null, Clock.systemUTC());
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    TinyNetwork.registerChoosy(context.bundleContext());
    requests =
        new RequestsServlet(
            console.tokens,
            console.planner,
            new ContentPageSource(),
            connections,
            console.networks);
  }

  private Reply ask(String action, String page, String... more) throws Exception {
    String[] all = new String[6 + more.length];
    System.arraycopy(
        new String[] {"action", action, "page", page, "connections", "tiny-en, tiny-de"},
        0,
        all,
        0,
        6);
    System.arraycopy(more, 0, all, 6, more.length);
    return console.post(requests, all);
  }

  private String words(String connection) {
    context.resourceResolver().refresh();
    Resource texts = context.resourceResolver().getResource(OURS + "/jcr:content/smo/texts");
    return texts == null ? null : texts.getValueMap().get(connection, String.class);
  }

  @Test
  void onlyWhoMayChangeThePageHasItPosted() throws Exception {
    for (String action : new String[] {"plan", "save"}) {
      console.as("joe");
      assertEquals(403, ask(action, OURS).status());
      console.as("jane");
      assertEquals(404, ask(action, ConsoleFixture.THEIRS).status());
      console.asStranger();
      assertEquals(401, ask(action, OURS).status());
    }
    assertNull(words("tiny-en"));
  }

  @Test
  void wordsAreKeptWithThePageAndTakenAwayAgain() throws Exception {
    console.as("jane");
    assertEquals(200, ask("save", OURS, "text.tiny-en", " Mine: {title} ").status());
    assertEquals("Mine: {title}", words("tiny-en"));
    assertNull(words("tiny-de"));
    assertEquals(200, ask("save", OURS, "text.tiny-en", "").status());
    assertNull(words("tiny-en"));
  }

  private String option(String name) {
    context.resourceResolver().refresh();
    Resource options = context.resourceResolver().getResource(OURS + "/jcr:content/smo/options");
    return options == null ? null : options.getValueMap().get(name, String.class);
  }

  @Test
  void optionsAreKeptWithThePageAndTakenAwayAgain() throws Exception {
    console.as("jane");
    assertEquals(200, ask("save", OURS, "option.tiny-en.board", " Boats ").status());
    assertEquals("Boats", option("tiny-en.board"));
    assertNull(words("tiny-en"), "no node of words is made for it");
    assertEquals(200, ask("save", OURS, "option.tiny-en.board", "").status());
    assertNull(option("tiny-en.board"));
  }

  @Test
  void anOptionThatTheNetworkDoesNotHaveIsRefusedAndNothingIsKept() throws Exception {
    console.as("jane");
    Reply refused = ask("save", OURS, "text.tiny-en", "Mine", "option.tiny-en.colour", "red");
    assertEquals(400, refused.status());
    assertEquals("Tiny has no option colour.", refused.error());
    assertNull(words("tiny-en"));
    assertEquals(400, ask("save", OURS, "option.tiny-en.board", "a\nb").status(), "two lines");
  }

  @Test
  void aPageThatIsNotPublicIsNotPlanned() throws Exception {
    Reply refused = ask("plan", OURS);
    assertEquals(409, refused.status());
    assertEquals(
        "This page is not public yet. Save the words; they go out when it is published.",
        refused.error());
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws Exception {
    assertEquals(400, ask("shout", OURS).status());
    assertEquals(400, ask("plan", OURS, "when", "soon").status());
    assertEquals(400, ask("save", OURS, "text.tiny-en", "x".repeat(50_001)).status());
    assertEquals(
        400, console.post(requests, "action", "plan", "page", OURS, "connections", ",").status());
  }
}
