// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.reddit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Metric;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Reply;
import dev.smo.connector.Shape;
import dev.smo.connectors.FaultTable;
import dev.smo.connectors.Markdown;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import dev.smo.testkit.reddit.FakeReddit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedditConnectorTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html?a=1&b=2");

  private final TestClock clock = new TestClock();
  private final FakeReddit reddit = new FakeReddit(0, "t0ken", clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(reddit.host());
  private final RedditConnector connector =
      new RedditConnector(outbound, clock, reddit.uri(), reddit.uri());

  @AfterEach
  void stop() {
    reddit.close();
    outbound.close();
  }

  static Connection.Builder connection(FakeReddit reddit, String secret) {
    return Connection.builder("reddit-en", "reddit")
        .setting("defaultCommunity", "r/museums")
        .application(
            Application.none()
                .setting("clientId", "client")
                .setting("owner", "u/ada")
                .secret("clientSecret", Secret.of(secret)))
        .secret("token", Secret.of(reddit.token()))
        .secret("refresh", Secret.of(reddit.refresh()));
  }

  private Connection connection() {
    return connection(reddit, "t0ken").build();
  }

  private static Post.Builder post() {
    return Post.builder("Winter: opening\nhours & more").link(LINK);
  }

  private Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", connection(), post).started(clock.instant()).build();
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void submitsALinkWithItsTitleInOneLine() throws Exception {
    RemotePost post = published(connector.publish(delivery(post().build())));
    assertEquals("Winter: opening hours & more", reddit.posts().get(0).text());
    assertEquals(LINK.toString(), reddit.posts().get(0).raw().path("url").asText());
    assertTrue(post.permalink().toString().contains("/r/museums/comments/"), post.toString());
  }

  @Test
  void submitsToTheChosenCommunityWithItsFlair() throws Exception {
    Post chosen = post().option("community", "strict").option("flair", "f2").build();
    published(connector.publish(delivery(chosen)));
    assertEquals("strict", reddit.posts().get(0).raw().path("subreddit").asText());
    assertEquals("f2", reddit.posts().get(0).raw().path("link_flair_template_id").asText());
    Post bare = post().option("community", "strict").build();
    var refused = assertInstanceOf(Outcome.Rejected.class, connector.publish(delivery(bare)));
    assertTrue(refused.reason().contains("Post must contain post flair"), refused.reason());
  }

  @Test
  void offersCommunitiesAndTheirFlairs() throws Exception {
    assertEquals(
        List.of("museums", "history"),
        connector.choices("community", connection()).stream().map(Field.Choice::value).toList());
    assertEquals(
        List.of("Flair f1", "Flair f2"),
        connector.choices("flair", connection()).stream().map(Field.Choice::label).toList());
  }

  @Test
  void aLinkThatIsThereAlreadyIsToldApartByWhoseItIs() throws Exception {
    Delivery lost = delivery(post().build());
    reddit.failNext(new Fault.Lost());
    assertThrows(IOException.class, () -> connector.publish(lost));
    String ours = reddit.posts().get(0).id();
    var again = assertInstanceOf(Outcome.Duplicate.class, connector.publish(lost));
    assertEquals(ours, again.first().orElseThrow().id());

    URI other = URI.create("https://www.example.org/other.html");
    String theirs = reddit.submitted("eve", "museums", other.toString());
    Post late = Post.builder("Winter").link(other).build();
    var taken = assertInstanceOf(Outcome.Taken.class, connector.publish(delivery(late)));
    assertEquals(theirs, taken.first().orElseThrow().id());
  }

  @Test
  void whatTheAccountSubmittedLongAgoIsNotThisPost() throws Exception {
    RemotePost old = published(connector.publish(delivery(post().build())));
    clock.pass(Duration.ofDays(3));
    Delivery delivery = delivery(post().build());
    var taken = assertInstanceOf(Outcome.Taken.class, connector.publish(delivery));
    assertEquals(old.id(), taken.first().orElseThrow().id());
    assertInstanceOf(Outcome.Taken.class, connector.publish(delivery));
  }

  @Test
  void whatWasNeverTriedBeforeIsSomebodysWhoUsesTheAccount() throws Exception {
    published(connector.publish(delivery(post().build())));
    assertInstanceOf(Outcome.Taken.class, connector.publish(delivery(post().build())));
  }

  @Test
  void aPostThatIsListedWithoutItsTimeIsNotTakenForAnOldOne() throws Exception {
    Delivery delivery = delivery(post().build());
    published(connector.publish(delivery));
    reddit.listWithout("created_utc");
    assertThrows(IOException.class, () -> connector.find(delivery));
  }

  @Test
  void whoTheAccountIsIsAskedOnceASession() throws Exception {
    Delivery delivery = delivery(post().build());
    connector.find(delivery);
    connector.find(delivery);
    assertEquals(1, reddit.calls().stream().filter(call -> call.is("GET", "/api/v1/me")).count());
  }

  @ParameterizedTest
  @CsvSource({
    "RATELIMIT, you are doing that too much. try again in 9 minutes., 0, Deferred, 600",
    "RATELIMIT, Take a break for 42 seconds before trying again., 0, Deferred, 43",
    "RATELIMIT, you are doing that too much., 31.5, Deferred, 32",
    "SUBREDDIT_NOTALLOWED, you aren't allowed to post there., 0, Rejected, 0",
    "DOMAIN_BANNED, example.org is not allowed, 0, Rejected, 0"
  })
  void refusalsWithHttp200AreToldApart(
      String code, String words, double seconds, String outcome, long wait) throws Exception {
    String json =
        "{\"errors\":[[\"" + code + "\",\"" + words + "\",\"x\"]],\"ratelimit\":" + seconds + "}";
    Outcome said = RedditApi.refused(new ObjectMapper().readTree(json), connection()).orElseThrow();
    assertEquals(outcome, said.getClass().getSimpleName());
    if (said instanceof Outcome.Deferred deferred) {
      assertEquals(wait, Math.round(Math.ceil(deferred.after().toMillis() / 1000.0)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorised",
    "403, Rejected",
    "404, Rejected",
    "429, Deferred",
    "500, Unknown"
  })
  void refusalsByStatusAreToldApart(int status, String outcome) {
    RedditApi api = new RedditApi(outbound, clock, reddit.uri());
    byte[] body = "{\"message\":\"No\"}".getBytes(StandardCharsets.UTF_8);
    Answer answer = new Answer(status, Map.of(), body, reddit.uri());
    assertEquals(outcome, api.refused(answer, connection()).getClass().getSimpleName());
  }

  @Test
  void saysWithEachCallWhoIsCalling() {
    assertEquals("web:dev.smo.client:v0.1 (by /u/ada)", RedditApi.userAgent(connection()));
  }

  @Test
  void theRefreshTokenStays() throws Exception {
    Connection before = connection();
    for (int time = 1; time <= 2; time++) {
      var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(before));
      assertEquals(reddit.token(), granted.secrets().get("token").open());
      assertEquals(null, granted.secrets().get("refresh"));
    }
  }

  @Test
  void whatIsListedLateIsThereWithinTheTimeThatTheNetworkIsGiven() throws Exception {
    reddit.listLate(Duration.ofMinutes(2));
    Delivery delivery = delivery(post().build());
    RemotePost out = published(connector.publish(delivery));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery));
    assertTrue(connector.network().showsWithin().compareTo(Duration.ofMinutes(2)) > 0);
    clock.pass(Duration.ofMinutes(2));
    assertEquals(
        out, assertInstanceOf(Reconciliation.Found.class, connector.find(delivery)).post());
  }

  @Test
  void anAnswerMayBeLongerThanATitle() throws Exception {
    RemotePost post = published(connector.publish(delivery(post().build())));
    RemotePost asked = new RemotePost(reddit.posts().get(0).id(), post.permalink());
    String words = "w".repeat(10_000);
    assertTrue(
        connector.answerLimits(connection()).orElseThrow().fits(words, Shape.TEXT),
        "the console refuses it");
    published(connector.publish(delivery(Post.builder(words).inReplyTo(asked).build())));
    Post longer = Post.builder(words + "w").inReplyTo(asked).build();
    assertInstanceOf(Outcome.Rejected.class, connector.publish(delivery(longer)));
  }

  @Test
  void scoresOfManyAreReadTogetherWithoutThoseThatAreGone() throws Exception {
    RemotePost post = published(connector.publish(delivery(post().build())));
    RemotePost gone = new RemotePost("t3_zzzzzz", post.permalink());
    var told = connector.engagements(List.of(gone, post), connection());
    assertEquals(Set.of(post.id()), told.keySet());
    assertEquals(connector.engagement(post, connection()), told.get(post.id()));
  }

  @Test
  void readsScoreAndCommentsUntilTheyAreDeleted() throws Exception {
    RemotePost post = published(connector.publish(delivery(post().build())));
    String ann = reddit.posts().get(0).id();
    Post answer =
        Post.builder("Yes, *really*: https://www.example.org/a_b_c")
            .inReplyTo(new RemotePost(ann, post.permalink()))
            .build();
    RemotePost ours = published(connector.publish(delivery(answer)));
    assertEquals(1, connector.engagement(post, connection()).of(Metric.SCORE).orElseThrow());
    assertEquals(1, connector.engagement(post, connection()).of(Metric.REPLIES).orElseThrow());
    List<Reply> replies = connector.replies(post, connection());
    assertEquals("<p>Yes, *really*: https://www.example.org/a_b_c</p>", replies.get(0).text());
    reddit.deleteComment(ours.id());
    assertEquals(List.of(), connector.replies(post, connection()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a *b* [c](d) ^e &amp; > f", "https://x.org/a_b *c*", "# no title\n- x"})
  void plainWordsAreEscapedForMarkdown(String plain) {
    String escaped = Markdown.escape(plain);
    assertEquals(plain, escaped.replaceAll("\\\\(\\p{Punct})", "$1"));
    assertTrue(escaped.contains("\\"), escaped);
  }

  @Test
  void isThereOnlyWhereItIsConfigured() throws Exception {
    String descriptor = "/OSGI-INF/" + RedditConnector.class.getName() + ".xml";
    try (InputStream xml = RedditConnector.class.getResourceAsStream(descriptor)) {
      assumeTrue(xml != null, "bnd has not written the descriptor");
      String component = new String(xml.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(component.contains("configuration-policy=\"require\""), component);
    }
  }

  private void everyLinkGoesOutOnce(String name) throws Exception {
    reddit.listLate(Duration.ofMinutes(2));
    try (FaultTable table = new FaultTable(reddit, clock)) {
      RedditConnector over =
          new RedditConnector(table.outbound(), clock, reddit.uri(), reddit.uri());
      assertEquals(0, table.run(name, over, connection()).people());
    }
  }

  @Test
  void eachAnswerIsThereOnceOverABadNetwork() throws Exception {
    reddit.listLate(Duration.ofMinutes(2));
    try (FaultTable table = new FaultTable(reddit, clock)) {
      RedditConnector over =
          new RedditConnector(table.outbound(), clock, reddit.uri(), reddit.uri());
      assertEquals(0, table.answers("Reddit's answers", over, connection()).people());
    }
  }

  @Test
  void noLinkGoesOutTwiceOverABadNetwork() throws Exception {
    everyLinkGoesOutOnce("Reddit");
  }

  @Test
  void noLinkGoesOutTwiceThoughRedditWouldTakeItTwice() throws Exception {
    reddit.takeTwice();
    everyLinkGoesOutOnce("Reddit, which takes links twice");
  }
}
