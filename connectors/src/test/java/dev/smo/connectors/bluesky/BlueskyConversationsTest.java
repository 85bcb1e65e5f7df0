// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.testkit.bluesky.ThreadGates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What people do with posts, and what is done with their answers. */
class BlueskyConversationsTest extends BlueskyFixture {
  /** A connection whose AppView is the fake too. */
  private Connection viewing() throws Exception {
    Connection typed = typedIn("app-password");
    return loggedIn(typed.toBuilder().setting("appview", bluesky.uri().toString()).build());
  }

  @Test
  void countsWhatTheAppViewCounts() throws Exception {
    Connection connection = viewing();
    RemotePost post = published(connection);
    bluesky.appView().engage(7, 2);
    bluesky.appView().reply(post.id(), "ann", "Well done", "");
    var counts = connector.engagement(post, connection);
    assertEquals(
        List.of(7L, 2L, 1L),
        List.of(
            counts.of(Metric.LIKES).orElseThrow(),
            counts.of(Metric.REPOSTS).orElseThrow(),
            counts.of(Metric.REPLIES).orElseThrow()));
  }

  @Test
  void countsOfManyAreReadTogetherWithoutThoseThatAreGone() throws Exception {
    Connection connection = viewing();
    RemotePost post = published(connection);
    bluesky.appView().engage(7, 2);
    List<RemotePost> posts = new ArrayList<>(List.of(post));
    for (int i = 0; i < 60; i++) {
      posts.add(new RemotePost(post.id() + i, post.permalink()));
    }
    var told = connector.engagements(posts, connection);
    assertEquals(Set.of(post.id()), told.keySet());
    assertEquals(connector.engagement(post, connection), told.get(post.id()));
  }

  @Test
  void readsAnswersToAnswersButNotThoseThatAreNotForStrangers() throws Exception {
    Connection connection = viewing();
    RemotePost post = published(connection);
    String ann = bluesky.appView().reply(post.id(), "ann", "Well done", "");
    bluesky.appView().reply(ann, "bob", "I agree", "");
    bluesky.appView().reply(post.id(), "eve", "Only for members", "!no-unauthenticated");
    List<Reply> replies = connector.replies(post, connection);
    assertEquals(List.of("Well done", "I agree"), replies.stream().map(Reply::text).toList());
    assertEquals("ann.test", replies.get(0).author());
    assertEquals("https://bsky.app/profile/did:plc:ann", replies.get(0).profile().toString());
    assertEquals(
        "https://bsky.app/profile/did:plc:ann/post/3m1",
        replies.get(0).post().permalink().toString());
    bluesky.appView().delete(ann);
    assertEquals(List.of(), connector.replies(post, connection));
  }

  @Test
  void onlyWhatThePdsNoLongerHasIsGone() throws Exception {
    Connection connection = viewing();
    RemotePost post = published(connection);
    bluesky.appView().blind(true);
    for (Executable look : looks(post, connection)) {
      IOException late = assertThrows(IOException.class, look);
      assertFalse(late instanceof PostGoneException, "an AppView that is late");
    }
    connector.retract(post, connection);
    for (Executable look : looks(post, connection)) {
      assertThrows(PostGoneException.class, look);
    }
  }

  private List<Executable> looks(RemotePost post, Connection connection) {
    return List.of(
        () -> connector.engagement(post, connection), () -> connector.replies(post, connection));
  }

