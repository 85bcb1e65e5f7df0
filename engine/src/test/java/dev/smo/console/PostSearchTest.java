// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Connections;
import dev.smo.connections.NetworkCalls;
import dev.smo.endpoint.ConsoleCalls;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Posts that somebody looks for, over all time. */
@ExtendWith(SlingContextExtension.class)
class PostSearchTest {
  private static final String OURS = ConsoleFixture.OURS;

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private PostsServlet posts;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    TinyNetwork.register(context.bundleContext());
    Connections connections = new Connections(console.repository, null, Clock.systemUTC());
    posts =
        new PostsServlet(
            console.tokens,
            new PostActions(
                console.ledger, console.decisions, null, console.networks, console.lanes),
            console.networks,
            connections,
            new LoadedChoices(
                console.sessions(connections, Clock.systemUTC()),
                console.networks,
                new ConsoleCalls(new NetworkCalls(Clock.systemUTC()))));
  }

  private PostRecord post(String page, String edition, State state, Instant at) {
    return console.ledger.add(
        PostRecord.draft(Keys.post("tiny-en", page, edition), state)
            .with(Key.PAGE, "ours")
            .with(Key.PATH, page)
            .with(Key.CONNECTION, "tiny-en")
            .with(Key.NETWORK, "tiny")
            .with(Key.EDITION, edition)
            .with(Key.TITLE, "Title " + edition)
            .with(Key.TEXT, "Words of edition " + edition)
            .with(Key.PLANNED, at)
            .with(Key.SCHEDULED, at));
  }

  private static Instant ago(int days) {
    return Instant.now().minus(Duration.ofDays(days));
  }

  private static String day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }

  /** All that is found, portion by portion. */
  private List<String> all(String... parameters) throws Exception {
    List<String> found = new ArrayList<>();
    String next = "";
    for (int portions = 0; portions < 50; portions++) {
      List<String> asked = new ArrayList<>(List.of(parameters));
      if (!next.isEmpty()) {
        asked.addAll(List.of("next", next));
      }
      JsonNode page = console.get(posts, asked.toArray(String[]::new)).json();
      page.path("posts").forEach(post -> found.add(post.path("id").asText()));
      if (page.path("next").isNull()) {
        return found;
      }
      next = page.path("next").asText();
    }
    throw new AssertionError("it never ends");
  }

  @Test
  void findsWordsHoweverLongAgoTheyWereSaidTheLastFirst() throws Exception {
    PostRecord old = post(OURS, "1", State.CANCELLED, ago(3000));
    PostRecord later = post(OURS, "2", State.CANCELLED, ago(500));
    PostRecord ahead = post(OURS, "3", State.SCHEDULED, ago(-90));
    assertEquals(List.of(ahead.id(), later.id(), old.id()), all("q", "WORDS edition"));
    assertEquals(List.of(old.id()), all("q", "edition 1"));
    assertEquals(List.of(), all("q", "edition nowhere"));
  }

  @Test
  void oneAnswerLooksAtNoMoreDaysThanItMayAndTheNextGoesOn() throws Exception {
    IntStream.range(0, PostSearch.MOST_DAYS + 1)
        .forEach(i -> post(OURS, String.valueOf(i), State.CANCELLED, ago(i)));
    String last = "edition " + PostSearch.MOST_DAYS;
    JsonNode first = console.get(posts, "q", last).json();
    assertEquals(0, first.path("posts").size());
    assertEquals(1, all("q", last).size());
  }

  @Test
  void yearsWithoutPostsCostNothing() throws Exception {
    PostRecord old = post(OURS, "1", State.CANCELLED, ago(3000));
    post(OURS, "2", State.SCHEDULED, ago(-3000));
    JsonNode first = console.get(posts, "q", "edition 1").json();
    assertEquals(old.id(), first.path("posts").path(0).path("id").asText());
    assertTrue(first.path("next").isNull());
  }

  @Test
  void aDayWithMoreThanAPortionIsToldInSeveralEachPostOnce() throws Exception {
    int many = PostSearch.PORTION * 2 + 7;
    Instant noon = ago(3);
    IntStream.range(0, many)
        .forEach(i -> post(OURS, String.valueOf(i), State.CANCELLED, noon.plusMillis(i)));
    JsonNode first = console.get(posts, "state", "CANCELLED").json();
    assertEquals(PostSearch.PORTION, first.path("posts").size());
    List<String> found = all("state", "CANCELLED");
    assertEquals(many, found.size());
    assertEquals(many, new HashSet<>(found).size());
  }

  @Test
  void daysStatesNetworksAndConnectionsNarrowIt() throws Exception {
    PostRecord one = post(OURS, "1", State.CANCELLED, ago(10));
    PostRecord two = post(OURS, "2", State.FAILED, ago(5));
    PostRecord three = post(OURS, "3", State.REJECTED, ago(1));
    assertEquals(List.of(two.id()), all("from", day(ago(5)), "to", day(ago(5))));
    assertEquals(List.of(three.id(), two.id()), all("from", day(ago(5))));
    assertEquals(List.of(one.id()), all("to", day(ago(6))));
    assertEquals(List.of(two.id()), all("state", "attention"));
    assertEquals(List.of(three.id()), all("state", "REJECTED"));
    assertEquals(3, all("network", "tiny").size());
    assertEquals(List.of(), all("connection", "other"));
  }

  @Test
  void whatWasPackedIsFoundAndShownInFull() throws Exception {
    PostRecord old = post(OURS, "1", State.CANCELLED, ago(900));
    assertTrue(console.ledger.archive().pack(old.id(), ago(800)));
    PostRecord kept = console.ledger.find(old.id()).orElseThrow();
    assertEquals("", kept.text(Key.TEXT));
    JsonNode found = console.get(posts, "q", "words of edition", "to", day(ago(700))).json();
    JsonNode shown = found.path("posts").path(0);
    assertEquals("Words of edition 1", shown.path("text").asText());
    assertEquals(kept.revision(), shown.path("revision").asText());
    assertEquals(List.of(old.id()), all("q", "words of edition"));
    JsonNode alone = console.get(posts, "id", old.id()).json().path("posts").path(0);
    assertEquals("Words of edition 1", alone.path("text").asText());
  }

  @Test
  void whatIsNotForThePersonIsNotFound() throws Exception {
    PostRecord ours = post(OURS, "1", State.CANCELLED, ago(1));
    PostRecord theirs = post(ConsoleFixture.THEIRS, "1", State.CANCELLED, ago(1));
    console.as("jane");
    assertEquals(List.of(ours.id()), all("q", "words"));
    assertEquals(200, console.get(posts, "id", ours.id()).status());
    assertEquals(404, console.get(posts, "id", theirs.id()).status());
    assertEquals(404, console.get(posts, "id", "nonsense").status());
  }

  @Test
  void anEmptyLedgerHasNothingAndSaysSo() throws Exception {
    assertEquals(List.of(), all("q", "words"));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() throws Exception {
    post(OURS, "1", State.CANCELLED, ago(1));
    assertEquals(400, console.get(posts, "from", "monday").status());
    assertEquals(400, console.get(posts, "state", "LOST").status());
    assertEquals(400, console.get(posts, "q", "x".repeat(201)).status());
    assertEquals(400, console.get(posts, "q", "x", "next", "yesterday").status());
    assertEquals(400, console.get(posts, "q", "x", "next", "2026-11-30.x").status());
    assertEquals(400, console.get(posts, "q", "x", "next", "2026-11-30.-5").status());
  }

  @Test
  void whatWasPackedIsFoundByItsOwnDayThoughItsPageWentLater() throws Exception {
    PostRecord old = post(OURS, "1", State.CANCELLED, ago(1000));
    console.ledger.update(old.id(), p -> p.decided(ago(900), "", "page-unpublished"));
    assertTrue(console.ledger.archive().pack(old.id(), ago(800)));
    assertEquals(List.of(old.id()), all("from", day(ago(1010)), "to", day(ago(990))));
  }
}
