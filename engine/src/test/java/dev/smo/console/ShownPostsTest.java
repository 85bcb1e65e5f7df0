// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.delivery.Decisions;
import dev.smo.delivery.Decisions.NotPossibleException;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.ledger.Attempt;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.jcr.Session;
import org.junit.jupiter.api.Test;

/** Which posts people are shown, and what of them. */
class ShownPostsTest extends PostsFixture {
  @Test
  void aPostThatIsDueSaysWhatHoldsUpItsConnection() throws Exception {
    PostRecord post = console.post(OURS, State.SCHEDULED);
    console.ledger.update(post.id(), record -> record.with(Key.DUE, Instant.EPOCH));
    assertEquals("", console.get(posts).json().path("posts").path(0).path("waits").asText());
    console.lanes.stop("tiny-en", "token revoked");
    assertEquals(
        "token revoked", console.get(posts).json().path("posts").path(0).path("waits").asText());
    assertTrue(console.get(posts).json().path("obstacle").isNull());
  }

  @Test
  void aPostThatWaitsForAPauseSaysWhenItGoesOn() throws Exception {
    PostRecord post = console.post(OURS, State.SCHEDULED);
    console.ledger.update(post.id(), record -> record.with(Key.DUE, Instant.EPOCH));
    Instant end = console.lanes.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(600);
    console.lanes.pause("tiny-en", end, "asked to wait");
    JsonNode shown = console.get(posts).json().path("posts").path(0);
    assertEquals("asked to wait", shown.path("waits").asText());
    assertEquals(end.toString(), shown.path("next").asText());
    console.lanes.stop("tiny-en", "token revoked");
    shown = console.get(posts).json().path("posts").path(0);
    assertTrue(shown.path("next").isNull(), "a person ends it: " + shown);
  }

  @Test
  void showsAPostWithAllItsFields() throws Exception {
    PostRecord post = console.sent(OURS);
    Attempt attempt = new Attempt(1, Instant.EPOCH, "node-1", "published", "");
    console.ledger.update(
        post.id(),
        record -> record.with(attempt).with(PostRecord.Key.TARGET, "https://site.example/page"));

    JsonNode shown = console.get(posts).json().path("posts").path(0);

    assertEquals(post.id(), shown.path("id").asText());
    assertEquals("SENT", shown.path("state").asText());
    assertEquals("tiny", shown.path("network").asText());
    assertEquals("tiny-en", shown.path("connection").asText());
    assertEquals(OURS, shown.path("page").asText());
    assertEquals("https://tiny.example/1", shown.path("permalink").asText());
    assertEquals("https://site.example/page", shown.path("target").asText());
    assertFalse(shown.path("attention").asBoolean());
    assertTrue(shown.path("sent").asText().endsWith("Z"));
    assertEquals("1970-01-01T00:00:00Z", shown.path("attempts").path(0).path("at").asText());
    assertEquals("node-1", shown.path("attempts").path(0).path("instance").asText());
  }

  @Test
  void namesNetworksAndThePersonWhoAsks() throws Exception {
    JsonNode page = console.get(posts).json();

    assertEquals("Tiny", page.path("networks").path("tiny").asText());
    assertEquals(0, page.path("connections").asInt(-1));
    assertEquals("admin", page.path("user").path("id").asText());
    assertTrue(page.path("user").path("administrator").asBoolean());
  }

  @Test
  void whatWaitsForAPersonComesFirstHoweverOldItIs() throws Exception {
    PostRecord now = console.sent(OURS);
    PostRecord old = console.post(OURS, State.HELD, Instant.now().minus(Duration.ofDays(300)));

    assertEquals(List.of(old.id(), now.id()), ids(console.get(posts, "days", "7")));
    assertEquals(List.of(old.id()), ids(console.get(posts, "attention", "true")));
  }

  @Test
  void showsOneDay() throws Exception {
    console.sent(OURS);
    PostRecord later = console.post(OURS, State.SCHEDULED, Instant.now().plus(Duration.ofDays(40)));
    LocalDate day = LocalDate.ofInstant(later.time(Key.SCHEDULED).orElseThrow(), ZoneOffset.UTC);

    assertEquals(List.of(later.id()), ids(console.get(posts, "day", day.toString())));
  }

  @Test
  void showsThePostsOfOnePage() throws Exception {
    PostRecord ours = console.sent(OURS);
    console.sent(THEIRS);

    assertEquals(List.of(ours.id()), ids(console.get(posts, "page", OURS)));
    assertEquals(404, console.get(posts, "page", "/content/nowhere").status());
  }

  @Test
  void aCopyThatWasNotPublishedYetHasNoPosts() throws Exception {
    PostRecord ours = console.sent(OURS);
    context.resourceResolver().refresh();
    String copy = OURS + "-copy";
    Objects.requireNonNull(context.resourceResolver().adaptTo(Session.class))
        .getWorkspace()
        .copy(OURS, copy);
    context.resourceResolver().refresh();

    assertEquals(List.of(), ids(console.get(posts, "page", copy)));
    assertEquals(List.of(ours.id()), ids(console.get(posts, "page", OURS)));
  }

