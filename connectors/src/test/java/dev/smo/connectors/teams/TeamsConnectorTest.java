// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.teams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.Secret;
import dev.smo.testkit.webhook.FakeTeams;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeamsConnectorTest {
  private final TestClock clock = new TestClock();
  private final FakeTeams teams = new FakeTeams(0, "s1gnatureOfTheWorkflow");
  private final HttpOutbound outbound = HttpOutbound.allowing(teams.host());
  private final TeamsConnector connector = new TeamsConnector(outbound, clock);

  @AfterEach
  void stop() {
    teams.close();
    outbound.close();
  }

  private Connection.Builder connection(String webhook) {
    return Connection.builder("teams-en", "teams").secret("webhook", Secret.of(webhook));
  }

  private Connection connection() {
    return connection(teams.webhook().toString()).setting("button", "Lesen").build();
  }

  private static Delivery delivery(Connection connection, Post post) {
    return Delivery.builder("delivery-1", connection, post).build();
  }

  @Test
  void sendsWordsAsTheyAreWithAButton() throws Exception {
    String words = "*A* [b](c) _d_ <at>e</at> \"f\"";
    URI link = URI.create("https://www.example.org/news/winter.html");
    Post post = Post.builder(words).link(link).build();
    assertInstanceOf(Outcome.Published.class, connector.publish(delivery(connection(), post)));
    assertEquals(words, teams.posts().get(0).text());
    JsonNode action =
        teams
            .posts()
            .get(0)
            .raw()
            .path("attachments")
            .path(0)
            .path("content")
            .path("actions")
            .path(0);
    assertEquals("Lesen", action.path("title").asText());
    assertEquals(link.toString(), action.path("url").asText());
  }

  @Test
  void showsThePageWithItsPictureBelowTheWords() throws Exception {
    Media door =
        Media.of(new byte[] {1}, "image/jpeg", 10, 10)
            .alt("A door")
            .source(URI.create("https://www.example.org/door.jpg"));
    Post post =
        Post.builder("We open")
            .link(URI.create("https://www.example.org/news/winter.html"))
            .title("Winter opening *hours*")
            .description("From ten to five")
            .images(List.of(door))
            .build();
    assertInstanceOf(Outcome.Published.class, connector.publish(delivery(connection(), post)));
    assertEquals("We open", teams.posts().get(0).text());
    assertEquals(List.of("A door"), teams.posts().get(0).alts());
    JsonNode body =
        teams.posts().get(0).raw().path("attachments").path(0).path("content").path("body");
    assertEquals("https://www.example.org/door.jpg", body.path(1).path("url").asText());
    JsonNode title = body.path(2).path("inlines").path(0);
    assertEquals("Winter opening *hours*", title.path("text").asText());
    assertEquals("Bolder", title.path("weight").asText());
    assertEquals("From ten to five", body.path(3).path("inlines").path(0).path("text").asText());
  }

  @Test
  void theLongestWordsFitIntoTheCard() throws Exception {
    Post post =
        Post.builder("\"".repeat(TeamsConnector.MAX_BYTES / 2 - 2))
            .link(URI.create("https://www.example.org/" + "a".repeat(4_000)))
            .title("\uD83D\uDE00".repeat(300))
            .description("\uD83D\uDE00".repeat(1_000))
            .build();
    assertInstanceOf(Outcome.Published.class, connector.publish(delivery(connection(), post)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.webhook.office.com/webhookb2/1",
        "https://outlook.office.com/webhook/1"
      })
  void aConnectorOfOffice365IsToldToBeRetired(String address) throws Exception {
    Connection old = connection(address).build();
    var said =
        assertInstanceOf(
            Outcome.Unauthorised.class,
            connector.publish(delivery(old, Post.builder("a").build())));
    assertTrue(said.reason().contains("retired"), said.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "200, {}, Unknown",
    "400, TriggerInputSchemaMismatch, Rejected",
    "400, WorkflowTriggerIsNotEnabled, Unauthorised",
    "401, DirectApiAuthorizationRequired, Unauthorised",
    "404, WorkflowNotFound, Unauthorised",
    "413, RequestEntityTooLarge, Rejected",
    "429, TooManyRequests, Deferred",
    "502, NoResponse, Unknown"
  })
  void refusalsAreToldApart(int status, String code, String outcome) {
    Answer answer =
        new Answer(
            status,
            Map.of("content-type", List.of("application/json")),
            ("{\"error\":{\"code\":\"" + code + "\"}}").getBytes(StandardCharsets.UTF_8),
            teams.uri());
    assertEquals(outcome, connector.refused(answer, connection()).getClass().getSimpleName());
  }

  @Test
  void noMessageGoesOutTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(teams, clock)) {
      table.run("Teams", new TeamsConnector(table.outbound(), clock), connection());
    }
  }
}
