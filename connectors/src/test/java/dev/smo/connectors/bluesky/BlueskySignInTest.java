// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.Secret;
import dev.smo.testkit.Call;
import dev.smo.testkit.Fault;
import dev.smo.testkit.Pkce;
import dev.smo.testkit.bluesky.FakeBluesky;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in on the server of an account, against one that is as strict as the protocol allows. */
class BlueskySignInTest {
  private static final URI REDIRECT = URI.create("https://cms.example.org/bin/smo/signin");
  private static final URI DOCUMENT =
      URI.create("https://cms.example.org/bin/smo/client.bluesky.json");
  private static final String VERIFIER = "v".repeat(43);

  private final FakeBluesky bluesky = new FakeBluesky(0, "password", Clock.systemUTC());
  private final HttpOutbound outbound = HttpOutbound.allowing(bluesky.host());
  private final BlueskyConnector connector = new BlueskyConnector(outbound);
  private final Map<String, Secret> kept = new HashMap<>();
  private Application application;

  @BeforeEach
  void register() {
    application = connector.register(bluesky.uri(), REDIRECT);
    bluesky
        .authorization()
        .readClient(connector.document(DOCUMENT, REDIRECT, List.of(application)));
  }

  @AfterEach
  void stop() {
    bluesky.close();
    outbound.close();
  }

  private Connection typedIn() {
    return Connection.builder("bluesky-en", "bluesky")
        .endpoint(bluesky.uri())
        .application(application)
        .setting("handle", "@" + FakeBluesky.HANDLE)
        .setting("directory", bluesky.uri().toString())
        .build();
  }

  private SignInRequest request(URI redirect, String issuer) {
    return SignInRequest.builder(typedIn(), redirect)
        .state("state")
        .proof(Secret.of(VERIFIER), Pkce.challenge(VERIFIER))
        .issuer(issuer)
        .kept(kept)
        .build();
  }

  private SignInRequest request() {
    return request(REDIRECT, bluesky.authorization().issuer());
  }

  private Connection signedIn() throws Exception {
    return signedIn(request());
  }

  private Connection signedIn(SignInRequest request) throws Exception {
    String code = bluesky.authorization().agree(connector.address(request));
    return with(typedIn(), connector.redeem(code, request));
  }

  private static Connection with(Connection connection, Authorization said) {
    var granted = assertInstanceOf(Authorization.Granted.class, said, String.valueOf(said));
    return connection.toBuilder().settings(granted.settings()).secrets(granted.secrets()).build();
  }

  private Outcome publish(Connection connection) throws Exception {
    Post post = Post.builder("Winter opening hours").build();
    return connector.publish(Delivery.builder("delivery-1", connection, post).build());
  }

  private static String refused(Authorization said) {
    return assertInstanceOf(Authorization.Refused.class, said, String.valueOf(said)).reason();
  }

  private long tokenCalls() {
    return bluesky.calls().stream().filter(call -> call.path().equals("/oauth/token")).count();
  }

  @Test
  void whoSignsInCanPost() throws Exception {
    Connection connection = signedIn();
    assertInstanceOf(Outcome.Published.class, publish(connection));
    assertInstanceOf(Verification.Valid.class, connector.verify(connection));
    assertEquals(FakeBluesky.DID, connection.setting("did").orElseThrow());
  }

