// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.console;

import static dev.smo.endpoint.ConsoleFixture.OURS;
import static dev.smo.endpoint.ConsoleFixture.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.endpoint.ConsoleFixture;
import dev.smo.endpoint.ConsoleFixture.Reply;
import dev.smo.ledger.PageAway;
import dev.smo.ledger.PostRecord;
import dev.smo.ledger.PostRecord.Key;
import dev.smo.ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people decide about one post, and who may. */
class PostsServletTest extends PostsFixture {
  @Test
  void whoMayNotWriteThePageMayNotDecide() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);

    JsonNode shown = console.as("joe").get(posts).json().path("posts").path(0);
    assertEquals(0, shown.path("actions").size());
    assertEquals(403, console.post(posts, "id", held.id(), "action", "cancel").status());
    assertEquals(State.HELD, console.ledger.find(held.id()).orElseThrow().state());
  }

  @Test
  void whoMayWriteThePageDecidesAndIsNamed() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);

    Reply reply = console.as("jane").post(posts, "id", held.id(), "action", "cancel");

    assertEquals(200, reply.status());
    assertEquals("CANCELLED", reply.json().path("state").asText());
    assertEquals("jane", reply.json().path("decidedBy").asText());
  }

  @Test
  void withoutAGoodTokenNothingChanges() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    String foreign = console.tokens.issue("joe").token();
    for (String token : new String[] {"", "made-up", foreign}) {
      Reply reply = console.postWithToken(token, posts, "id", held.id(), "action", "cancel");
      assertEquals(403, reply.status());
      assertTrue(reply.error().contains("X-SMO-Token"), reply.error());
    }
    assertEquals(State.HELD, console.ledger.find(held.id()).orElseThrow().state());
  }

  @Test
  void aPostThatMayBeOutIsSentAgainOnlyWhenAPersonIsSure() throws Exception {
    PostRecord post = console.post(OURS, State.NEEDS_ATTENTION);

    assertEquals(409, console.post(posts, "id", post.id(), "action", "retry").status());
    Reply sure = console.post(posts, "id", post.id(), "action", "retry", "confirm", "true");
    assertEquals("SCHEDULED", sure.json().path("state").asText());
  }

  @Test
  void aThreadThatStoppedCanBeTakenBackOnce() throws Exception {
    TinyNetwork.registerRetractor(context.bundleContext());
    PostRecord post = console.post(OURS, State.FAILED);
    assertFalse(actions(post).toString().contains("retract"));
    console.ledger.update(
        post.id(),
        record -> record.with(Key.REMOTE_ID, "7").with(Key.PERMALINK, "https://tiny.example/7"));
    assertTrue(actions(post).toString().contains("retract"));
    Reply unsure = console.post(posts, "id", post.id(), "action", "retry");
    assertEquals(409, unsure.status());
    assertTrue(unsure.error().startsWith("Parts of this post are out."), unsure.error());
    assertEquals(200, console.post(posts, "id", post.id(), "action", "retract").status());
    assertEquals("[]", actions(post).toString());
    assertEquals(409, console.post(posts, "id", post.id(), "action", "cancel").status());
  }

  @Test
  void markingAsPostedKeepsThePermalink() throws Exception {
    PostRecord post = console.post(OURS, State.NEEDS_ATTENTION);

    Reply reply =
        console.post(
            posts, "id", post.id(), "action", "posted", "permalink", "https://tiny.example/7");

    assertEquals("SENT", reply.json().path("state").asText());
    assertEquals("https://tiny.example/7", reply.json().path("permalink").asText());
  }

  @Test
  void aPermalinkThatIsNoWebAddressIsRefused() throws Exception {
    PostRecord post = console.post(OURS, State.NEEDS_ATTENTION);
    for (String link : new String[] {"javascript:alert(1)", "//x", "https:", "a b", "data:,x"}) {
      Reply reply = console.post(posts, "id", post.id(), "action", "posted", "permalink", link);
      assertEquals(400, reply.status(), link);
    }
  }

  @Test
  void unknownPostsAndActionsAreRefused() throws Exception {
    PostRecord post = console.sent(OURS);
    assertEquals(400, console.post(posts, "id", post.id(), "action", "explode").status());
    assertEquals(400, console.post(posts, "id", post.id()).status());
    assertEquals(400, console.post(posts, "action", "cancel").status());
    assertEquals(404, console.post(posts, "id", "../..", "action", "cancel").status());
    assertEquals(404, console.post(posts, "id", "0".repeat(64), "action", "cancel").status());
  }

  @Test
  void whoDoesNotSayWhatWasReadIsRefused() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    Reply reply = console.post(posts, "id", held.id(), "action", "cancel", "revision", "");
    assertEquals(400, reply.status());
    assertTrue(reply.error().startsWith("The parameter revision is missing"), reply.error());
    assertEquals(State.HELD, console.ledger.find(held.id()).orElseThrow().state());
  }

  @Test
  void whoReadAnotherRevisionIsRefusedAndShownThePostAsItIs() throws Exception {
    PostRecord post = waiting();
    String read = console.get(posts).json().path("posts").path(0).path("revision").asText();
    assertEquals(post.revision(), read);
    console.ledger.update(post.id(), one -> one.with(Key.TEXT, "BUY NOW"));
    for (String action : new String[] {"approve", "reject", "cancel"}) {
      Reply reply = console.post(posts, "id", post.id(), "action", action, "revision", read);
      assertEquals(409, reply.status());
      assertTrue(reply.error().startsWith("This post has changed since you read it"), action);
    }
    String[] edit = {"id", post.id(), "action", "edit", "text", "Mine", "revision", read};
    assertEquals(409, console.post(posts, edit).status());
    JsonNode shown = console.get(posts).json().path("posts").path(0);
    assertEquals("AWAITING_APPROVAL", shown.path("state").asText());
    assertEquals("BUY NOW", shown.path("text").asText());
  }

  @Test
  void aReasonIsKeptInOneLineAndShownAndOneThatIsTooLongIsRefused() throws Exception {
    PostRecord held = console.post(OURS, State.HELD);
    Reply tooLong =
        console
            .as("jane")
            .post(posts, "id", held.id(), "action", "cancel", "reason", "x".repeat(501));
    assertEquals(400, tooLong.status());
    assertEquals(State.HELD, console.ledger.find(held.id()).orElseThrow().state());
    JsonNode shown =
        console
            .as("jane")
            .post(posts, "id", held.id(), "action", "cancel", "reason", " Not\n\u0007now ")
            .json();
    assertEquals("Not now", shown.path("history").path(0).path("reason").asText());
    assertEquals("cancelled by jane: Not now", shown.path("reason").asText());
  }

  @Test
  void authorsOfAPageInThePlaceOfARemovedOneHaveNoSayAboutItsPosts() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    console.ledger.update(post.id(), one -> PageAway.REMOVED.from(one, Instant.now()));
    assertEquals(List.of(post.id()), ids(console.get(posts)));
    assertEquals(List.of(), ids(console.as("jane").get(posts)));
    assertEquals(404, console.post(posts, "id", post.id(), "action", "cancel").status());
  }

  @Test
  void authorsOfAPageThatCameFromAnotherSiteHaveNoSayOnItsAccount() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    console.ledger.update(post.id(), one -> one.with(Key.SITE, ConsoleFixture.ELSEWHERE));
    console.as("jane");
    assertEquals(List.of(post.id()), ids(console.get(posts)));
    assertEquals("[]", actions(post).toString());
    Reply reply = console.post(posts, "id", post.id(), "action", "retry");
    assertEquals(403, reply.status());
    assertTrue(reply.error().startsWith("The page of this post came from another site"));
    String revision = console.ledger.find(post.id()).orElseThrow().revision();
    Reply many = console.post(posts, "ids", post.id(), "revisions", revision, "action", "cancel");
    assertEquals(reply.error(), many.json().path("results").path(0).path("error").asText());
    console.as("admin");
    assertEquals(200, console.post(posts, "id", post.id(), "action", "cancel").status());
  }

  @Test
  void rightsFollowAPageThatMoved() throws Exception {
    PostRecord post = console.post(OURS, State.HELD);
    console.ledger.update(post.id(), one -> PageAway.back(one, THEIRS, Instant.now()));
    assertEquals(List.of(), ids(console.as("jane").get(posts)));
    assertEquals(404, console.post(posts, "id", post.id(), "action", "cancel").status());
  }

  @Test
  void whatWasCalledOffMayBePostedAgainWhileItsPageIsThere() throws Exception {
    PostRecord post = console.post(OURS, State.REJECTED);
    assertEquals("[\"again\"]", actions(post).toString());
    Reply reply = console.post(posts, "id", post.id(), "action", "again");
    assertEquals(409, reply.status());
    assertEquals("There is no page any more that could be posted.", reply.error());
  }

  @Test
  void aPostIsMovedByWhoMayChangeItsPageToATimeThatIsOne() throws Exception {
    PostRecord post = console.post(OURS, State.SCHEDULED);
    String[] soon = {"action", "move", "id", post.id(), "when", "soon"};
    assertEquals(403, console.as("joe").post(posts, soon).status());
    console.as("jane");
    Reply wrong = console.post(posts, soon);
    assertEquals(400, wrong.status());
    assertTrue(wrong.error().startsWith("\"soon\" says no time. Write now,"), wrong.error());
    assertEquals(400, console.post(posts, "action", "move", "id", post.id()).status());
    soon[5] = "now";
    Reply gone = console.post(posts, soon);
    assertEquals(409, gone.status());
    assertEquals("There is no page that this post speaks of.", gone.error());
  }

  @Test
  void whoseEyesAreNotOtherOnesIsRefusedThoughThePageIsTheirs() throws Exception {
    PostRecord post = console.post(OURS, State.AWAITING_APPROVAL);
    console.ledger.update(
        post.id(), p -> p.with(Key.OWNERS, new String[] {"jane"}).with(Key.MUST_APPROVE, true));
    String[] approve = {"action", "approve", "id", post.id()};
    assertEquals(403, console.as("joe").post(posts, approve).status());
    Reply own = console.as("jane").post(posts, approve);
    assertEquals(409, own.status());
    assertTrue(own.error().startsWith("Four eyes must see this post"), own.error());
    assertEquals(
        "SCHEDULED", console.as("admin").post(posts, approve).json().path("state").asText());
  }

  @Test
  void aPostIsPostedAgainAsSomebodySaysAndNonsenseIsRefused() throws Exception {
    PostRecord post = console.sent(OURS);
    Reply reply =
        console.post(posts, "id", post.id(), "action", "repeat", "days", "60", "times", "3");
    Instant sent = post.time(Key.SENT).orElseThrow();
    assertEquals(sent.plus(Duration.ofDays(60)).toString(), reply.json().path("again").asText());
    for (String days : new String[] {"0", "-1", "4000", "soon", ""}) {
      assertEquals(
          400, console.post(posts, "id", post.id(), "action", "repeat", "days", days).status());
    }
  }
}
