// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Reaction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is not heard any more, and what was deleted. */
class BlockedAndDeletedTest extends InboxFixture {
  @Test
  void whoMayWriteThePageSeesWhoDeletedWhatAndNothingOfWhatItSaid() throws Exception {
    String url = "https://ann.example/words";
    store.put(
        IDENTITY,
        OURS,
        new Reaction(
            Reaction.WEBMENTION,
            url,
            Reaction.Kind.MENTION,
            "Ann",
            "",
            "Words",
            url,
            Instant.now()));
    KeptReaction kept = store.of(IDENTITY).get(0);
    console.as("joe");
    assertEquals(403, act(kept, "delete").status());
    console.as("jane");
    assertEquals(409, act(kept, "delete", "revision", "another").status());
    assertEquals(0, console.get(deleted).json().path("deleted").size());
    assertEquals(200, act(kept, "delete").status());
    JsonNode all = console.get(deleted).json();
    JsonNode one = all.at("/deleted/0");
    assertEquals(kept.id(), one.path("id").asText());
    assertEquals("jane", one.path("by").asText());
    assertEquals(OURS, one.path("page").asText());
    assertEquals("mention", one.path("kind").asText());
    assertFalse(all.toString().contains("Words"), all::toString);
    assertFalse(all.toString().contains("ann.example"), all::toString);
    console.as("joe");
    assertEquals(0, console.get(deleted).json().path("deleted").size());
    assertEquals(400, console.get(deleted, "before", "yesterday").status());
    console.asStranger();
    assertEquals(401, console.get(deleted).status());
  }

  @Test
  void whoIsBlockedIsNeitherShownNorWaitsBeforeAndAfterUntilTheBlockIsTakenBack() throws Exception {
    KeptReaction shown = from("https://social.example/@eve", "First");
    KeptReaction waiting = from("https://social.example/@eve", "Second");
    console.as("jane");
    act(shown, "approve");
    Reply blocking = act(waiting, "block");
    assertEquals(200, blocking.status(), blocking.error());
    assertEquals("blocked", blocking.json().path("state").asText());
    KeptReaction later = from("https://social.example/@eve/", "Third");
    from("https://social.example/@ann", "Fourth");
    assertEquals(List.of(), shown());
    JsonNode waits = console.get(servlet).json().path("reactions");
    assertEquals(1, waits.size(), waits::toPrettyString);
    assertEquals("Fourth", waits.path(0).path("text").asText());
    assertEquals("blocked", ReactionView.state(now(later)));

    JsonNode block = console.get(blocked).json().path("blocked").path(0);
    assertEquals("https://social.example/@eve", block.path("address").asText());
    assertEquals(OURS, block.path("scope").asText(), "as far as Jane may change pages");
    assertEquals("jane", block.path("by").asText());
    String[] unblock = {
      "action", "unblock", "id", block.path("id").asText(), "scope", block.path("scope").asText()
    };
    console.as("joe");
    assertEquals(0, console.get(blocked).json().path("blocked").size());
    assertEquals(403, console.post(blocked, unblock).status());
    console.as("jane");
    assertEquals(200, console.post(blocked, unblock).status());
    assertEquals(404, console.post(blocked, unblock).status());
    assertEquals("First", shown().get(0).text());
    assertEquals(3, console.get(servlet).json().path("total").asInt());
  }

  @Test
  void whoseSenderNobodyKnowsIsNotBlocked() throws Exception {
    KeptReaction kept = reply(OURS, "Well done");
    console.as("jane");
    assertEquals(409, act(kept, "block").status());
    assertEquals(0, console.get(blocked).json().path("blocked").size());
  }
}
