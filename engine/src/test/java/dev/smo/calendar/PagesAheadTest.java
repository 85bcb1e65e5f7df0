// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.fixture.OakSite;
import dev.smo.syndication.SyndicationPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.jcr.Session;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages that are about to be published, among the posts of a calendar. */
@ExtendWith(SlingContextExtension.class)
class PagesAheadTest {
  private static final String MUSEUM = "/content/museum";

  private final SlingContext context = OakSite.context();
  private CalendarFixture calendar;

  @BeforeEach
  void setUp() throws Exception {
    OakSite.create(context, MUSEUM, URI.create("https://museum.example"), SyndicationPolicy.class);
    calendar = new CalendarFixture(context);
    page("owls", 3, false);
    page("bats", 2, false);
    page("out", 2, true);
    page("past", -3, false);
    AccessControlUtils.allow(
        Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class))
            .getNode("/content"),
        "joe",
        "jcr:read");
    context.resourceResolver().commit();
  }

  /** A page that is to be public so many days from now. */
  private void page(String name, int days, boolean published) {
    String at = calendar.clock.instant().plus(Duration.ofDays(days)).toString();
    context.create().resource(MUSEUM + "/" + name, "jcr:primaryType", "sling:Page");
    context
        .create()
        .resource(
            MUSEUM + "/" + name + "/jcr:content",
            Map.of("jcr:title", name, "publishDate", at, "sling:published", published));
  }

  private List<String> pages(String... more) throws Exception {
    List<String> parameters = new ArrayList<>(List.of(more));
    String today = calendar.clock.instant().toString().substring(0, 10);
    String end = calendar.clock.instant().plus(Duration.ofDays(9)).toString().substring(0, 10);
    String start = calendar.clock.instant().minus(Duration.ofDays(9)).toString().substring(0, 10);
    parameters.addAll(List.of("from", start, "to", end, "zone", "UTC"));
    Reply reply = calendar.console.get(calendar.servlet, parameters.toArray(String[]::new));
    assertEquals(200, reply.status(), reply::error);
    List<String> titles = new ArrayList<>();
    for (JsonNode day : reply.json().path("days")) {
      for (JsonNode page : day.path("pages")) {
        titles.add(page.path("title").asText());
        assertEquals(day.path("date").asText(), page.path("at").asText().substring(0, 10));
        assertFalse(day.path("date").asText().compareTo(today) < 0, "a day that is over");
      }
    }
    return titles;
  }

  @Test
  void thoseThatAreNotPublicYetStandOnTheirDays() throws Exception {
    assertEquals(List.of("bats", "owls"), pages());
    assertEquals(List.of("bats", "owls"), pages("site", MUSEUM));
    assertEquals(List.of("owls"), pages("site", MUSEUM + "/owls"));
  }

  @Test
  void whoAsksForPostsOfAKindMeansNoPages() throws Exception {
    assertEquals(List.of(), pages("connection", "tiny-en"));
    assertEquals(List.of(), pages("state", "SCHEDULED"));
  }

  @Test
  void aPersonSeesThoseThatThePersonMayRead() throws Exception {
    calendar.console.as("joe");
    assertEquals(List.of("bats", "owls"), pages());
    calendar.console.as("jane");
    assertEquals(List.of(), pages());
  }
}
