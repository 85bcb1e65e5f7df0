// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sees which reactions, and decides about them. */
class ReactionsServletTest extends InboxFixture {
  @Test
  void theSearchLooksThroughAllThatAPersonDecidesAbout() throws Exception {
    reply(OURS, "An Owl in the attic");
    reply(OURS, "A fox");
    console.as("jane");
    assertEquals(List.of("An Owl in the attic"), found("q", "owl ATTIC"));
    assertEquals(2, found("q", OURS).size(), "the path of the page");
    assertEquals(List.of(), found("q", "owl fox"));
    assertEquals(2, found("q", "  ").size());
    assertEquals(List.of("A fox"), found("q", "fox", "page", OURS));
    assertEquals(List.of("A fox"), found("q", "fox", "state", "all"));
    assertEquals(400, console.get(servlet, "q", "x".repeat(201)).status());
    console.as("joe");
    assertEquals(List.of(), found("q", "fox"), "what somebody has no say in is not found");
  }

  @Test
  void whoMayWriteAPageDecidesWhatIsShownOnIt() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    Reply list = console.get(servlet);
    assertEquals(1, list.json().path("reactions").size());
    assertEquals("Well done", list.json().path("reactions").path(0).path("text").asText());
    assertEquals("Ours", list.json().path("reactions").path(0).path("title").asText());
    Reply approved = decide("approve", kept);
    assertEquals(200, approved.status());
    assertEquals("hide", actions(approved.json()));
    assertEquals(Moderation.APPROVED, of(kept));
    assertEquals(0, console.get(servlet).json().path("reactions").size());
    assertEquals(1, console.get(servlet, "page", OURS).json().path("reactions").size());
    decide("hide", kept);
    assertEquals(Moderation.HIDDEN, of(kept));
    assertEquals("jane", store.of(kept.page()).get(0).decidedBy());
  }

  @Test
  void whoOnlyReadsAPageDecidesNothing() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("joe");
    assertEquals(0, console.get(servlet).json().path("reactions").size());
    assertEquals(403, decide("approve", kept).status());
    assertEquals(403, console.post(servlet, "action", "refresh", "page", OURS).status());
    assertEquals(Moderation.PENDING, of(kept));
  }

  @Test
  void reactionsToPagesThatAPersonDoesNotSeeAreNotThere() throws Exception {
    KeptReaction kept = reply(THEIRS, "Well done");
    console.as("jane");
    assertEquals(0, console.get(servlet).json().path("reactions").size());
    assertEquals(404, decide("approve", kept).status());
    assertEquals(404, console.get(servlet, "page", THEIRS).status());
  }

  @Test
  void strangersAndForeignSitesAreRefused() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.asStranger();
    assertEquals(401, console.get(servlet).status());
    console.as("jane");
    assertEquals(
        403,
        console
            .postWithToken(
                "", servlet, "action", "approve", "identity", kept.page(), "id", kept.id())
            .status());
    assertEquals(Moderation.PENDING, of(kept));
  }

  @Test
  void whatIsNotAsItWasReadIsRefusedAndNothingChanges() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    assertEquals(200, act(kept, "assign", "to", "jane").status());
    for (String action : List.of("approve", "hide", "done", "todo", "assign", "block")) {
      Reply late = act(kept, action, "to", "", "revision", kept.revision());
      assertEquals(409, late.status(), action);
    }
    assertEquals(Moderation.PENDING, of(kept));
    assertEquals("jane", now(kept).handling().assignee());
    assertEquals(1, now(kept).handling().steps().size(), "only the first is noted");
    assertEquals(
        400,
        console.post(servlet, "action", "hide", "identity", kept.page(), "id", kept.id()).status(),
        "without a revision");
  }

  @Test
  void aReactionIsTakenGivenBackAndGivenToWhoMayDecide() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    Reply mine = act(kept, "assign", "to", "jane");
    assertEquals("assigned", mine.json().path("state").asText());
    assertEquals(1, console.get(servlet, "state", "mine").json().path("reactions").size());
    assertEquals(200, act(kept, "approve").status());
    assertEquals(
        1, console.get(servlet).json().path("reactions").size(), "Jane has more to do about it");
    assertEquals(409, act(kept, "assign", "to", "joe").status(), "Joe only reads the page");
    assertEquals(409, act(kept, "assign", "to", "nobody-at-all").status());
    assertEquals(200, act(kept, "assign", "to", "admin").status());
    assertEquals(0, console.get(servlet, "state", "mine").json().path("reactions").size());
    assertEquals(200, act(kept, "done").status());
    assertEquals(0, console.get(servlet).json().path("total").asInt());
    assertEquals(1, console.get(servlet, "state", "done").json().path("reactions").size());
    assertEquals(200, act(kept, "todo").status());
    assertEquals(1, console.get(servlet, "only", "waiting").json().path("waiting").asInt());
    assertEquals("jane assign, jane approve, jane assign, jane done, jane todo", steps(kept));
  }

  @Test
  void whatIsHiddenIsGivenToNobodyAndLeavesNothingToDo() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    JsonNode hidden = act(kept, "hide").json();
    for (String action : List.of("assign", "todo", "done")) {
      assertEquals(409, act(kept, action, "to", "jane").status(), action);
      assertFalse(
          hidden.path("actions").toString().contains('"' + action + '"'),
          () -> "a button that would be refused: " + hidden.path("actions"));
    }
    assertEquals(200, act(kept, "show").status());
    assertEquals(200, act(kept, "assign", "to", "jane").status());
    assertTrue(now(kept).waits());
  }

  @Test
  void twoPeopleAtOneReplySeeEachOther() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    act(kept, "assign", "to", "jane");
    assertEquals(0, act(kept, "look").json().path("lookers").size(), "nobody sees herself");
    act(kept, "look", "answering", "true");
    console.as("admin");
    JsonNode there = act(kept, "look").json().path("lookers");
    assertEquals("jane", there.path(0).path("user").asText());
    assertTrue(there.path(0).path("answering").asBoolean());
    assertEquals(
        "jane",
        console
            .get(servlet, "id", kept.id(), "identity", kept.page())
            .json()
            .at("/lookers/0/user")
            .asText());
    console.as("joe");
    assertEquals(403, act(kept, "look").status());
    Reply seen = console.get(servlet, "id", kept.id(), "identity", kept.page());
    assertEquals(200, seen.status());
    assertEquals(0, seen.json().path("lookers").size(), "who decides nothing sees nobody");
    assertEquals("", seen.json().at("/reaction/assignee").asText());
    console.as("jane");
    act(kept, "leave");
    console.as("admin");
    assertEquals(0, act(kept, "look").json().path("lookers").size());
  }

  @Test
  void reactionsAreFilteredAndComeInPortionsTheNewestFirst() throws Exception {
    for (int i = 0; i < ReactionList.MOST + 5; i++) {
      from("https://social.example/@ann", "Reply " + i);
    }
    from("https://social.example/@eve", "Last");
    console.as("jane");
    JsonNode first = console.get(servlet).json();
    assertEquals(ReactionList.MOST + 6, first.path("total").asInt());
    assertEquals(ReactionList.MOST, first.path("reactions").size());
    JsonNode rest = console.get(servlet, "before", first.path("next").asText()).json();
    assertEquals(6, rest.path("reactions").size());
    assertEquals("", rest.path("next").asText());
    JsonNode all = console.get(servlet, "state", "all").json();
    assertEquals(ReactionList.MOST, all.path("reactions").size());
    JsonNode behind =
        console.get(servlet, "state", "all", "before", all.path("next").asText()).json();
    assertEquals(6, behind.path("reactions").size());
    assertEquals(0, console.get(servlet, "network", "other").json().path("total").asInt());
    assertEquals(0, console.get(servlet, "kind", "mention").json().path("total").asInt());
    assertEquals(400, console.get(servlet, "state", "gone").status());
    assertEquals(400, console.get(servlet, "before", "../..").status());
    console.as("joe");
    assertEquals(0, console.get(servlet, "state", "all").json().path("reactions").size());
  }

  @Test
  void nonsenseIsRefused() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    assertEquals(400, decide("explode", kept).status());
    assertEquals(
        404,
        console.post(servlet, "action", "hide", "identity", "../../etc", "id", kept.id()).status());
  }
}