  @Test
  void aDayThatIsNoneIsRefused() throws Exception {
    assertEquals(400, console.get(posts, "day", "yesterday").status());
    assertEquals(400, console.get(posts, "days", "0").status());
    assertEquals(400, console.get(posts, "days", "32").status());
    assertEquals(400, console.get(posts, "ahead", "-1").status());
  }

  @Test
  void strangersSeeNothing() throws Exception {
    console.sent(OURS);
    assertEquals(401, console.asStranger().get(posts).status());
  }

  @Test
  void onlyPostsOfPagesThatThePersonMayReadAreShown() throws Exception {
    PostRecord ours = console.sent(OURS);
    PostRecord theirs = console.sent(THEIRS);

    assertEquals(List.of(ours.id()), ids(console.as("jane").get(posts)));
    assertEquals(404, console.post(posts, "id", theirs.id(), "action", "retract").status());
    assertEquals(404, console.get(posts, "page", THEIRS).status());
  }

  @Test
  void postsOfAPageThatIsGoneAreForAdministrators() throws Exception {
    PostRecord gone = console.post("/content/gone", State.HELD);

    assertEquals(List.of(gone.id()), ids(console.get(posts)));
    assertEquals(List.of(), ids(console.as("jane").get(posts)));
  }

  @Test
  void takingBackIsOfferedOnlyWhereTheNetworkCan() throws Exception {
    PostRecord post = console.sent(OURS);
    assertEquals("[\"again\",\"repeat\"]", actions(post).toString());
    assertEquals(409, console.post(posts, "id", post.id(), "action", "retract").status());

    TinyNetwork.registerRetractor(context.bundleContext());

    assertEquals("[\"again\",\"retract\",\"correct\",\"repeat\"]", actions(post).toString());
    assertEquals(200, console.post(posts, "id", post.id(), "action", "retract").status());
    assertEquals("[]", actions(post).toString());
  }

  @Test
  void changingTheWordsIsOfferedOnlyWhereTheNetworkCan() throws Exception {
    PostRecord post = console.sent(OURS);
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    Reply before = console.post(posts, "id", post.id(), "action", "edit", "text", "New");
    assertEquals(409, before.status());

    TinyNetwork.registerEditor(context.bundleContext());

    assertEquals("[\"again\",\"edit\",\"repeat\"]", actions(post).toString());
    Reply reply = console.as("jane").post(posts, "id", post.id(), "action", "edit", "text", "New");
    assertEquals("New", reply.json().path("text").asText());
    assertEquals("jane", reply.json().path("decidedBy").asText());
    assertEquals("edited", reply.json().path("attempts").path(0).path("outcome").asText());
  }

  @Test
  void theHistoryOfAPostIsShown() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    JsonNode shown = console.as("jane").post(posts, "id", held.id(), "action", "cancel").json();
    JsonNode decision = shown.path("history").path(0);
    assertEquals("jane", decision.path("who").asText());
    assertEquals("cancel", decision.path("what").asText());
    assertEquals(held.revision(), decision.path("revision").asText());
    assertTrue(decision.path("at").asText().endsWith("Z"));
  }

  @Test
  void aPostShowsItsRuleAndIsOfferedAnotherTimeOnlyWhileItWaits() throws Exception {
    PostRecord post = console.post(OURS, State.SCHEDULED);
    console.ledger.update(
        post.id(), p -> p.with(Key.WHEN, "after 90 minutes").with(Key.ZONE, "Europe/Berlin"));
    JsonNode shown = console.get(posts).json().path("posts").path(0);
    assertEquals("after 90 minutes", shown.path("when").asText());
    assertEquals("Europe/Berlin", shown.path("zone").asText());
    assertTrue(shown.path("actions").toString().contains("\"move\""));
    console.ledger.update(post.id(), p -> p.to(State.HELD, ""));
    assertFalse(
        console
            .get(posts)
            .json()
            .path("posts")
            .path(0)
            .path("actions")
            .toString()
            .contains("move"));
  }

  @Test
  void offersExactlyWhatCanBeDecided() throws Exception {
    TinyNetwork.registerRetractor(context.bundleContext());
    for (State state : State.values()) {
      for (Action action :
          EnumSet.complementOf(
              EnumSet.of(Action.EDIT, Action.AGAIN, Action.CORRECT, Action.MOVE, Action.REPEAT))) {
        PostRecord post = console.post("/content/" + action + state, state);
        if (state == State.SENT) {
          post =
              console
                  .ledger
                  .update(
                      post.id(),
                      p -> p.with(Key.REMOTE_ID, "1").with(Key.PERMALINK, "https://tiny.example/1"))
                  .orElseThrow();
        }
        boolean possible = true;
        try {
          Decisions.Reader jane = new Decisions.Reader("jane", post.revision());
          action.take(
              console.decisions, post.id(), new Action.Words(jane, Decisions.Seen.NOTHING, null));
        } catch (NotPossibleException e) {
          possible = false;
        }
        assertEquals(possible, action.fits(post), action + " in " + state);
      }
    }
  }

  @Test
  void aLongListIsCutAndSaysSo() throws Exception {
    for (int i = 0; i <= PostsServlet.MOST; i++) {
      console.post("/content/page" + i, State.SCHEDULED);
    }
    JsonNode page = console.get(posts).json();
    assertEquals(PostsServlet.MOST, page.path("posts").size());
    assertTrue(page.path("truncated").asBoolean());
  }
}
