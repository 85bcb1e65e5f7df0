// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Limits;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.Shape;
import dev.smo.connector.Verification;
import dev.smo.outbound.NotSentException;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.peers.Pds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector against the server that Bluesky itself runs. */
@Tag("peers")
class RealPdsTest {
  private static final URI LINK = URI.create("https://www.example.org/news/winter.html?a=b");

  /** Only what never answers takes so long. */
  private Duration patience = Duration.ofMinutes(2);

  private static Pds pds;
  private static HttpOutbound http;
  private static int accounts;

  private final BlueskyConnector connector =
      new BlueskyConnector(request -> http.send(request.within(patience)));
  private Pds.Account account;
  private Connection connection;

  @BeforeAll
  static void start() throws IOException {
    pds = Pds.start(0);
    http = HttpOutbound.allowing(pds.uri().getAuthority());
  }

  @AfterAll
  static void stop() {
    http.close();
    pds.close();
  }

  @BeforeEach
  void logIn() throws Exception {
    account = pds.account("cms" + ++accounts + ".test");
    Connection typedIn =
        Connection.builder("bluesky-en", "bluesky")
            .endpoint(pds.uri())
            .setting("handle", account.handle())
            .secret("appPassword", Secret.of(account.appPassword()))
            .build();
    connection = authorized(typedIn);
  }

  private Connection authorized(Connection from) throws Exception {
    var granted = assertInstanceOf(Authorization.Granted.class, connector.authorize(from));
    assertTrue(granted.expires().orElseThrow().isAfter(Instant.now()));
    return from.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
  }

  private static Post.Builder post(String words) {
    return Post.builder(words + " " + LINK + " #news")
        .link(LINK)
        .title("Winter opening hours")
        .description("When we open")
        .hashtags(List.of("news"));
  }

  private Delivery delivery(Post post) {
    Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return Delivery.builder("delivery-" + post.text().hashCode(), connection, post)
        .started(started)
        .build();
  }

  private RemotePost published(Delivery delivery) throws Exception {
    Outcome outcome = connector.publish(delivery);
    return assertInstanceOf(Outcome.Published.class, outcome, String.valueOf(outcome)).post();
  }

  private int posts() throws Exception {
    return pds.posts(account.did()).size();
  }