  @Test
  void answersAReplyOfSomebodyElseUnderTheRootOfTheThread() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String root = bluesky.posts().get(0).id();
    String reply = bluesky.appView().reply(root, "ann", "Open?", "");
    String deeper = bluesky.appView().reply(reply, "joe", "Yes, open?", "");
    Post answer = Post.builder("Yes").inReplyTo(new RemotePost(deeper, LINK)).build();
    connector.publish(
        Delivery.builder("delivery-2", connection, answer).started(NOON.plusSeconds(60)).build());
    assertEquals(deeper, raw(1).at("/reply/parent/uri").asText());
    assertEquals(root, raw(1).at("/reply/root/uri").asText());
  }

  @Test
  void hidesAnswersInTheThreadOfTheAccountAndShowsThemAgain() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String root = bluesky.posts().get(0).id();
    String reply = bluesky.appView().reply(root, "ann", "Rubbish", "");
    String deeper = bluesky.appView().reply(reply, "joe", "More rubbish", "");
    hide(reply, true, connection);
    assertInstanceOf(Outcome.Published.class, hide(deeper, true, connection));
    assertEquals(Set.of(reply, deeper), bluesky.hidden());
    assertInstanceOf(Outcome.Published.class, hide(reply, false, connection));
    assertEquals(Set.of(deeper), bluesky.hidden());
    assertEquals(1, bluesky.creations(), "a gate is no post");
  }

  @Test
  void aReplyIsLikedOnceAndNotAnyMore() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String root = bluesky.posts().get(0).id();
    RemotePost ann = new RemotePost(bluesky.appView().reply(root, "ann", "Good", ""), LINK);
    RemotePost joe = new RemotePost(bluesky.appView().reply(root, "joe", "Good", ""), LINK);
    assertInstanceOf(Outcome.Published.class, connector.like(joe, true, connection));
    for (boolean liked : new boolean[] {true, true, false, false}) {
      assertInstanceOf(Outcome.Published.class, connector.like(ann, liked, connection));
      assertEquals(
          liked ? Set.of(ann.id(), joe.id()) : Set.of(joe.id()), Set.copyOf(bluesky.liked()));
      assertEquals(liked ? 2 : 1, bluesky.liked().size(), "liked twice is liked once");
    }
    assertEquals(1, bluesky.creations(), "a like is no post");
  }

  @Test
  void likingWhatIsGoneIsRefusedAndTakingThatBackIsDone() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String reply = bluesky.appView().reply(bluesky.posts().get(0).id(), "ann", "Good", "");
    RemotePost gone = new RemotePost(reply, LINK);
    connector.like(gone, true, connection);
    bluesky.appView().delete(reply);
    assertInstanceOf(Outcome.Published.class, connector.like(gone, false, connection));
    assertEquals(List.of(), bluesky.liked());
    assertInstanceOf(Outcome.Rejected.class, connector.like(gone, true, connection));
    RemotePost none = new RemotePost("101", LINK);
    assertInstanceOf(Outcome.Rejected.class, connector.like(none, true, connection));
  }

  @Test
  void hidingWhatIsGoneIsDone() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String reply = bluesky.appView().reply(bluesky.posts().get(0).id(), "ann", "Rubbish", "");
    bluesky.appView().delete(reply);
    assertInstanceOf(Outcome.Published.class, hide(reply, true, connection));
    assertEquals(Set.of(), bluesky.hidden());
  }

  @Test
  void hidesNothingInThreadsOfOthers() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    String foreign = "at://did:plc:joe/app.bsky.feed.post/3mroot";
    String reply = bluesky.appView().reply(foreign, "ann", "Rubbish", "");
    assertInstanceOf(Outcome.Rejected.class, hide(reply, true, connection));
    assertInstanceOf(Outcome.Rejected.class, hide("101", true, connection));
    assertInstanceOf(Outcome.Unauthorised.class, hide(reply, true, typedIn("app-password")));
    assertEquals(Set.of(), bluesky.hidden());
  }

  @Test
  void aGateKeepsWhatElseItSaysAndIsNotWrittenOverWhatSomebodyWroteMeanwhile() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().build());
    String root = bluesky.posts().get(0).id();
    String reply = bluesky.appView().reply(root, "ann", "Rubbish", "");
    ThreadGates gates = bluesky.gates();
    gates.write(root, gate("first"));
    gates.afterReading(() -> gates.write(root, gate("second")));
    assertInstanceOf(Outcome.Deferred.class, hide(reply, true, connection));
    assertEquals(Set.of(), bluesky.hidden());
    gates.afterReading(() -> {});
    assertInstanceOf(Outcome.Published.class, hide(reply, true, connection));
    assertEquals(Set.of(reply), bluesky.hidden());
    assertEquals("second", gates.of(root).orElseThrow().path("note").asText());
    assertTrue(gates.of(root).orElseThrow().path("allow").isArray());
  }

  /** Nobody may answer. */
  private static ObjectNode gate(String note) {
    ObjectNode gate = new ObjectMapper().createObjectNode().put("note", note);
    gate.putArray("allow");
    return gate;
  }
}