  @Test
  void whereEachNonceIsGoodForOneCallEachCallIsAnsweredAllTheSame() throws Exception {
    bluesky.authorization().rotateNonces();
    Connection connection = with(signedIn(), connector.authorize(signedIn()));
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Outcome.Published.class, publish(connection));
    }
    assertEquals(3, bluesky.creations());
  }

  @Test
  void aServerWhoseNonceIsKnownIsAskedOnce() throws Exception {
    Connection connection = signedIn();
    publish(connection);
    bluesky.calls().clear();
    publish(connection);
    assertEquals(
        1,
        bluesky.calls().stream().filter(call -> call.path().endsWith("putRecord")).count(),
        bluesky.calls().toString());
  }

  @Test
  void aServerThatIsNeverContentWithANonceIsAskedTwiceAndNoMore() throws Exception {
    Connection connection = signedIn();
    bluesky.authorization().neverBeContent();
    bluesky.calls().clear();
    assertInstanceOf(Outcome.Unauthorised.class, publish(connection));
    assertEquals(2, bluesky.calls().size(), bluesky.calls().toString());
  }

  @Test
  void aTokenIsWorthNothingWithoutItsKey() throws Exception {
    Connection stolen =
        signedIn().toBuilder().secret("dpopKey", SigningKey.generate().keep()).build();
    assertInstanceOf(Outcome.Unauthorised.class, publish(stolen));
    assertEquals(0, bluesky.posts().size());
  }

  @Test
  void aRefreshTokenThatWasUsedIsNotGoodAgainAndEndsTheSession() throws Exception {
    Connection first = signedIn();
    Connection second = with(first, connector.authorize(first));
    assertInstanceOf(Outcome.Published.class, publish(second));
    assertTrue(refused(connector.authorize(first)).contains("Sign in on Bluesky again"));
    assertInstanceOf(Outcome.Unauthorised.class, publish(second));
  }

  @Test
  void aTokenThatExpiredIsRenewedAndThePostGoesOut() throws Exception {
    Connection connection = signedIn();
    bluesky.authorization().expire();
    assertInstanceOf(Outcome.Unauthorised.class, publish(connection));
    Connection renewed = with(connection, connector.authorize(connection));
    assertInstanceOf(Outcome.Published.class, publish(renewed));
  }

  @Test
  void aCodeIsGoodForOneTime() throws Exception {
    SignInRequest request = request();
    String code = bluesky.authorization().agree(connector.address(request));
    with(typedIn(), connector.redeem(code, request));
    assertTrue(refused(connector.redeem(code, request)).contains("invalid_grant"));
  }

  @Test
  void aSessionThatItsOwnerEndedIsToBeOpenedAgainByAPerson() throws Exception {
    Connection connection = signedIn();
    bluesky.authorization().revoke();
    assertInstanceOf(Outcome.Unauthorised.class, publish(connection));
    assertInstanceOf(Verification.Invalid.class, connector.verify(connection));
    assertTrue(refused(connector.authorize(connection)).contains("Sign in on Bluesky again"));
  }

  @Test
  void anAccountThatIsBusyIsAskedForANewSessionLater() throws Exception {
    Connection connection = signedIn();
    bluesky.failAlways(new Fault.RateLimited(Duration.ofSeconds(120)));
    Authorization said = connector.authorize(connection);
    long pause = assertInstanceOf(Authorization.Later.class, said).after().toSeconds();
    assertTrue(pause > 110 && pause <= 120, "waits " + pause + " s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.test", ""})
  void theCodeOfAnotherServerIsNotRedeemed(String issuer) throws Exception {
    String code = bluesky.authorization().agree(connector.address(request()));
    String reason = refused(connector.redeem(code, request(REDIRECT, issuer)));
    assertTrue(reason.contains("Another server sent you back"), reason);
    assertEquals(0, tokenCalls());
  }

  @Test
  void whoSignsInAsAnotherAccountIsTold() throws Exception {
    bluesky.authorization().signInAs("did:plc:somebodyelse");
    String code = bluesky.authorization().agree(connector.address(request()));
    String reason = refused(connector.redeem(code, request()));
    assertTrue(reason.contains("as another account"), reason);
  }

  @Test
  void whoGrantsLessIsToldWhatIsMissing() throws Exception {
    bluesky.authorization().grantOnly("atproto");
    String code = bluesky.authorization().agree(connector.address(request()));
    String reason = refused(connector.redeem(code, request()));
    assertTrue(reason.contains("permission to post"), reason);
  }

  @Test
  void aServerThatSaysItIsAnotherIsNotAsked() {
    bluesky.authorization().nameIssuer("https://evil.test");
    IOException failed = assertThrows(IOException.class, () -> connector.address(request()));
    assertTrue(failed.getMessage().contains("another one"), failed.getMessage());
  }

  @Test
  void aHandleOfAnAccountThatDoesNotBearItIsRefused() {
    bluesky.know("other.test", FakeBluesky.DID);
    SignInRequest other =
        SignInRequest.builder(
                typedIn().toBuilder().setting("handle", "other.test").build(), REDIRECT)
            .build();
    IOException failed = assertThrows(IOException.class, () -> connector.address(other));
    assertTrue(failed.getMessage().contains("says that it is another"), failed.getMessage());
  }

  @Test
  void whereNobodyCanSignInAnAppPasswordIsNamed() {
    bluesky.authorization().beUnknown();
    IOException failed = assertThrows(IOException.class, () -> connector.address(request()));
    assertTrue(failed.getMessage().contains("Enter an app password"), failed.getMessage());
  }

  @Test
  void aPageIsGoodForOneSignIn() throws Exception {
    URI page = connector.address(request());
    bluesky.authorization().agree(page);
    assertThrows(IllegalArgumentException.class, () -> bluesky.authorization().agree(page));
  }

  @Test
  void anotherKeyThanThatOfTheInstallationIsRefused() {
    application = connector.register(bluesky.uri(), REDIRECT);
    IOException failed = assertThrows(IOException.class, () -> connector.address(request()));
    assertTrue(failed.getMessage().contains(DOCUMENT.toString()), failed.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080/bin/smo/signin",
    "http://[::1]:8080/bin/smo/signin",
  })
  void aDevelopersMachineNeedsNoDocumentButItsSessionEnds(URI redirect) throws Exception {
    Connection connection = signedIn(request(redirect, bluesky.authorization().issuer()));
    assertInstanceOf(Outcome.Published.class, publish(connection));
    var valid = assertInstanceOf(Verification.Valid.class, connector.verify(connection));
    long days = Duration.between(Instant.now(), valid.expires().orElseThrow()).toDays();
    assertEquals(13, days);
    Connection renewed = with(connection, connector.authorize(connection));
    assertEquals(connection.setting("sessionEnds"), renewed.setting("sessionEnds"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080/bin/smo/signin, 127.0.0.1",
    "http://cms.example.org/bin/smo/signin, https",
  })
  void anAddressToWhichNobodyIsSentBackIsRefusedAtOnce(URI redirect, String instead) {
    IOException failed =
        assertThrows(IOException.class, () -> connector.address(request(redirect, "")));
    assertTrue(failed.getMessage().contains(instead), failed.getMessage());
    assertEquals(List.of(), bluesky.calls());
  }

  @Test
  void theSessionOfAnotherHandleIsNotRenewed() throws Exception {
    Connection other = signedIn().toBuilder().setting("handle", "other.test").build();
    assertTrue(refused(connector.authorize(other)).contains("another account"));
  }

  @Test
  void theDocumentHoldsAllOpenKeysAndNoSecret() throws Exception {
    Application second = connector.register(bluesky.uri(), REDIRECT);
    String json = connector.document(DOCUMENT, REDIRECT, List.of(application, second));
    JsonNode document = new ObjectMapper().readTree(json);
    assertEquals(DOCUMENT.toString(), document.path("client_id").asText());
    assertEquals(REDIRECT.toString(), document.at("/redirect_uris/0").asText());
    assertEquals(2, document.at("/jwks/keys").size());
    assertTrue(document.at("/jwks/keys").findValues("d").isEmpty(), json);
  }

  @Test
  void neitherVerifierNorKeyStandsInTheAddress() throws Exception {
    URI page = connector.address(request());
    assertEquals(Set.of("client_id", "request_uri"), Call.query(page).keySet(), page.toString());
    assertEquals(Set.of("dpopKey", "issuer"), kept.keySet());
  }
}
