// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.administration;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The log of decisions. */
@ExtendWith(SlingContextExtension.class)
class DecisionsServletTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private ConsoleFixture console;
  private DecisionsServlet log;

  @BeforeEach
  void setUp() throws Exception {
    console = new ConsoleFixture(context);
    log = new DecisionsServlet(console.tokens, console.ledger);
  }

  private PostRecord post(String name) {
    return console.ledger.add(
        PostRecord.draft(Keys.post("tiny-en", OURS, name), State.SENT)
            .with(Key.PAGE, "ours")
            .with(Key.PATH, OURS)
            .with(Key.CONNECTION, "tiny-en")
            .with(Key.NETWORK, "tiny")
            .with(Key.TITLE, name)
            .with(Key.SENT, NOON)
            .with(Key.PLANNED, NOON));
  }

  private void decide(PostRecord post, Instant at, String who, String what) {
    console.ledger.update(post.id(), one -> one.decided(at, who, what));
  }

  private List<String> told(String... parameters) throws Exception {
    return lines(console.get(log, parameters).json());
  }

  private static List<String> lines(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode one : answer.path("decisions")) {
      lines.add(
          one.path("who").asText()
              + " "
              + one.path("what").asText()
              + " "
              + one.path("title").asText());
    }
    return lines;
  }

  @Test
  void decisionsAboutAllPostsStandTogetherTheNewestFirst() throws Exception {
    PostRecord one = post("one");
    PostRecord other = post("other");
    decide(one, NOON, "ada", "ask");
    decide(other, NOON.plusSeconds(1), "bob", "approve");
    decide(one, NOON.plus(Duration.ofDays(40)), "eve smith", "retract");
    assertEquals(List.of("eve smith retract one", "bob approve other", "ada ask one"), told());
    JsonNode last = console.get(log).json().path("decisions").path(0);
    assertEquals(one.id(), last.path("post").asText());
    assertEquals(16, last.path("revision").asText().length());
    assertEquals(OURS, last.path("page").asText());
    assertEquals("SENT", last.path("state").asText());
  }

  @Test
  void oneThatStandsOnANewRecordIsThereToo() throws Exception {
    console.ledger.add(
        PostRecord.draft(Keys.post("tiny-en", OURS, "new"), State.SCHEDULED)
            .with(Key.PAGE, "ours")
            .with(Key.PATH, OURS)
            .with(Key.CONNECTION, "tiny-en")
            .with(Key.TITLE, "new")
            .with(Key.PLANNED, NOON)
            .decided(NOON, "ada", "ask"));
    assertEquals(List.of("ada ask new"), told());
  }

  @Test
  void theyAreFoundByPersonByKindAndByDay() throws Exception {
    PostRecord post = post("one");
    decide(post, NOON, "ada", "ask");
    decide(post, NOON.plus(Duration.ofDays(1)), "bob", "edit");
    decide(post, NOON.plus(Duration.ofDays(2)), "ada", "edit");
    assertEquals(List.of("ada edit one", "ada ask one"), told("who", "ada"));
    assertEquals(List.of("ada edit one", "bob edit one"), told("what", "edit"));
    assertEquals(List.of("bob edit one"), told("from", "2026-11-21", "to", "2026-11-21"));
    assertEquals(List.of(), told("from", "2026-11-23"));
  }

  @Test
  void theyComeInPortionsAndNoneIsMissingOrThereTwice() throws Exception {
    List<String> made = new ArrayList<>();
    PostRecord post = post("one");
    for (int i = 0; i < DecisionsServlet.MOST * 2 + 7; i++) {
      decide(post, NOON.plusMillis(i * 10_000L), "ada", "a" + i);
      made.add(0, "ada a" + i + " one");
    }
    List<String> read = new ArrayList<>();
    String next = "";
    int answers = 0;
    do {
      JsonNode answer = console.get(log, "next", next).json();
      read.addAll(lines(answer));
      next = answer.path("next").asText();
      answers++;
    } while (!next.isEmpty());
    assertEquals(made, read);
    assertEquals(3, answers);
  }

  @Test
  void anAnswerLooksAtABoundedNumberHoweverFewAreMeant() throws Exception {
    PostRecord post = post("one");
    decide(post, NOON.minusSeconds(1), "bob", "first");
    for (int i = 0; i < 520; i++) {
      decide(post, NOON.plusMillis(i), "ada", "a" + i);
    }
    JsonNode answer = console.get(log, "who", "bob").json();
    assertEquals(List.of(), lines(answer));
    String next = answer.path("next").asText();
    assertEquals(List.of("bob first one"), told("who", "bob", "next", next));
  }

  @Test
  void anAnswerOpensNoFolderOlderThanWhatItShows() throws Exception {
    // Whoever opens the folder of this one stumbles over its name.
    context.create().resource("/var/smo/decisions/2026/10/30/1200/unreadable");
    context.resourceResolver().commit();
    PostRecord post = post("one");
    for (int i = 0; i < 60; i++) {
      decide(post, NOON.plusSeconds(i), "ada", "a" + i);
    }
    JsonNode answer = console.get(log).json();
    assertEquals(
        DecisionsServlet.MOST,
        lines(answer).size(),
        "the first answer shows the newest without the older folders: " + answer);
    assertEquals("ada a59 one", lines(answer).get(0));
  }

  @Test
  void whatWasErasedIsInNoListAndNamesGoWithTheirRecord() throws Exception {
    PostRecord erased = post("erased");
    decide(erased, NOON, "ada", "ask");
    PostRecord other = post("other");
    decide(other, NOON.plusSeconds(1), "ada", "ask");
    assertTrue(console.ledger.archive().erase(erased.id()));
    assertTrue(console.ledger.archive().forget(other.id(), "ada"));
    assertEquals(List.of("erased ask other"), told());
  }

  @Test
  void whatWasPackedIsStillTold() throws Exception {
    PostRecord post = post("packed");
    decide(post, NOON, "ada", "ask");
    assertTrue(console.ledger.archive().pack(post.id(), NOON.plus(Duration.ofDays(900))));
    assertEquals(List.of("ada ask packed"), told());
    // The history on the record begins anew, and so do the numbers of its lines.
    decide(post, NOON.plus(Duration.ofDays(901)), "bob", "retract");
    decide(post, NOON.plus(Duration.ofDays(902)), "eve", "edit");
    assertEquals(
        List.of("eve edit packed", "bob retract packed", "ada ask packed"),
        told(),
        "what was decided after packing stands beside what was decided before");
  }

  @Test
  void afterTheirTimeThePointersGo() throws Exception {
    PostRecord post = post("one");
    decide(post, NOON.minus(Duration.ofDays(400)), "ada", "year");
    decide(post, NOON.minus(Duration.ofDays(31)), "ada", "month");
    decide(post, NOON.minus(Duration.ofDays(1)), "ada", "day");
    decide(post, NOON, "ada", "kept");
    console.ledger.decisions().sweep(NOON);
    assertEquals(List.of("ada kept one"), told());
    assertEquals(4, console.ledger.find(post.id()).orElseThrow().history().size());
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    assertEquals(400, console.get(log, "next", "../../posts").status());
    assertEquals("from is a day, such as 2027-01-31.", console.get(log, "from", "x").error());
  }
}
