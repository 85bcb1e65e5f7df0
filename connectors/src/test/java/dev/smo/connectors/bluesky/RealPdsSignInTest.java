// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.Reconciliation;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Call;
import dev.smo.testkit.Pkce;
import dev.smo.testkit.peers.Pds;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in on the authorization server that Bluesky itself runs. */
@Tag("peers")
class RealPdsSignInTest {
  private static final URI REDIRECT = URI.create("https://cms.example.org/bin/smo/signin");
  private static final URI LOCAL = URI.create("http://127.0.0.1:8080/bin/smo/signin");
  private static Pds pds;
  private static HttpOutbound http;
  private static int accounts;

  private final BlueskyConnector connector =
      new BlueskyConnector(request -> http.send(request.within(Duration.ofMinutes(2))));
  private final Map<String, Secret> kept = new HashMap<>();
  private Pds.Account account;
  private Application application;

  @BeforeAll
  static void start() throws IOException {
    pds = Pds.start(0);
    http = HttpOutbound.allowing(pds.uri().getAuthority(), pds.directory().getAuthority());
  }

  @AfterAll
  static void stop() {
    http.close();
    pds.close();
  }

  @BeforeEach
  void register() throws Exception {
    account = pds.account("signs" + ++accounts + ".test");
    application = connector.register(pds.uri(), REDIRECT);
    pds.readClient(
        connector.document(
            REDIRECT.resolve("client.bluesky.json"), REDIRECT, List.of(application)));
  }

  private Connection typedIn() {
    return Connection.builder("bluesky-en", "bluesky")
        .endpoint(pds.uri())
        .application(application)
        .setting("handle", account.handle())
        .setting("directory", pds.directory().toString())
        .build();
  }

  private SignInRequest request(URI redirect, String issuer) {
    // The server takes each challenge once.
    String verifier = "v".repeat(43) + accounts;
    return SignInRequest.builder(typedIn(), redirect)
        .state("a state & more")
        .proof(Secret.of(verifier), Pkce.challenge(verifier))
        .issuer(issuer)
        .kept(kept)
        .build();
  }

  private Map<String, String> agreed(URI redirect) throws Exception {
    URI back = pds.agree(connector.address(request(redirect, "")), account.handle());
    assertTrue(back.toString().startsWith(redirect.toString()), back.toString());
    return Call.query(back);
  }

  private Connection signedIn(URI redirect) throws Exception {
    Map<String, String> back = agreed(redirect);
    assertEquals("a state & more", back.get("state"));
    return with(typedIn(), connector.redeem(back.get("code"), request(redirect, back.get("iss"))));
  }

  private static Connection with(Connection connection, Authorization said) {
    var granted = assertInstanceOf(Authorization.Granted.class, said, String.valueOf(said));
    return connection.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
  }

  private static Media picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(120, 63, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return Media.of(bytes.toByteArray(), "image/png", 120, 63).alt("Black");
  }

  private Outcome publish(Connection connection, Post post) throws Exception {
    return connector.publish(delivery(connection, post));
  }

  private static Delivery delivery(Connection connection, Post post) {
    Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return Delivery.builder("delivery-" + post.text().hashCode(), connection, post)
        .started(started)
        .build();
  }

  private static RemotePost out(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome, String.valueOf(outcome)).post();
  }

  @Test
  void anInstallationThatProvesWhoItIsPostsRenewsAndTakesBack() throws Exception {
    Connection connection = signedIn(REDIRECT);
    Post post =
        Post.builder("Winter").image(picture()).attached(true).option("quotes", "nobody").build();
    Delivery delivery = delivery(connection, post);
    RemotePost first = out(connector.publish(delivery));
    JsonNode stored = pds.posts(account.did()).path(0);
    assertEquals(first.id(), stored.path("uri").asText());
    assertEquals("Black", stored.at("/value/embed/images/0/alt").asText());
    assertInstanceOf(Reconciliation.Found.class, connector.find(delivery));

    Connection renewed = with(connection, connector.authorize(connection));
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(renewed));
    assertEquals("@" + account.handle(), valid.account());
    assertTrue(valid.expires().isEmpty(), "it says an end that it does not have");
    out(publish(renewed, Post.builder("Spring").build()));
    out(connector.retract(first, renewed));
    assertEquals(1, pds.posts(account.did()).size());
  }

  @Test
  void aDevelopersMachineSignsInAsWell() throws Exception {
    Connection connection = signedIn(LOCAL);
    out(publish(connection, Post.builder("Hello").build()));
    Connection renewed = with(connection, connector.authorize(connection));
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(renewed));
    assertTrue(valid.expires().isPresent(), "it does not say that the session ends");
  }

  @Test
  void aRefreshTokenIsGoodForOneTime() throws Exception {
    Connection connection = signedIn(REDIRECT);
    with(connection, connector.authorize(connection));
    Authorization again = connector.authorize(connection);
    assertInstanceOf(Authorization.Refused.class, again, String.valueOf(again));
  }

  @Test
  void aTokenIsWorthNothingWithoutItsKey() throws Exception {
    Connection stolen =
        signedIn(REDIRECT).toBuilder().secret("dpopKey", SigningKey.generate().keep()).build();
    assertInstanceOf(Outcome.Unauthorised.class, publish(stolen, Post.builder("Stolen").build()));
  }

  @Test
  void aCodeIsGoodForOneTimeAndForWhoeverAskedForIt() throws Exception {
    Map<String, String> back = agreed(REDIRECT);
    SignInRequest request = request(REDIRECT, back.get("iss"));
    with(typedIn(), connector.redeem(back.get("code"), request));
    assertInstanceOf(Authorization.Refused.class, connector.redeem(back.get("code"), request));
  }

  @Test
  void anInstallationThatCannotProveWhoItIsIsRefused() throws Exception {
    application = connector.register(pds.uri(), REDIRECT);
    IOException failed =
        assertThrows(IOException.class, () -> connector.address(request(REDIRECT, "")));
    assertTrue(failed.getMessage().contains("client.bluesky.json"), failed.getMessage());
  }
}
