// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Engagement;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.PostGoneException;
import dev.smo.connector.Reply;
import dev.smo.connector.Verification;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.FakeResponse;
import dev.smo.testkit.peers.Pds;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people do with posts, as the AppView counts and shows it that Bluesky itself runs. */
@Tag("peers")
class RealAppviewTest {
  private static Pds pds;
  private static HttpOutbound http;
  private static int accounts;

  private final BlueskyConnector connector =
      new BlueskyConnector(request -> http.send(request.within(Duration.ofSeconds(10))));
  private Person museum;
  private Person ann;
  private Person bob;

  /** An account, and how our connector speaks as it. */
  private record Person(Pds.Account account, Connection connection) {}

  @BeforeAll
  static void start() throws IOException {
    String missing = Pds.missingForAppview();
    assumeTrue(missing.isEmpty(), "The AppView wants: apt-get install " + missing);
    pds = Pds.startWithAppview();
    http = HttpOutbound.allowing(pds.uri().getAuthority(), pds.appview().getAuthority());
  }

  @AfterAll
  static void stop() {
    if (http != null) {
      http.close();
    }
    if (pds != null) {
      pds.close();
    }
  }

  @BeforeEach
  void logIn() throws Exception {
    museum = person("museum");
    ann = person("ann");
    bob = person("bob");
  }

