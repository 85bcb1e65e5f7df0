// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.JsonServlet;
import dev.smo.endpoint.Tokens;
import dev.smo.engine.Installation;
import dev.smo.fixture.ContentPageSource;
import dev.smo.fixture.OakSite;
import dev.smo.fixture.SlingRequest;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.schedule.Rhythm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The calendar of a whole installation. It is a Monday, nine o'clock in London. */
@ExtendWith(SlingContextExtension.class)
class CalendarMoveTest {
  private final SlingContext context = OakSite.context();
  private Installation smo;
  private Tokens tokens;
  private CalendarServlet servlet;
  private String page;

  private record Reply(int status, JsonNode json) {}

  @BeforeEach
  void install() {
    smo = new Installation(context);
    smo.posting("when", "2026-12-01 9:15", "zone", "Europe/Berlin");
    tokens = new Tokens(smo.repository, Clock.systemUTC());
    servlet =
        new CalendarServlet(
            tokens,
            smo.ledger,
            new Calendars(smo.ledger, smo.connections, new ContentPageSource(), smo.clock),
            smo.decisions,
            new Sites(smo.repository));
    page = smo.page("opening", "Hours");
  }

  @AfterEach
  void end() {
    smo.close();
  }

  private Reply ask(String method, String... parameters) throws Exception {
    SlingRequest request = SlingRequest.of(context, parameters);
    request.setMethod(method);
    request.setHeader(
        JsonServlet.TOKEN_HEADER, tokens.issue(context.resourceResolver().getUserID()).token());
    MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
    servlet.service(request, response);
    return new Reply(response.getStatus(), ConsoleFixture.hold(servlet, request, response));
  }

  private Reply move(PostRecord post, String at, String zone) throws Exception {
    return ask(
        "POST",
        "action",
        "move",
        "id",
        post.id(),
        "revision",
        post.revision(),
        "at",
        at,
        "zone",
        zone);
  }

  private List<String> slots(String from, String to) throws Exception {
    List<String> slots = new ArrayList<>();
    for (JsonNode day : ask("GET", "from", from, "to", to).json().path("days")) {
      day.path("slots")
          .forEach(
              slot -> {
                assertEquals("/content/site", slot.path("site").asText(), slot::toString);
                slots.add(slot.path("at").asText());
              });
    }
    return slots;
  }

  private static List<String> zones(JsonNode shown) {
    List<String> zones = new ArrayList<>();
    shown.path("zones").forEach(zone -> zones.add(zone.asText()));
    return zones.subList(0, 2);
  }

  private void rhythm(Map<String, String> texts) {
    smo.connections.save(
        new Account.Form("toy", "toy", "", "", Map.of(), Map.of(), Optional.of(Rhythm.of(texts))));
  }

  @Test
  void timesAreByTheClockOfTheSite() throws Exception {
    smo.publish(page);
    JsonNode shown = ask("GET", "day", "2026-12-01").json();
    assertEquals("Europe/Berlin", shown.path("zone").asText());
    assertEquals("2026-11-23T10:00:30", shown.path("now").asText());
    assertEquals(
        "2026-12-01T09:15:00",
        shown.path("days").path(0).path("entries").path(0).path("at").asText());
    assertEquals("/content/site", shown.path("sites").path(0).path("path").asText());
    assertEquals(List.of("Europe/Berlin", "UTC"), zones(shown));
  }

  @Test
  void aPostThatWasMovedGoesOutOnceAndAtItsNewTime() throws Exception {
    smo.publish(page);
    Reply moved = move(smo.post(page), "2026-12-02T18:30", "America/New_York");

    assertEquals(200, moved.status(), moved.json().toString());
    assertEquals("2026-12-02T18:30:00", moved.json().path("at").asText());
    assertEquals("2026-12-03 00:30", smo.post(page).text(Key.WHEN));
    Instant due = Instant.parse("2026-12-02T23:30:00Z");
    assertEquals(due, smo.post(page).time(Key.SCHEDULED).orElseThrow());
    smo.pass(Duration.between(smo.clock.instant(), due.minusSeconds(60)));
    assertEquals(0, smo.network.posts.size());
    smo.pass(Duration.ofMinutes(3));
    assertEquals(State.SENT, smo.post(page).state());
    assertEquals(1, smo.network.posts.size());
  }

  @Test
  void whoReadAnOlderRevisionMovesNothing() throws Exception {
    smo.publish(page);
    PostRecord read = smo.post(page);
    assertEquals(200, move(read, "2026-12-03T10:00", "Europe/Berlin").status());
    Reply late = move(read, "2026-12-04T10:00", "Europe/Berlin");
    assertEquals(409, late.status());
    assertTrue(late.json().path("error").asText().contains("changed"), late.json().toString());
    assertEquals("2026-12-03 10:00", smo.post(page).text(Key.WHEN));
  }

  @Test
  void aTimeThatIsPastIsRefused() throws Exception {
    smo.publish(page);
    Reply past = move(smo.post(page), "2026-11-22T10:00", "Europe/Berlin");
    assertEquals(409, past.status());
    assertEquals("2026-12-01 09:15", smo.post(page).text(Key.WHEN));
  }

  @Test
  void slotsThatNobodyHasAreFreeByTheClockOfTheSite() throws Exception {
    rhythm(Map.of("slots", "Tue, Thu 9:15"));
    smo.posting("when", "next free slot", "zone", "Europe/Berlin");
    List<String> week = List.of("2026-11-24T09:15:00", "2026-11-26T09:15:00");
    assertEquals(week, slots("2026-11-23", "2026-11-29"));
    assertEquals(List.of(), slots("2026-11-16", "2026-11-22"), "what is past is not free");

    smo.publish(page);
    assertEquals(week.subList(1, 2), slots("2026-11-23", "2026-11-29"));
    assertEquals(200, move(smo.post(page), "2026-11-26T09:15", "Europe/Berlin").status());
    assertEquals(week.subList(0, 1), slots("2026-11-23", "2026-11-29"));
  }

  @Test
  void aSlotSaysHowToWriteItInTheZoneOfItsSite() throws Exception {
    rhythm(Map.of("slots", "Tue 9:15"));
    JsonNode day =
        ask("GET", "day", "2026-11-24", "zone", "America/New_York").json().path("days").path(0);
    assertEquals("2026-11-24T03:15:00", day.path("slots").path(0).path("at").asText());
    assertEquals("2026-11-24 09:15", day.path("slots").path(0).path("when").asText());
    assertEquals("toy", day.path("slots").path(0).path("connection").asText());
  }

  @Test
  void quietHoursAndOtherFiltersHaveNoFreeSlots() throws Exception {
    rhythm(Map.of("slots", "Tue 9:15, 23:00", "quietHours", "22:00-7:00"));
    assertEquals(List.of("2026-11-24T09:15:00"), slots("2026-11-24", "2026-11-24"));
    assertEquals(0, ask("GET", "day", "2026-11-24", "state", "SENT").json().path("days").size());
    assertEquals(
        0, ask("GET", "day", "2026-11-24", "connection", "other").json().path("days").size());
  }

  @Test
  void aConnectionThatNoSiteNamesHasNoFreeSlots() throws Exception {
    rhythm(Map.of("slots", "Tue 9:15"));
    smo.policy(Map.of("enabled", true, "connections", new String[] {"other"}));
    assertEquals(List.of(), slots("2026-11-24", "2026-11-24"));
  }
}
