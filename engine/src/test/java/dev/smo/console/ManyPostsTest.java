// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import dev.smo.repository.Repository;
import org.junit.jupiter.api.Test;

/** Many posts that are decided about at once. */
class ManyPostsTest extends PostsFixture {
  private PostRecord together(String page, State state) {
    PostRecord post = console.post(page, state);
    return console
        .ledger
        .update(post.id(), one -> one.with(Key.GROUP, "0123456789abcdef"))
        .orElseThrow();
  }

  @Test
  void whatIsHeldTogetherIsDecidedAboutAtOnceByWhoMay() throws Exception {
    PostRecord ours = together(OURS, State.HELD);
    PostRecord theirs = together(THEIRS, State.HELD);
    JsonNode group = console.as("jane").get(posts).json().path("groups").path(0);
    assertEquals(1, group.path("posts").asInt());
    String[] send = {"group", group.path("id").asText(), "action", "retry", "revision", "another"};
    assertEquals(409, console.post(posts, send).status());
    send[5] = group.path("revision").asText();
    assertEquals(1, console.post(posts, send).json().path("done").asInt());
    assertEquals(State.SCHEDULED, console.ledger.find(ours.id()).orElseThrow().state());
    assertEquals(State.HELD, console.ledger.find(theirs.id()).orElseThrow().state());
    assertEquals(404, console.post(posts, send).status());
    send[3] = "approve";
    assertEquals(400, console.post(posts, send).status());
  }

  @Test
  void manyPostsAreDecidedAboutAtOnceWithAResultEach() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    PostRecord moved = console.post(OURS, State.SCHEDULED);
    PostRecord sent = console.post(OURS, State.SENT);
    PostRecord theirs = console.post(THEIRS, State.HELD);
    String ids = String.join(",", held.id(), moved.id(), sent.id(), theirs.id(), "none");
    String seen =
        String.join(",", held.revision(), "stale", sent.revision(), theirs.revision(), "-");
    String[] cancel = {"ids", ids, "revisions", seen, "action", "cancel"};

    JsonNode results = console.as("jane").post(posts, cancel).json().path("results");

    assertEquals(5, results.size());
    assertEquals("CANCELLED", results.path(0).path("state").asText());
    assertEquals("", results.path(0).path("error").asText());
    assertEquals("SCHEDULED", results.path(1).path("state").asText());
    assertTrue(results.path(1).path("error").asText().startsWith("This post has changed"));
    assertEquals(
        "This cannot be done with a post that is SENT.", results.path(2).path("error").asText());
    assertEquals("There is no such post.", results.path(3).path("error").asText());
    assertEquals("There is no such post.", results.path(4).path("error").asText());
    assertEquals(State.HELD, console.ledger.find(theirs.id()).orElseThrow().state());
  }

  @Test
  void oneOfManyThatMakesNoSenseKeepsNoOtherFromItsResult() throws Exception {
    PostRecord broken = console.post(OURS, State.SKIPPED);
    PostRecord held = console.post(OURS, State.HELD);
    String id = broken.id();
    console.repository.commit(
        resolver ->
            Repository.writable(
                    resolver.getResource(
                        "/var/smo/posts/%s/%s/%s"
                            .formatted(id.substring(0, 2), id.substring(2, 4), id)))
                .put("state", "NONSENSE"));
    String ids = id + "," + held.id();
    String seen = broken.revision() + "," + held.revision();
    Reply reply = console.as("jane").post(posts, "ids", ids, "revisions", seen, "action", "cancel");
    assertEquals(200, reply.status());
    JsonNode results = reply.json().path("results");
    assertEquals(
        "This failed inside the server; its log says more.",
        results.path(0).path("error").asText());
    assertEquals("CANCELLED", results.path(1).path("state").asText());
  }

  @Test
  void whoOnlyReadsAPageDecidesAboutNoneOfMany() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    String[] cancel = {"ids", post.id(), "revisions", post.revision(), "action", "cancel"};
    JsonNode result = console.as("joe").post(posts, cancel).json().path("results").path(0);
    assertTrue(result.path("error").asText().startsWith("You may not change the page"));
    assertEquals(State.HELD, console.ledger.find(post.id()).orElseThrow().state());
  }

  @Test
  void aDecisionAboutManyThatIsNotUnderstoodIsTakenForNone() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    String[] send = {"ids", post.id(), "revisions", "a,b", "action", "cancel"};
    assertEquals(400, console.post(posts, send).status());
    send[3] = post.revision();
    send[5] = "retract";
    assertEquals(
        "Many posts take approve, reject, retry, cancel or move.",
        console.post(posts, send).error());
    send[5] = "move";
    assertEquals(400, console.post(posts, send).status(), "no time is named");
    String many = "x,".repeat(101) + "x";
    assertEquals(
        400, console.post(posts, "ids", many, "revisions", many, "action", "cancel").status());
    assertEquals(State.HELD, console.ledger.find(post.id()).orElseThrow().state());
  }
}
