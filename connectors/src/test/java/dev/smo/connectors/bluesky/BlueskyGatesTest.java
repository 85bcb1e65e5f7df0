// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Progress;
import dev.smo.connector.Reconciliation;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may answer and quote a post. */
class BlueskyGatesTest extends BlueskyFixture {
  @ParameterizedTest
  @CsvSource({
    "mentioned, app.bsky.feed.threadgate#mentionRule",
    "followers, app.bsky.feed.threadgate#followerRule",
    "following, app.bsky.feed.threadgate#followingRule",
    "nobody,"
  })
  void onlyWhomTheAuthorChoseMayAnswer(String chosen, String rule) throws Exception {
    Post post = post().option("answers", chosen).build();
    publish(loggedIn(typedIn("app-password")), post);
    JsonNode allowed = bluesky.gates().of(bluesky.posts().get(0).id()).orElseThrow().path("allow");
    assertTrue(allowed.isArray(), "without a list everybody may answer");
    assertEquals(rule == null ? List.of() : List.of(rule), allowed.findValuesAsText("$type"));
  }

  @Test
  void aThreadHasOneGateForAnswersAndEachPostItsOwnForQuotes() throws Exception {
    Map<String, String> closed = Map.of("answers", "nobody", "quotes", "nobody");
    Post second = Post.builder("More").options(closed).build();
    publish(
        loggedIn(typedIn("app-password")), post().options(closed).thread(List.of(second)).build());
    String first = bluesky.posts().get(0).id();
    String last = bluesky.posts().get(1).id();
    assertTrue(bluesky.gates().of(first).isPresent());
    assertEquals(Optional.empty(), bluesky.gates().of(last));
    assertEquals(Set.of(first, last), bluesky.quotes().closed());
  }

  @Test
  void everybodyMayAnswerAndQuoteWhereNothingIsChosen() throws Exception {
    Map<String, String> open = Map.of("answers", "everyone", "quotes", "everyone");
    publish(loggedIn(typedIn("app-password")), post().options(open).build());
    assertEquals(Optional.empty(), bluesky.gates().of(bluesky.posts().get(0).id()));
    assertEquals(Set.of(), bluesky.quotes().closed());
  }

  @Test
  void aPostWhoseGateIsMissingIsNotThereAndGetsItAtTheNextAttempt() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Progress progress = progress();
    Post post = post().option("answers", "nobody").option("quotes", "nobody").build();
    publish(connection, post().build());
    String id = bluesky.posts().get(0).id();
    Delivery first = delivery(connection, post).progress(progress).build();
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(first));
    assertEquals(id, progress.part(1).orElseThrow().id(), "can be taken back by then");
    Delivery second = delivery(connection, post).progress(progress).attempt(2).build();
    assertInstanceOf(Outcome.Published.class, connector.publish(second));
    assertTrue(bluesky.gates().of(id).isPresent());
    assertEquals(Set.of(id), bluesky.quotes().closed());
    assertInstanceOf(Reconciliation.Found.class, connector.find(second));
    assertEquals(1, bluesky.posts().size());
  }

  @Test
  void aGateThatIsThereIsLeftAsItIs() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    Post post = post().option("answers", "nobody").build();
    publish(connection, post);
    String root = bluesky.posts().get(0).id();
    String reply = bluesky.appView().reply(root, "ann", "Rubbish", "");
    hide(reply, true, connection);
    assertInstanceOf(Outcome.Published.class, publish(connection, post));
    assertEquals(Set.of(reply), bluesky.hidden());
    assertTrue(bluesky.gates().of(root).orElseThrow().path("allow").isArray());
  }

  @Test
  void whatSaysWhoMayAnswerGoesWithThePost() throws Exception {
    Connection connection = loggedIn(typedIn("app-password"));
    publish(connection, post().option("answers", "nobody").option("quotes", "nobody").build());
    RemotePost out = new RemotePost(bluesky.posts().get(0).id(), LINK);
    assertInstanceOf(Outcome.Published.class, connector.retract(out, connection));
    assertEquals(Optional.empty(), bluesky.gates().of(out.id()));
    assertEquals(Set.of(), bluesky.quotes().closed());
  }
}
