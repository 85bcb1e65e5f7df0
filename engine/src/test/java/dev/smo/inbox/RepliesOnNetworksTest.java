// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.console.TinyNetwork;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Moderation;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the inbox does to a reply where it was written: hides, shows and likes it. */
class RepliesOnNetworksTest extends InboxFixture {
  @Test
  void aReplyToANoteIsHiddenOnItsNetworkAndShownAgain() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToANote();
    console.as("jane");
    assertEquals("hidden", decide("hide", kept).json().path("state").asText());
    assertEquals(Set.of("ann-7"), network.hidden);
    assertEquals("done", decide("show", kept).json().path("state").asText());
    assertEquals(Set.of(), network.hidden);
  }

  @Test
  void aReplyIsHiddenAndShownHereAndOnItsNetwork() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    for (int click = 1; click <= 2; click++) {
      Reply hidden = decide("hide", kept);
      assertEquals(Set.of("ann-7"), network.hidden);
      assertTrue(hidden.json().path("hiddenThere").asBoolean());
      assertEquals("", hidden.json().path("problem").asText());
      assertEquals("show answer", actions(hidden.json()));
      assertEquals(Moderation.HIDDEN, of(kept));
    }
    Reply shown = decide("show", kept);
    assertEquals(Set.of(), network.hidden);
    assertFalse(shown.json().path("hiddenThere").asBoolean());
    assertEquals(Moderation.APPROVED, of(kept));
  }

  @Test
  void aReplyIsLikedAsTheAccountOnceAndNotAnyMore() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    Reply liked = decide("like", kept);
    assertEquals(200, liked.status(), liked::error);
    assertTrue(liked.json().path("liked").asBoolean());
    assertTrue(liked.json().path("actions").toString().contains("unlike"), liked.json()::toString);
    assertEquals(Set.of("ann-7"), network.liked);
    assertEquals(
        409, act(kept, "like", "revision", kept.revision()).status(), "an old view decides");
    Reply again = decide("like", store.of(IDENTITY).get(0));
    assertEquals(200, again.status(), again::error);
    assertEquals(1, steps("like"), "liked twice is one like");
    Reply not = decide("unlike", store.of(IDENTITY).get(0));
    assertFalse(not.json().path("liked").asBoolean());
    assertEquals(Set.of(), network.liked);
    assertEquals(1, steps("unlike"));
  }

  @Test
  void aLikeThatTheNetworkDoesNotTakeIsNotNoted() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    network.broken = true;
    console.as("jane");
    Reply lost = decide("like", kept);
    assertEquals(409, lost.status());
    assertTrue(lost.error().contains("Try again"), lost::error);
    assertEquals(0, steps("like"));
    console.as("joe");
    network.broken = false;
    assertEquals(403, decide("like", kept).status());
    assertEquals(Set.of(), network.liked);
  }

  @Test
  void whatTheNetworkDoesNotHideIsHiddenHereAllTheSame() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    network.broken = true;
    KeptReaction kept = replyToAPost();
    console.as("jane");
    Reply hidden = decide("hide", kept);
    assertEquals(200, hidden.status());
    assertEquals(Moderation.HIDDEN, of(kept));
    assertFalse(hidden.json().path("hiddenThere").asBoolean());
    assertEquals(
        "It is not known whether it was done. Try again. The answer was lost: reset",
        hidden.json().path("problem").asText());
    assertEquals("show hide answer", actions(hidden.json()));
    network.broken = false;
    assertTrue(decide("hide", kept).json().path("hiddenThere").asBoolean());
    network.broken = true;
    Reply shown = decide("show", kept);
    assertEquals(Moderation.APPROVED, of(kept));
    assertTrue(shown.json().path("hiddenThere").asBoolean(), "still hidden there");
    assertEquals("show hide answer", actions(shown.json()));
    network.broken = false;
    assertFalse(decide("show", kept).json().path("hiddenThere").asBoolean());
  }
}
