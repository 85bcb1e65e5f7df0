// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.micropub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Field;
import dev.smo.connector.Outcome;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.connectors.FaultTable;
import dev.smo.connectors.GermanWords;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.Answer;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Connection;
import dev.smo.post.Media;
import dev.smo.post.Post;
import dev.smo.post.RemotePost;
import dev.smo.post.Secret;
import dev.smo.testkit.Pkce;
import dev.smo.testkit.micropub.FakeMicropub;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicropubConnectorTest {
  private final TestClock clock = new TestClock();
  private final FakeMicropub site = new FakeMicropub(0, "s3cret");
  private final FakeMicropub other = new FakeMicropub(0, "s3cret");
  private final HttpOutbound outbound = HttpOutbound.allowing(site.host(), other.host());
  private final MicropubConnector connector = new MicropubConnector(outbound, clock);

  @AfterEach
  void stop() {
    site.close();
    other.close();
    outbound.close();
  }

  static Connection connection(FakeMicropub site) {
    return Connection.builder("site-en", "micropub")
        .endpoint(site.uri())
        .setting("client", "https://cms.example.org/")
        .setting("tokens", site.uri() + "/token")
        .secret("token", Secret.of(site.token()))
        .secret("refresh", Secret.of(site.refresh()))
        .build();
  }

  private Delivery delivery(Post post) {
    return Delivery.builder("delivery-1", connection(site), post).started(clock.instant()).build();
  }

  private static RemotePost published(Outcome outcome) {
    return assertInstanceOf(Outcome.Published.class, outcome).post();
  }

  @Test
  void anEntryHasItsWordsAndTags() throws Exception {
    Post post = Post.builder("We open").hashtags(List.of("museum", "winter")).build();
    RemotePost out = published(connector.publish(delivery(post)));
    var raw = site.posts().get(0).raw();
    assertEquals("We open", raw.path("content").path(0).asText());
    assertEquals("winter", raw.path("category").path(1).asText());
    assertEquals(site.posts().get(0).id(), out.permalink().toString());
  }

  @Test
  void theEndpointIsFoundInHeadersToo() throws Exception {
    site.tellInHeaders();
    published(connector.publish(delivery(Post.builder("We open").build())));
    assertTrue(site.calls().stream().anyMatch(call -> call.query("site").equals(Optional.of("1"))));
  }

  @Test
  void theSiteIsAskedOnceForItsEndpoint() throws Exception {
    for (String words : List.of("We open", "We close")) {
      published(connector.publish(delivery(Post.builder(words).build())));
    }
    assertEquals(1, site.calls().stream().filter(call -> call.is("GET", "/")).count());
  }

  @Test
  void wordsGoOutWithoutPicturesWhereTheSiteTakesNone() throws Exception {
    site.takeNoPictures();
    Media picture = Media.of(new byte[] {1, 2}, "image/jpeg", 10, 10);
    Post post = Post.builder("We open").images(List.of(picture)).attached(true).build();
    published(connector.publish(delivery(post)));
    assertEquals(List.of(), site.posts().get(0).alts());
  }

  @Test
  void aTokenGoesToNoPlaceForPicturesOnAnotherHost() throws Exception {
    site.nameMediaEndpoint(other.uri() + "/media");
    Media picture = Media.of(new byte[] {1, 2}, "image/jpeg", 10, 10);
    Post post = Post.builder("We open").images(List.of(picture)).attached(true).build();
    published(connector.publish(delivery(post)));
    assertEquals(List.of(), other.calls());
    assertEquals(List.of(), site.posts().get(0).alts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[half", "javascript:alert(1)", "a b"})
  void aPlaceThatIsNoneLeavesThePostUnknown(String place) {
    site.sayPlace(place);
    Delivery delivery = delivery(Post.builder("We open").build());
    assertThrows(IOException.class, () -> connector.publish(delivery));
    assertEquals(1, site.posts().size());
  }

  @Test
  void aTokenGoesToNoEndpointOnWhichNobodyAgreed() throws Exception {
    String strange = other.uri() + "/micropub";
    site.nameEndpoint(strange);
    Outcome outcome = connector.publish(delivery(Post.builder("We open").build()));
    String reason = assertInstanceOf(Outcome.Unauthorised.class, outcome).reason();
    assertTrue(reason.contains(strange), reason);
    assertInstanceOf(Verification.Invalid.class, connector.verify(connection(site)));
    assertThrows(IOException.class, () -> connector.choices("syndicate", connection(site)));
    assertEquals(List.of(), other.calls());
  }

  @Test
  void whatWasLearntOfASiteIsNotUsedForAnother() throws Exception {
    Post post = Post.builder("We open").build();
    published(connector.publish(delivery(post)));
    Connection moved = connection(site).toBuilder().endpoint(other.uri()).build();
    published(connector.publish(Delivery.builder("delivery-2", moved, post).build()));
    assertEquals(1, site.posts().size());
    assertEquals(1, other.posts().size());
  }

  @Test
  void whoSignsInAgreesToAnEndpointOnAnotherHost() throws Exception {
    site.nameEndpoint(other.uri() + "/micropub");
    var code = site.agreed(connector.address(request()));
    var granted = assertInstanceOf(Authorization.Granted.class, connector.redeem(code, request()));
    Connection agreed =
        connection(site).toBuilder().setting("posts", granted.settings().get("posts")).build();
    Post post = Post.builder("We open").build();
    published(connector.publish(Delivery.builder("delivery-1", agreed, post).build()));
    assertEquals(1, other.posts().size());
  }

  @Test
  void placesForCopiesAreThoseOfTheSite() throws Exception {
    List<Field.Choice> places = connector.choices("syndicate", connection(site));
    assertEquals(FakeMicropub.PLACES.size(), places.size());
  }

  @Test
  void aSiteWithoutMicropubIsSaidToHaveNone() throws Exception {
    Connection other =
        connection(site).toBuilder().endpoint(site.uri().resolve("/metadata")).build();
    Delivery delivery =
        Delivery.builder("delivery-1", other, Post.builder("We open").build()).build();
    Outcome outcome = connector.publish(delivery);
    String reason = assertInstanceOf(Outcome.Deferred.class, outcome).reason();
    assertTrue(reason.contains("names no endpoint"), reason);
  }

  private SignInRequest request() throws Exception {
    return request(site.uri().toString());
  }

  private SignInRequest request(String issuer) throws Exception {
    String verifier = "v".repeat(50);
    URI redirect = URI.create("https://cms.example.org/bin/smo/signin");
    Connection unknown = Connection.builder("site-en", "micropub").endpoint(site.uri()).build();
    return SignInRequest.builder(unknown, redirect)
        .state("state")
        .proof(Secret.of(verifier), Pkce.challenge(verifier))
        .issuer(issuer)
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereToSignInIsFoundOnOlderSitesToo(boolean old) throws Exception {
    if (old) {
      site.haveNoMetadata();
    }
    var code = site.agreed(connector.address(request()));
    var granted = assertInstanceOf(Authorization.Granted.class, connector.redeem(code, request()));
    assertEquals("https://cms.example.org/", granted.settings().get("client"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.test", ""})
  void theCodeOfAnotherServerIsNotRedeemed(String issuer) throws Exception {
    var code = site.agreed(connector.address(request()));
    var refused =
        assertInstanceOf(Authorization.Refused.class, connector.redeem(code, request(issuer)));
    assertTrue(refused.reason().contains("Another server"), refused.reason());
    assertTrue(
        site.calls().stream().noneMatch(call -> call.path().equals("/token")),
        "the code went to a server that did not give it");
  }

  @Test
  void aPageOfTheSiteThatSignsInAtTheSamePlaceMayBeWhoSignsIn() throws Exception {
    site.signInAs(site.uri() + "/ada");
    var code = site.agreed(connector.address(request()));
    assertInstanceOf(Authorization.Granted.class, connector.redeem(code, request()));
  }

  @Test
  void theTokenOfAnotherSiteIsNotTaken() throws Exception {
    for (String me : List.of(other.uri() + "/", site.uri() + "/gone", "", "ada")) {
      site.signInAs(me);
      var code = site.agreed(connector.address(request()));
      Authorization said = connector.redeem(code, request());
      assertInstanceOf(Authorization.Refused.class, said, me);
    }
  }

  @Test
  void whoMayOnlyReadIsToldWhatIsMissing() throws Exception {
    site.allowReadingOnly();
    var code = site.agreed(connector.address(request()));
    var refused = assertInstanceOf(Authorization.Refused.class, connector.redeem(code, request()));
    assertTrue(refused.reason().contains("permission to create"), refused.reason());
  }

  @Test
  void aConnectionIsTestedWithoutPosting() throws Exception {
    assertInstanceOf(Verification.Valid.class, connector.verify(connection(site)));
    assertEquals(List.of(), site.posts());
  }

  @Test
  void aSiteThatKnowsNoQuestionsTakesPostsAndIsNotCalledRefused() throws Exception {
    site.knowNoQuestions();
    assertInstanceOf(Verification.Valid.class, connector.verify(connection(site)));
    Outcome outcome = connector.publish(delivery(Post.builder("We open").build()));
    assertInstanceOf(Outcome.Published.class, outcome);
  }

  private static Optional<URI> micropub(String html) {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    Answer page = new Answer(200, Map.of(), body, URI.create("https://example.org/a/"));
    return Relations.of(page, "micropub");
  }

  @Test
  void anEndpointIsReadFromElementsOfAnyForm() {
    URI endpoint = URI.create("https://example.org/m?a=1&b=2");
    assertEquals(Optional.of(endpoint), micropub("<link rel=micropub href='/m?a=1&amp;b=2' />"));
    assertEquals(Optional.of(endpoint), micropub("<LINK HREF=\"/m?a=1&b=2\" REL=\"x Micropub\">"));
    assertEquals(Optional.empty(), micropub("<link rel=micropubs href='/m'>"));
    assertEquals(Optional.empty(), micropub("<link rel=micropub href='javascript:x'>"));
    assertEquals(Optional.empty(), micropub("<link rel=micropub href='/m'"));
  }

  @Test
  void aPageOfManyUnfinishedElementsIsReadInTime() {
    assertEquals(Optional.empty(), micropub("<link rel=\"".repeat(80_000)));
    assertEquals(Optional.empty(), micropub("<link rel= a=\"".repeat(50_000) + ">"));
  }

  @Test
  void everyWordHasAGermanOne() {
    assertEquals(List.of(), GermanWords.missing(MicropubConnector.NETWORK));
  }

  @Test
  void noPostIsMadeTwiceOverABadNetwork() throws Exception {
    try (FaultTable table = new FaultTable(site, clock)) {
      MicropubConnector over = new MicropubConnector(table.outbound(), clock);
      // Nobody can be asked for a lost post, so a person decides there.
      assertTrue(table.run("Micropub", over, connection(site)).people() > 0);
    }
  }
}
