// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connectors.FaultTable;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.Request;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.signing.Signature;
import dev.smo.testkit.webhook.FakeReceiver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookConnectorTest {
  private static final String KEY = "a-key-of-more-than-16-characters";

  private final TestClock clock = new TestClock();
  private final FakeReceiver receiver = new FakeReceiver(0, KEY, clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(receiver.host());
  private final WebhookConnector connector = new WebhookConnector(outbound, clock);

  @AfterEach
  void stop() {
    receiver.close();
    outbound.close();
  }

  private Connection connection(String key) {
    return Connection.builder("webhook-en", "webhook")
        .secret("webhook", Secret.of(receiver.webhook().toString()))
        .secret("key", Secret.of(key))
        .build();
  }

  private Outcome publish(String key) throws Exception {
    Post post =
        Post.builder("Winter – opening hours")
            .link(URI.create("https://www.example.org/news/winter.html"))
            .title("Winter")
            .description("When we open")
            .language(Locale.GERMANY)
            .hashtags(List.of("news"))
            .build();
    return connector.publish(Delivery.builder("delivery-1", connection(key), post).build());
  }

  @Test
  void sendsTheDocumentedBodyAndTakesTheReceiversName() throws Exception {
    RemotePost post = assertInstanceOf(Outcome.Published.class, publish(KEY)).post();
    assertEquals("r0", post.id());
    assertEquals("https://receiver.example/posts/r0", post.permalink().toString());
    JsonNode data = receiver.posts().get(0).raw().path("data");
    String documented = Files.readString(documentation());
    data.fieldNames()
        .forEachRemaining(name -> assertTrue(documented.contains("`data." + name + "`"), name));
    assertEquals("de-DE", data.path("language").asText());
    assertEquals("[\"news\"]", data.path("hashtags").toString());
  }

  @Test
  void namesThePicturesThatTheSiteHasWithTheirTexts() throws Exception {
    Media door =
        Media.of(new byte[] {1}, "image/jpeg", 10, 10)
            .alt("A door")
            .source(URI.create("https://www.example.org/door.jpg"));
    Media drawn = Media.of(new byte[] {1}, "image/jpeg", 10, 10).alt("At no address");
    Post post = Post.builder("We open").images(List.of(door, drawn)).build();
    connector.publish(Delivery.builder("delivery-1", connection(KEY), post).build());
    JsonNode images = receiver.posts().get(0).raw().path("data").path("images");
    assertEquals(
        "[{\"url\":\"https://www.example.org/door.jpg\",\"alt\":\"A door\"}]", images.toString());
  }

  private static Path documentation() {
    Path here = Path.of("..", "docs", "connectors", "webhook.md");
    return Files.exists(here) ? here : Path.of("docs", "connectors", "webhook.md");
  }

  /** The example of the specification, with its own id, time and key. */
  @Test
  void signsAsTheStandardWebhooksDo() {
    Signature signature =
        Signature.of(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            "{\"test\": 2432232314}",
            Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    assertEquals("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature.value());
  }

  @Test
  void aCallThatIsKeptAndSentAgainLaterIsRefusedByItsAge() throws Exception {
    publish(KEY);
    var call = receiver.calls().get(0);
    Request again =
        Request.post(receiver.webhook()).json(new String(call.body(), StandardCharsets.UTF_8));
    for (String name :
        List.of("webhook-id", "webhook-timestamp", "webhook-signature", "idempotency-key")) {
      again = again.header(name, call.header(name).orElseThrow());
    }
    assertEquals(200, outbound.send(again).status());
    clock.pass(Duration.ofMinutes(6));
    assertEquals(401, outbound.send(again).status());
  }

  @Test
  void aWrongKeyIsToldAndAWeakOneIsNotUsed() throws Exception {
    assertInstanceOf(Outcome.Unauthorised.class, publish("another-key-of-16-characters"));
    for (String key : List.of("short", "whsec_c2hvcnQ=", "whsec_this is no Base64 at all")) {
      var weak = assertInstanceOf(Outcome.Unauthorised.class, publish(key));
      assertTrue(weak.reason().contains("signing key"), weak.reason());
    }
    assertEquals(1, receiver.calls().size());
  }

  @ParameterizedTest
  @CsvSource({
    "301, Unauthorised", "308, Unauthorised", "303, Unknown", "400, Rejected", "401, Unauthorised",
    "404, Unauthorised", "410, Unauthorised", "422, Rejected", "429, Deferred", "500, Unknown"
  })
  void refusalsAreToldApart(int status, String outcome) {
    Answer answer = new Answer(status, Map.of(), new byte[0], receiver.uri());
    assertEquals(outcome, connector.refused(answer, connection(KEY)).getClass().getSimpleName());
  }

  @Test
  void nothingGoesOutTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(receiver, clock)) {
      table.run("Webhook", new WebhookConnector(table.outbound(), clock), connection(KEY));
    }
  }
}
