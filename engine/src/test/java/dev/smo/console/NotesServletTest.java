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
import dev.smo.connections.Sessions;
import dev.smo.delivery.DeliverySettings;
import dev.smo.delivery.NoteSizes;
import dev.smo.delivery.PostNotes;
import dev.smo.delivery.Transitions;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.ContentPageSource;
import dev.smo.syndication.Identities;
import dev.smo.syndication.Planner;
import dev.smo.syndication.PostDrafts;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.util.converter.Converters;

/** Who may write a note, and what is said of one that is none. */
@ExtendWith(SlingContextExtension.class)
class NotesServletTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private Connections connections;
  private NotesServlet notes;
  private SizesServlet sizes;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    TinyNetwork.register(context.bundleContext());
    connections = new Connections(console.repository, null, CLOCK);
    Sessions sessions = console.sessions(connections, CLOCK);
    NetworkClient client =
        new NetworkClient(console.networks, sessions, new NetworkCalls(CLOCK), console.lanes);
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
    PostNotes entering = new PostNotes(console.ledger, planner, client, times);
    sizes = new SizesServlet(console.tokens, new NoteSizes(planner, entering));
    notes =
        new NotesServlet(
            console.tokens,
            entering,
            // Nothing is entered here that it could show.
            new PostActions(
                console.ledger, console.decisions, null, console.networks, console.lanes));
  }

  private Reply write(String name, String value) throws Exception {
    Map<String, String> form = new java.util.TreeMap<>();
    form.put("page", OURS);
    form.put("connection", "tiny-en");
    form.put("text", "Words");
    form.put("token", "token-01");
    form.put(name, value);
    return console.post(
        notes,
        form.entrySet().stream()
            .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
            .toArray(String[]::new));
  }

  @Test
  void onlyWhoMayChangeThePageWritesANoteUnderIt() throws Exception {
    console.as("joe");
    assertEquals(403, write("when", "now").status());
    console.as("jane");
    assertEquals(404, write("page", THEIRS).status());
    console.asStranger();
    assertEquals(401, write("when", "now").status());
  }

  @Test
  void whatIsNotUnderstoodIsRefusedAndTheReasonSaid() throws Exception {
    console.as("jane");
    assertTrue(write("when", "soon").error().startsWith("\"soon\" says no time."));
    assertEquals(400, write("when", "soon").status());
    assertEquals(
        "The token is 8 to 64 letters, digits and hyphens.", write("token", "short").error());
    assertEquals("The parameter text is missing.", write("text", " ").error());
    assertEquals(
        "The text is longer than 50000 characters.", write("text", "x".repeat(50_001)).error());
    Reply nobody = write("connection", "nobody");
    assertEquals(409, nobody.status());
    assertEquals("There is no connection nobody.", nobody.error());
  }

  @Test
  void picturesThatThePersonMayNotReadAreNoneAndSoIsWhatIsNoPicture() throws Exception {
    console.as("jane");
    Reply hidden = write("images", THEIRS);
    assertEquals(400, hidden.status());
    assertEquals("There is no picture at " + THEIRS + ", or you may not read it.", hidden.error());
    assertTrue(write("images", "hall.jpg").error().startsWith("A picture is named by its path"));
  }

  @Test
  void wordsAreMeasuredForWhoMayWriteThemAndNothingIsEntered() throws Exception {
    console.as("joe");
    String[] measure = {"page", OURS, "connections", "nobody, tiny-en", "text", "Words"};
    assertEquals(403, console.post(sizes, measure).status());
    console.as("jane");
    Reply told = console.post(sizes, measure);
    assertEquals(200, told.status());
    assertEquals("nobody", told.json().at("/sizes/0/connection").asText());
    assertEquals("There is no connection nobody.", told.json().at("/sizes/0/problem").asText());
    assertEquals("tiny-en", told.json().at("/sizes/1/connection").asText());
  }

  @Test
  void theClockOfANoteIsToldBeforeAConnectionIsChosen() throws Exception {
    console.as("jane");
    Reply told = console.post(sizes, "page", OURS, "text", "");
    assertEquals(200, told.status(), told.error());
    assertEquals(0, told.json().at("/sizes").size());
    assertTrue(told.json().has("zone"), "the answer names no zone");
    console.as("joe");
    assertEquals(403, console.post(sizes, "page", OURS).status());
  }

  @Test
  void moreConnectionsThanOneRequestMayNameAreRefusedAndNotLeftOut() throws Exception {
    console.as("jane");
    String many =
        IntStream.range(0, 51)
            .mapToObj(number -> "tiny-" + number)
            .collect(Collectors.joining(","));
    Reply told = console.post(sizes, "page", OURS, "connections", many, "text", "Words");
    assertEquals(400, told.status());
    assertEquals("Name 1 to 50 connections.", told.error());
  }

  @Test
  void whoMayChangeAPageDoesNotPostToAccountsOfWhichItsPolicyKnowsNothing() throws Exception {
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    console.as("jane");
    Reply refused = write("when", "now");
    assertEquals(403, refused.status());
    assertEquals(
        "The policy of this page does not name the connection tiny-en, so only administrators post"
            + " there under it.",
        refused.error());
    console.as("admin");
    assertEquals("There is no page of a site at " + OURS, write("when", "now").error());
  }

  @Test
  void aNoteNeedsAToken() throws Exception {
    assertEquals(403, console.postWithToken("", notes, "page", OURS).status());
  }
}
