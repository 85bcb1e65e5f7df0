// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.inbox;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.console.TinyNetwork;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.engagement.Watch;
import dev.smo.engagement.Watches;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.post.RemotePost;
import dev.smo.reactions.store.KeptReaction;
import dev.smo.reactions.store.Reaction;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replies to posts of ours are answered from the inbox, by who may. */
class AnswersToRepliesTest extends InboxFixture {
  @Test
  void aReplyIsAnsweredOnceAndShowsWhatBecameOfIt() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    Reply form = console.get(servlet, "answer", kept.id(), "identity", kept.page());
    assertEquals("@ann ", form.json().path("words").asText());
    assertEquals(10, form.json().at("/size/most").asInt());
    Reply size =
        console.post(
            servlet,
            "action",
            "measure",
            "identity",
            kept.page(),
            "id",
            kept.id(),
            "words",
            "@ann Yes!");
    assertEquals(9, size.json().path("length").asInt());
    for (int click = 1; click <= 2; click++) {
      Reply answered = answer(kept, "@ann Yes!", "token-0001");
      assertEquals(200, answered.status(), answered.error());
      JsonNode answers = answered.json().path("answers");
      assertEquals(1, answers.size());
      assertEquals("SCHEDULED", answers.path(0).path("state").asText());
      assertEquals("@ann Yes!", answers.path(0).path("text").asText());
    }
    assertEquals(2, console.ledger.ofPage(IDENTITY).size());
    assertEquals(
        1, console.get(servlet).json().at("/reactions/0/answers").size(), "in the list as well");
  }

  @Test
  void aCommentOnAVideoThatThePageShowsIsAnswered() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    RemotePost video = new RemotePost("v1", URI.create("https://tiny.example/v1"));
    Watch watch = Watch.of(IDENTITY, OURS, "tiny", video, Instant.now());
    Watches watches = new Watches(console.repository);
    watches.add(watch.told("tiny-en", Instant.now()));
    String key = watch.id().substring(0, 16) + " c1";
    String url = "https://tiny.example/v1#c1";
    store.put(
        IDENTITY,
        OURS,
        new Reaction("tiny", key, Reaction.Kind.REPLY, "Ann", "", "Open?", url, Instant.now()));
    KeptReaction kept = store.of(IDENTITY).get(0);
    console.as("joe");
    assertEquals(403, answer(kept, "Yes", "token-0001").status());
    console.as("jane");
    JsonNode shown = console.get(servlet).json().at("/reactions/0");
    assertTrue(
        shown.path("post").isNull() || shown.path("post").isMissingNode(), "no post of ours");
    Reply answered = answer(kept, "Yes", "token-0001");
    assertEquals(200, answered.status(), answered.error());
    assertEquals("Yes", answered.json().at("/answers/0/text").asText());
    PostRecord entered = console.ledger.ofPage(IDENTITY).get(0);
    assertEquals("c1", entered.inReplyTo().orElseThrow().id());
    assertEquals("tiny-en", entered.text(Key.CONNECTION));
  }

  @Test
  void aReplyToANoteIsAnsweredByWhoMayWriteThePageUnderWhichThatIsFiled() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToANote();
    console.as("joe");
    assertEquals(0, console.get(servlet).json().path("reactions").size());
    assertEquals(403, answer(kept, "@ann Yes!", "token-0001").status());
    console.as("jane");
    JsonNode waiting = console.get(servlet).json().at("/reactions/0");
    assertEquals("Open?", waiting.path("text").asText());
    assertEquals("new", waiting.path("state").asText());
    assertFalse(waiting.path("shows").asBoolean());
    assertEquals("hide answer", actions(waiting), "there is nothing to approve");
    JsonNode one = console.get(servlet, "id", kept.id(), "identity", kept.page()).json();
    assertEquals("tiny-en", one.at("/post/connection").asText(), one.toString());
    Reply answered = answer(kept, "@ann Yes!", "token-0001");
    assertEquals(200, answered.status(), answered.error());
    assertEquals("done", answered.json().path("state").asText());
    assertEquals(1, answered.json().path("answers").size());
    assertEquals(0, console.get(servlet).json().path("reactions").size(), "it waits no more");
  }

  @Test
  void whatCannotBeAnsweredIsRefusedWithTheReason() throws Exception {
    KeptReaction kept = replyToAPost();
    console.as("jane");
    assertEquals(
        "Nobody can be answered on this network from here.",
        answer(kept, "Yes", "token-0001").error());
    assertEquals("approve hide", actions(console.get(servlet)));
    TinyNetwork.registerTalking(context.bundleContext());
    assertEquals("approve hide answer", actions(console.get(servlet)));
    Reply tooLong = answer(kept, "x".repeat(13), "token-0001");
    assertEquals(409, tooLong.status());
    assertEquals(
        "The words count 13 where the network takes 10, 3 too many. Make them shorter.",
        tooLong.error());
    assertEquals(400, answer(kept, "Yes", "?").status());
    assertEquals(400, answer(kept, "x".repeat(50_001), "token-0001").status());
    reply(OURS, "Mentioned by hand");
    KeptReaction other = store.of(IDENTITY).get(1);
    assertEquals(
        "This is no reply to a post that was made from here.",
        answer(other, "Yes", "token-0001").error());
    console.as("joe");
    assertEquals(403, answer(kept, "Yes", "token-0001").status());
    assertEquals(403, console.get(servlet, "answer", kept.id(), "identity", kept.page()).status());
    assertEquals(1, console.ledger.ofPage(IDENTITY).size());
  }

  @Test
  void aReplyToAPostOfAnAccountThatThePagesSiteDoesNotNameIsForAdministrators() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.ledger.update(
        console.ledger.ofPage(IDENTITY).get(0).id(),
        post -> post.with(Key.SITE, ConsoleFixture.ELSEWHERE));
    console.as("jane");
    assertEquals(0, answers(console.get(servlet)));
    assertEquals(403, answer(kept, "Yes!", "token-0001").status());
    console.as("admin");
    assertEquals(200, answer(kept, "Yes!", "token-0001").status());
  }

  /** Another page may be where the post's page was, and its authors have no say about the post. */
  @Test
  void aReplyToAPostWhosePageIsGoneIsForAdministrators() throws Exception {
    TinyNetwork.Talking network = TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    answer(kept, "Yes!", "token-0001");
    console.as("jane");
    assertEquals(1, answers(console.get(servlet)));
    console.ledger.update(
        console.ledger.ofPage(IDENTITY).get(0).id(),
        post -> post.with(Key.AWAY, PageAway.REMOVED.name()));
    assertEquals(403, answer(kept, "No!", "token-0002").status());
    assertEquals(403, console.get(servlet, "answer", kept.id(), "identity", kept.page()).status());
    Reply measured =
        console.post(
            servlet, "action", "measure", "identity", kept.page(), "id", kept.id(), "words", "No");
    assertEquals(403, measured.status());
    assertEquals("approve hide", actions(console.get(servlet)));
    assertEquals(0, answers(console.get(servlet)));
    assertEquals(200, decide("hide", kept).status());
    assertEquals(Set.of(), network.hidden, "only here");

    console.as("admin");
    assertEquals(200, answer(kept, "No!", "token-0002").status());
    decide("hide", kept);
    assertEquals(Set.of("ann-7"), network.hidden);
  }

  private static int answers(Reply reply) {
    return reply.json().at("/reactions/0/answers").size();
  }

  @Test
  void aSecondAnswerThatHasNotSeenTheFirstIsRefusedAndThenGoesOut() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    assertEquals(200, answer(kept, "Yes!", "token-0001").status());
    console.as("admin");
    Reply late = answer(kept, "No!", "token-0002", kept.revision());
    assertEquals(409, late.status());
    assertEquals(2, console.ledger.ofPage(IDENTITY).size(), "the post and one answer");
    assertEquals(200, answer(kept, "No!", "token-0002", revision(kept)).status());
    assertEquals(3, console.ledger.ofPage(IDENTITY).size());
    assertEquals(
        200,
        answer(kept, "No!", "token-0002", kept.revision()).status(),
        "the same once more, as a browser does that has lost the first answer");
    assertEquals(3, console.ledger.ofPage(IDENTITY).size());
    assertEquals("jane answer, admin answer", steps(kept));
  }

  @Test
  void anAnswerThatCannotGoOutIsNoStep() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    assertEquals(409, answer(kept, "x".repeat(13), "token-0001").status());
    assertEquals("", steps(kept));
  }

  @Test
  void whatIsAnsweredIsSettledOnceTheAnswerIsEnteredAndNotAgain() throws Exception {
    TinyNetwork.registerTalking(context.bundleContext());
    KeptReaction kept = replyToAPost();
    console.as("jane");
    act(kept, "approve");
    act(kept, "assign", "to", "jane");
    diskIsFull = true;
    assertEquals(500, answer(kept, "Yes!", "token-0001").status());
    assertTrue(now(kept).waits(), "nothing was entered yet");
    diskIsFull = false;
    assertEquals(200, answer(kept, "Yes!", "token-0001").status());
    assertFalse(now(kept).waits());
    assertEquals(200, act(kept, "todo").status());
    assertEquals(200, answer(kept, "Yes!", "token-0001").status());
    assertTrue(now(kept).waits(), "Jane found more to do since");
  }
}