  private Person person(String name) throws Exception {
    Pds.Account account = pds.account(name + ++accounts + ".test");
    Connection typedIn =
        Connection.builder("bluesky-" + name, "bluesky")
            .endpoint(pds.uri())
            .setting("handle", account.handle())
            .setting("appview", pds.appview().toString())
            .secret("appPassword", Secret.of(account.appPassword()))
            .build();
    var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(typedIn));
    return new Person(
        account,
        typedIn.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build());
  }

  private RemotePost says(Person who, Post post) throws Exception {
    Delivery delivery =
        Delivery.builder("delivery-" + post.text().hashCode(), who.connection(), post)
            .started(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .build();
    Outcome outcome = connector.publish(delivery);
    return assertInstanceOf(Outcome.Published.class, outcome, String.valueOf(outcome)).post();
  }

  private RemotePost says(Person who, String words) throws Exception {
    return says(who, Post.builder(words).build());
  }

  private RemotePost answers(Person who, RemotePost post, String words) throws Exception {
    return says(who, Post.builder(words).inReplyTo(post).build());
  }

  /** A post as records of others name it. */
  private ObjectNode subject(Person owner, RemotePost post) throws Exception {
    for (JsonNode record : pds.posts(owner.account().did())) {
      if (record.path("uri").asText().equals(post.id())) {
        return FakeResponse.object().put("uri", post.id()).put("cid", record.path("cid").asText());
      }
    }
    throw new AssertionError(post + " is not there");
  }

  /** Likes or reposts, as an app of Bluesky does. */
  private void does(String collection, Person who, RemotePost post) throws Exception {
    ObjectNode record = FakeResponse.object();
    record.set("subject", subject(museum, post));
    pds.write(who.account(), collection, record);
  }

  private void quotes(Person who, RemotePost post) throws Exception {
    ObjectNode record = FakeResponse.object().put("text", "Look at this");
    record.set(
        "embed",
        FakeResponse.object()
            .put("$type", "app.bsky.embed.record")
            .set("record", subject(museum, post)));
    pds.write(who.account(), "app.bsky.feed.post", record);
  }

  private Engagement counted(RemotePost post) throws Exception {
    pds.index();
    Engagement counted = connector.engagement(post, museum.connection());
    assertEquals(
        counted.numbers(),
        connector.engagements(List.of(post), museum.connection()).get(post.id()).numbers(),
        "by itself and together with others");
    JsonNode shown = pds.shown("app.bsky.feed.getPosts?uris=" + post.id()).at("/posts/0");
    assertEquals(
        Map.of(
            Metric.LIKES, shown.path("likeCount").asLong(),
            Metric.REPOSTS, shown.path("repostCount").asLong(),
            Metric.REPLIES, shown.path("replyCount").asLong(),
            Metric.QUOTES, shown.path("quoteCount").asLong()),
        counted.numbers(),
        "as the AppView shows them to anybody");
    return counted;
  }

  private static Map<Metric, Long> figures(long likes, long reposts, long replies, long quotes) {
    return Map.of(
        Metric.LIKES, likes,
        Metric.REPOSTS, reposts,
        Metric.REPLIES, replies,
        Metric.QUOTES, quotes);
  }

  @Test
  void countsWhatOthersDid() throws Exception {
    RemotePost post = says(museum, "We open at nine");
    assertEquals(figures(0, 0, 0, 0), counted(post).numbers());
    does("app.bsky.feed.like", ann, post);
    does("app.bsky.feed.like", bob, post);
    does("app.bsky.feed.repost", ann, post);
    quotes(bob, post);
    RemotePost reply = answers(ann, post, "On Sundays, too?");
    answers(bob, reply, "I want to know that, too");
    assertEquals(
        figures(2, 1, 1, 1), counted(post).numbers(), "an answer to an answer counts for that one");
  }

  @Test
  void bringsAnswersHomeWithWhoGaveThemAndTakesAwayWhatTheyDelete() throws Exception {
    RemotePost post = says(museum, "We open at nine");
    RemotePost first = answers(ann, post, "On Sundays, too?");
    RemotePost second = answers(bob, first, "I want to know that, too");
    pds.index();
    List<Reply> replies = connector.replies(post, museum.connection());
    assertEquals(
        List.of(first, second), replies.stream().map(Reply::post).toList(), "the first one first");
    assertEquals(
        List.of("On Sundays, too?", "I want to know that, too"),
        replies.stream().map(Reply::text).toList());
    assertEquals(
        List.of(ann.account().handle(), bob.account().handle()),
        replies.stream().map(Reply::author).toList());
    connector.retract(second, bob.connection());
    pds.index();
    assertEquals(
        List.of(first),
        connector.replies(post, museum.connection()).stream().map(Reply::post).toList());
  }

  @Test
  void whatWeAnswerStandsBelowWhatSomebodySaid() throws Exception {
    RemotePost post = says(museum, "We open at nine");
    RemotePost asked = answers(ann, post, "On Sundays, too?");
    RemotePost ours = answers(museum, asked, "Yes");
    pds.index();
    assertEquals(
        ours.id(),
        pds.shown("app.bsky.feed.getPostThread?uri=" + post.id())
            .at("/thread/replies/0/replies/0/post/uri")
            .asText());
  }

  @Test
  void likesAnAnswerAsTheAccountAndTakesThatBack() throws Exception {
    RemotePost post = says(museum, "We open at nine");
    RemotePost reply = answers(ann, post, "Lovely");
    for (int click = 1; click <= 2; click++) {
      assertInstanceOf(
          Outcome.Published.class, connector.like(reply, /* liked= */ true, museum.connection()));
    }
    assertEquals(1, likes(reply), "however often it was said");
    assertInstanceOf(
        Outcome.Published.class, connector.like(reply, /* liked= */ false, museum.connection()));
    assertEquals(0, likes(reply));
  }

  private long likes(RemotePost post) throws Exception {
    pds.index();
    return pds.shown("app.bsky.feed.getPosts?uris=" + post.id()).at("/posts/0/likeCount").asLong();
  }

  @Test
  void countsWhoFollowsTheAccount() throws Exception {
    for (Person follower : List.of(ann, bob)) {
      pds.write(
          follower.account(),
          "app.bsky.graph.follow",
          FakeResponse.object().put("subject", museum.account().did()));
    }
    pds.index();
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(museum.connection()));
    assertEquals(OptionalLong.of(2), valid.followers());
  }

  @Test
  void aPostThatIsDeletedIsGoneAndNotMerelyHidden() throws Exception {
    RemotePost post = says(museum, "We open at nine");
    pds.index();
    connector.retract(post, museum.connection());
    pds.index();
    assertThrows(PostGoneException.class, () -> connector.engagement(post, museum.connection()));
    assertThrows(PostGoneException.class, () -> connector.replies(post, museum.connection()));
  }
}
