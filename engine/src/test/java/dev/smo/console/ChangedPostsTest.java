// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connections.Account;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Words and options of a post that people change. */
class ChangedPostsTest extends PostsFixture {
  @Test
  void optionsForAPostThatWentOutMeanwhileAreNotDroppedInSilence() throws Exception {
    PostRecord post = console.sent(OURS);
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    TinyNetwork.registerEditor(context.bundleContext());
    String[] change = {"id", post.id(), "action", "edit", "text", "New", "options.topic", "sea"};

    Reply reply = console.post(posts, change);

    assertEquals(409, reply.status());
    assertTrue(reply.error().startsWith("This post is SENT by now"), reply.error());
    assertEquals(post.parts(), console.ledger.find(post.id()).map(PostRecord::parts).orElseThrow());
  }

  @Test
  void wordsThatTheNetworkDoesNotTakeAreRefusedWithTheReason() throws Exception {
    PostRecord post = console.sent(OURS);
    connections.save(new Account.Form("tiny-en", "tiny", "", "", Map.of(), Map.of()));
    TinyNetwork.registerEditor(context.bundleContext());

    Reply reply = console.post(posts, "id", post.id(), "action", "edit", "text", "eleven long");

    assertEquals(409, reply.status());
    assertEquals(
        "The words count 11 where the network takes 10, 1 too many. Make them shorter.",
        reply.error());
    assertEquals(400, console.post(posts, "id", post.id(), "action", "edit").status());
    assertEquals(
        403,
        console.as("joe").post(posts, "id", post.id(), "action", "edit", "text", "x").status());
  }

  @Test
  void aPostThatWaitsIsChangedWithItsOptions() throws Exception {
    PostRecord post = waiting();
    JsonNode field = console.get(posts).json().path("options").path("tiny").path(0);
    assertEquals("Topic", field.path("label").asText());
    assertEquals(
        "[\"approve\",\"reject\",\"cancel\",\"edit\",\"move\",\"repeat\"]",
        actions(post).toString());

    String[] change = {"id", post.id(), "action", "edit", "text", "New", "options.topic", "boats"};
    Reply reply = console.as("jane").post(posts, change);

    assertEquals("AWAITING_APPROVAL", reply.json().path("state").asText());
    assertEquals("New", reply.json().path("text").asText());
    assertEquals("boats", reply.json().path("options").path("topic").asText());
    assertEquals("", reply.json().path("decidedBy").asText());
  }

  @Test
  void optionsOfAPostWithoutWordsCanBeChanged() throws Exception {
    PostRecord post = waiting();
    console.ledger.update(post.id(), one -> one.with(Key.TEXT, ""));
    String[] change = {"id", post.id(), "action", "edit", "text", "", "options.topic", "boats"};
    JsonNode changed = console.post(posts, change).json();
    assertEquals("boats", changed.path("options").path("topic").asText());
    assertEquals("", changed.path("text").asText());
    String[] words = {"id", post.id(), "action", "edit", "text", "New", "options.topic", "boats"};
    assertEquals("New", console.post(posts, words).json().path("text").asText());
    words[5] = " ";
    assertEquals(409, console.post(posts, words).status());
  }

  @Test
  void anOptionThatDoesNotFitItsFieldIsRefusedByItsLabel() throws Exception {
    PostRecord post = waiting();
    Reply reply = console.post(posts, "id", post.id(), "action", "edit", "text", "New");
    assertEquals(409, reply.status());
    assertEquals("Topic is missing.", reply.error());
  }

  @Test
  void whoMayChangeAPostSeesWhatItsNetworkLetsChoose() throws Exception {
    PostRecord post = waiting();
    String[] question = {"choices", "topic", "id", post.id(), "options.board", "sea"};
    JsonNode choices = console.as("jane").get(posts, question).json().path("choices");
    assertEquals("topics of sea", choices.path(0).path("label").asText());
    assertEquals(403, console.as("joe").get(posts, question).status());
    Reply other = console.as("jane").get(posts, "choices", "handle", "id", post.id());
    assertEquals("Tiny loads no choices for handle.", other.error());
  }

  @Test
  void nobodyWhoOnlyWritesPostsSaysWhereAConnectionsSecretGoes() throws Exception {
    PostRecord post = waiting();
    Reply reply =
        console
            .as("jane")
            .get(
                posts,
                "choices",
                "topic",
                "id",
                post.id(),
                "options.base",
                "https://evil.example",
                "options.handle",
                "@mallory");
    assertEquals("topics of ", reply.json().path("choices").path(0).path("label").asText());
  }
}
