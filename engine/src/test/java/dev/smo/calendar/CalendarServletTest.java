// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SlingContextExtension.class)
class CalendarServletTest {
  private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
  private CalendarFixture calendar;

  @BeforeEach
  void setUp() throws Exception {
    calendar = new CalendarFixture(context);
  }

  private JsonNode days(String... parameters) throws Exception {
    Reply reply = calendar.console.get(calendar.servlet, parameters);
    assertEquals(200, reply.status(), reply.error());
    return reply.json().path("days");
  }

  private List<String> titles(String... parameters) throws Exception {
    List<String> titles = new ArrayList<>();
    for (JsonNode day : days(parameters)) {
      day.path("entries").forEach(entry -> titles.add(entry.path("title").asText()));
    }
    return titles;
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-10-25, 2026-10-25T00:30:00",
    "UTC, 2026-10-24, 2026-10-24T22:30:00",
    "America/New_York, 2026-10-24, 2026-10-24T18:30:00",
    "Australia/Lord_Howe, 2026-10-25, 2026-10-25T09:30:00",
  })
  void aPostShowsWhereTheClockOnTheWallPutsIt(String zone, String day, String at) throws Exception {
    calendar.post("a", OURS, State.SCHEDULED, "2026-10-24T22:30:00Z");
    JsonNode days = days("from", "2026-10-20", "to", "2026-10-30", "zone", zone);
    assertEquals(day, days.path(0).path("date").asText());
    assertEquals(at, days.path(0).path("entries").path(0).path("at").asText());
    assertEquals(List.of("Title of a"), titles("day", day, "zone", zone));
  }

  @Test
  void bothHoursOfTheNightInWhichTheClockGoesBackShow() throws Exception {
    calendar.post("first", OURS, State.SCHEDULED, "2026-10-25T00:30:00Z");
    calendar.post("second", OURS, State.SCHEDULED, "2026-10-25T01:30:00Z");
    JsonNode entries = days("day", "2026-10-25", "zone", "Europe/Berlin").path(0).path("entries");
    assertEquals("2026-10-25T02:30:00", entries.path(0).path("at").asText());
    assertEquals("2026-10-25T02:30:00", entries.path(1).path("at").asText());
    assertEquals("2026-10-25T00:30:00Z", entries.path(0).path("instant").asText());
  }

  @Test
  void peopleSeeThePostsOfPagesThatTheyRead() throws Exception {
    calendar.post("ours", OURS, State.SCHEDULED, "2026-12-01T09:00:00Z");
    calendar.post("theirs", THEIRS, State.SCHEDULED, "2026-12-01T10:00:00Z");
    PostRecord gone = calendar.post("gone", OURS, State.SENT, "2026-12-01T11:00:00Z");
    calendar.console.ledger.update(gone.id(), post -> PageAway.REMOVED.from(post, Instant.EPOCH));

    assertEquals(3, titles("day", "2026-12-01").size());
    calendar.console.as("jane");
    assertEquals(List.of("Title of ours"), titles("day", "2026-12-01"));
    assertEquals(1, days("day", "2026-12-01").path(0).path("count").asInt());
    assertEquals(401, calendar.console.asStranger().get(calendar.servlet).status());
  }

  @Test
  void onlyWhoMayDecideIsOfferedAnotherTime() throws Exception {
    calendar.post("a", OURS, State.SCHEDULED, "2026-12-01T09:00:00Z");
    calendar.post("b", OURS, State.SENT, "2026-12-01T10:00:00Z");
    JsonNode entries = days("day", "2026-12-01").path(0).path("entries");
    assertTrue(entries.path(0).path("movable").asBoolean());
    assertFalse(entries.path(1).path("movable").asBoolean());
    calendar.console.as("joe");
    assertFalse(
        days("day", "2026-12-01").path(0).path("entries").path(0).path("movable").asBoolean());
  }

  @Test
  void filtersHold() throws Exception {
    calendar.post("a", OURS, State.SCHEDULED, "2026-12-01T09:00:00Z");
    calendar.post("b", THEIRS, State.FAILED, "2026-12-01T10:00:00Z");
    calendar.post("c", OURS, State.CANCELLED, "2026-12-01T11:00:00Z");
    String[] day = {"day", "2026-12-01", "most", "12"};

    assertEquals(List.of("Title of a", "Title of b"), titles(day));
    assertEquals(List.of("Title of b"), titles(with(day, "state", "FAILED")));
    assertEquals(List.of("Title of b"), titles(with(day, "state", "ATTENTION")));
    assertEquals(List.of("Title of c"), titles(with(day, "state", "CANCELLED")));
    assertEquals(List.of("Title of a"), titles(with(day, "site", OURS)));
    assertEquals(List.of("Title of a", "Title of b"), titles(with(day, "site", "/content/site")));
    assertEquals(List.of(), titles(with(day, "site", "/content/sit")));
    assertEquals(List.of(), titles(with(day, "connection", "other")));
    assertEquals(List.of(), titles(with(day, "network", "other")));
  }

  private static String[] with(String[] parameters, String name, String value) {
    return new String[] {parameters[0], parameters[1], name, value};
  }

  @Test
  void postsThatAreHeldTogetherAreOneEntry() throws Exception {
    for (int i = 0; i < 5; i++) {
      PostRecord held = calendar.post("h" + i, OURS, State.HELD, "2026-12-01T09:0" + i + ":00Z");
      calendar.console.ledger.update(held.id(), post -> post.with(Key.GROUP, "0123456789abcdef"));
    }
    JsonNode day = days("day", "2026-12-01").path(0);
    assertEquals(1, day.path("count").asInt());
    assertEquals(1, day.path("attention").asInt());
    JsonNode group = day.path("entries").path(0);
    assertEquals("group", group.path("kind").asText());
    assertEquals(5, group.path("count").asInt());
    assertEquals("2026-12-01T09:00:00", group.path("at").asText());
    assertFalse(group.path("movable").asBoolean());
  }

  @Test
  void aNoteIsNamedByHowItBegins() throws Exception {
    PostRecord note = calendar.post("note 12345678", OURS, State.SENT, "2026-12-01T09:00:00Z");
    calendar.console.ledger.update(
        note.id(), post -> post.with(Key.TEXT, "Closed today\n\nBecause of the snow"));
    calendar.post("note digest-1", OURS, State.SENT, "2026-12-01T10:00:00Z");
    JsonNode entries = days("day", "2026-12-01").path(0).path("entries");
    assertEquals("Closed today", entries.path(0).path("title").asText());
    assertEquals("note", entries.path(0).path("kind").asText());
    assertEquals("digest", entries.path(1).path("kind").asText());
  }

  @Test
  void ofALongDayTheFirstShowAndTheRestIsCountedAndRead() throws Exception {
    for (int i = 10; i < 40; i++) {
      calendar.post("p" + i, OURS, State.SCHEDULED, "2026-12-01T09:" + i + ":00Z");
    }
    JsonNode day = days("from", "2026-12-01", "to", "2026-12-31").path(0);
    assertEquals(30, day.path("count").asInt());
    assertEquals(CalendarQuery.USUAL, day.path("entries").size());
    assertEquals("Title of p10", day.path("entries").path(0).path("title").asText());
    assertEquals(
        List.of("Title of p35", "Title of p36"),
        titles("day", "2026-12-01", "most", "2", "skip", "25"));
  }

  @ParameterizedTest
  @CsvSource({
    "from, 1 December, must look like 2026-12-01",
    "day, 2026-02-30, must look like 2026-12-01",
    "day, +99999-01-01, from 1970 to 9000",
    "to, 2020-01-01, The last day is not before the first",
    "to, 2100-01-01, no calendar has more than 62 days",
    "zone, Europe/Atlantis, There is no time zone",
    "state, LOST, There is no state LOST",
    "most, many, is a number",
    "skip, 10, Only of one day",
  })
  void aWrongParameterIsNamed(String name, String value, String says) throws Exception {
    String to = name.equals("skip") ? "2026-12-31" : "2026-12-02";
    String[] parameters =
        name.equals("to") || name.equals("from") || name.equals("day")
            ? new String[] {name, value}
            : new String[] {"from", "2026-12-01", "to", to, name, value};
    Reply reply = calendar.console.get(calendar.servlet, parameters);
    assertEquals(400, reply.status());
    assertTrue(reply.error().contains(says), reply.error());
  }

  @Test
  void movingAsksForRightsTimeAndRevision() throws Exception {
    PostRecord post = calendar.post("a", OURS, State.SCHEDULED, "2026-12-01T09:00:00Z");
    String[] move = {
      "action", "move", "id", post.id(), "at", "2026-12-02T09:15", "zone", "Europe/Berlin"
    };
    assertEquals(403, calendar.console.as("joe").post(calendar.servlet, move).status());
    calendar.console.as("jane");
    assertEquals(403, calendar.console.postWithToken("", calendar.servlet, move).status());
    move[5] = "tomorrow";
    assertEquals(400, calendar.console.post(calendar.servlet, move).status());
    move[5] = "2026-12-02T09:15";
    move[7] = "Europe/Atlantis";
    assertEquals(400, calendar.console.post(calendar.servlet, move).status());
    move[7] = "Europe/Berlin";
    move[1] = "drag";
    assertEquals(400, calendar.console.post(calendar.servlet, move).status());
    move[1] = "move";
    move[3] = "0".repeat(64);
    assertEquals(404, calendar.console.post(calendar.servlet, move).status());
    PostRecord theirs = calendar.post("b", THEIRS, State.SCHEDULED, "2026-12-01T09:00:00Z");
    move[3] = theirs.id();
    assertEquals(404, calendar.console.post(calendar.servlet, move).status());
  }
}