  private static Media picture() throws IOException {
    var image =
        new java.awt.image.BufferedImage(120, 63, java.awt.image.BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return Media.of(bytes.toByteArray(), "image/png", 120, 63).alt("Black");
  }

  @Test
  void publishesACardWithItsPictureAndFacets() throws Exception {
    Post post =
        post("Grüße \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67").image(picture()).build();
    RemotePost remote = published(delivery(post));
    JsonNode stored = pds.posts(account.did()).path(0);
    assertEquals(remote.id(), stored.path("uri").asText());
    JsonNode value = stored.path("value");
    assertEquals(2, value.path("facets").size());
    assertEquals("image/png", value.at("/embed/external/thumb/mimeType").asText());
    assertEquals(LINK.toString(), value.at("/embed/external/uri").asText());
  }

  @Test
  void publishesAPictureWithAltText() throws Exception {
    published(delivery(post("Look").image(picture()).attached(true).build()));
    JsonNode value = pds.posts(account.did()).path(0).path("value");
    assertEquals("Black", value.at("/embed/images/0/alt").asText());
  }

  @Test
  void tellsAnAccountThatItIsNamed() throws Exception {
    Pds.Account ann = pds.account("ann" + accounts + ".test");
    published(delivery(Post.builder("With @" + ann.handle() + " and @nobody.test").build()));
    JsonNode facets = pds.posts(account.did()).path(0).at("/value/facets");
    assertEquals(1, facets.size());
    assertEquals(ann.did(), facets.at("/0/features/0/did").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mentioned", "followers", "following", "nobody"})
  void writesWhoMayAnswerAndQuoteInTheWayOfTheNetwork(String answers) throws Exception {
    Post post = post("Hello").option("answers", answers).option("quotes", "nobody").build();
    Delivery delivery = delivery(post);
    String uri = published(delivery).id();
    published(delivery);
    String rkey = uri.substring(uri.lastIndexOf('/') + 1);
    JsonNode answering = pds.threadGate(account.did(), rkey).path("value");
    assertEquals(uri, answering.path("post").asText());
    assertEquals(answers.equals("nobody") ? 0 : 1, answering.path("allow").size());
    assertTrue(answering.path("allow").isArray());
    assertEquals(
        "app.bsky.feed.postgate#disableRule",
        pds.quoteGate(account.did(), rkey).at("/value/embeddingRules/0/$type").asText());
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
    assertInstanceOf(Outcome.Published.class, connector.retract(published(delivery), connection));
    assertTrue(pds.quoteGate(account.did(), rkey).path("value").isMissingNode());
  }

  @Test
  void writesTheSameRecordWhenTheSameDeliveryIsRepeated() throws Exception {
    Delivery delivery = delivery(post("Once").image(picture()).build());
    RemotePost first = published(delivery);
    String cid = pds.posts(account.did()).path(0).path("cid").asText();
    assertEquals(first, published(delivery));
    assertEquals(1, posts());
    assertEquals(cid, pds.posts(account.did()).path(0).path("cid").asText());
  }

  @Test
  void publishesOnceWhenTheAnswerIsLost() throws Exception {
    for (String fault : List.of("lose", "stall")) {
      Delivery delivery = delivery(post("Lost by " + fault).build());
      pds.failNext(fault);
      patience = Duration.ofSeconds(10);
      IOException lost = assertThrows(IOException.class, () -> connector.publish(delivery));
      patience = Duration.ofMinutes(2);
      assertFalse(lost instanceof NotSentException);
      var found = assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));
      assertEquals(found.post(), published(delivery));
    }
    assertEquals(2, posts());
  }

  @Test
  void knowsThatACallWhichWasCutOffDidNothing() throws Exception {
    Delivery delivery = delivery(post("Cut").build());
    pds.failNext("cut");
    assertThrows(IOException.class, () -> connector.publish(delivery));
    assertInstanceOf(Reconciliation.NotThere.class, connector.find(delivery));
    published(delivery);
    assertEquals(1, posts());
  }

  @Test
  void renewsTheSessionAndThePostGoesOut() throws Exception {
    connection = authorized(connection);
    connection = authorized(connection);
    published(delivery(post("Renewed").build()));
    assertInstanceOf(Verification.Valid.class, connector.verify(connection));
  }

  @Test
  void logsInAgainWhenTheRefreshTokenIsSpoilt() throws Exception {
    connection = connection.toBuilder().secret("refreshJwt", Secret.of("a.b.c")).build();
    connection = authorized(connection);
    published(delivery(post("Logged in again").build()));
  }

  @Test
  void saysUnauthorisedForASpoiltSession() throws Exception {
    connection = connection.toBuilder().secret("accessJwt", Secret.of("a.b.c")).build();
    assertInstanceOf(
        Outcome.Unauthorised.class, connector.publish(delivery(post("Spoilt").build())));
    assertInstanceOf(Verification.Invalid.class, connector.verify(connection));
  }

  @Test
  void refusesAWrongAppPassword() throws Exception {
    Connection wrong =
        Connection.builder("bluesky-en", "bluesky")
            .endpoint(pds.uri())
            .setting("handle", account.handle())
            .secret("appPassword", Secret.of("wrong"))
            .build();
    assertInstanceOf(Authorization.Refused.class, connector.authorize(wrong));
  }

  /** An answer of another account to a post of ours. */
  private RemotePost replied(RemotePost post) throws Exception {
    Connection ours = connection;
    Pds.Account we = account;
    logIn();
    RemotePost reply = published(delivery(Post.builder("Open?").inReplyTo(post).build()));
    connection = ours;
    account = we;
    return reply;
  }

  @Test
  void answersWhatSomebodyElseReplied() throws Exception {
    RemotePost post = published(delivery(post("Hours").build()));
    RemotePost reply = replied(post);
    Delivery answer = delivery(Post.builder("Yes").inReplyTo(reply).build());
    pds.failNext("lose");
    assertThrows(IOException.class, () -> connector.publish(answer));
    published(answer);
    assertEquals(2, posts());
    JsonNode ends = null;
    for (JsonNode record : pds.posts(account.did())) {
      boolean answers = record.at("/value/text").asText().equals("Yes");
      ends = answers ? record.at("/value/reply") : ends;
    }
    assertEquals(reply.id(), ends.at("/parent/uri").asText());
    assertEquals(post.id(), ends.at("/root/uri").asText());
  }

  @Test
  void hidesWhatSomebodyElseReplied() throws Exception {
    RemotePost post = published(delivery(post("Hours").build()));
    List<RemotePost> replies = List.of(replied(post), replied(post));
    for (boolean hidden : new boolean[] {true, true, false}) {
      for (RemotePost reply : replies) {
        Outcome outcome =
            hidden ? connector.hide(reply, connection) : connector.show(reply, connection);
        assertInstanceOf(Outcome.Published.class, outcome, String.valueOf(outcome));
      }
      JsonNode gate = pds.threadGate(account.did(), post.id().replaceFirst(".*/", ""));
      assertEquals(post.id(), gate.at("/value/post").asText());
      assertEquals(
          hidden ? replies.stream().map(RemotePost::id).toList() : List.of(),
          new ObjectMapper().convertValue(gate.at("/value/hiddenReplies"), List.class));
    }
  }

  @Test
  void retractsTwice() throws Exception {
    RemotePost post = published(delivery(post("Gone").build()));
    for (int time = 1; time <= 2; time++) {
      Outcome outcome = connector.retract(post, connection);
      assertInstanceOf(Outcome.Published.class, outcome);
      assertEquals(0, posts());
    }
  }

  @Test
  void takesEveryTextThatFitsByOurCount() throws Exception {
    Limits limits = connector.limits(connection);
    for (String text : nasty(12)) {
      while (!limits.fits(text, Shape.TEXT)) {
        text =
            text.substring(
                0, text.offsetByCodePoints(0, text.codePointCount(0, text.length()) - 1));
      }
      published(delivery(Post.builder(text).hashtags(List.of("news")).build()));
    }
  }

  @Test
  void countsNoFewerGraphemesThanTheNetwork() throws Exception {
    List<String> texts = nasty(500);
    Process node =
        new ProcessBuilder(
                "node",
                "-e",
                "const s=new Intl.Segmenter();const t=JSON.parse(require('fs').readFileSync(0));"
                    + "console.log(JSON.stringify(t.map(x=>[...s.segment(x)].length)))")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ObjectMapper json = new ObjectMapper();
    node.getOutputStream().write(json.writeValueAsBytes(texts));
    node.getOutputStream().close();
    JsonNode counts =
        json.readTree(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    for (int i = 0; i < texts.size(); i++) {
      int ours = Limits.graphemes(texts.get(i));
      assertTrue(ours >= counts.path(i).asInt(), escaped(texts.get(i)));
    }
  }

  private static List<String> nasty(int number) {
    long seed = Long.getLong("smo.seed", 20261130);
    System.out.println("texts: -Dsmo.seed=" + seed);
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      StringBuilder text = new StringBuilder("x");
      while (text.length() < 700) {
        text.append(RichTextTest.NASTY.get(random.nextInt(RichTextTest.NASTY.size())));
      }
      texts.add(text + "x");
    }
    return texts;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().limit(60).forEach(c -> escaped.append(Integer.toHexString(c)).append(' '));
    return escaped.toString();
  }
}
