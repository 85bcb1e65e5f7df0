// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.connectors.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smo.connector.Authorization;
import dev.smo.connector.Delivery;
import dev.smo.connector.Outcome;
import dev.smo.connector.SignInRequest;
import dev.smo.connector.Verification;
import dev.smo.fixture.TestClock;
import dev.smo.outbound.http.HttpOutbound;
import dev.smo.post.Application;
import dev.smo.post.Connection;
import dev.smo.post.Post;
import dev.smo.post.Secret;
import dev.smo.testkit.Fault;
import dev.smo.testkit.Pkce;
import dev.smo.testkit.mastodon.FakeMastodon;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceLoginTest {
  private static final URI REDIRECT = URI.create("https://cms.example.org/bin/smo/signin");
  private static final Secret VERIFIER =
      Secret.of("a-verifier-of-at-least-forty-three-characters-1234");

  private final TestClock clock = new TestClock();
  private final FakeMastodon mastodon = new FakeMastodon(0, "t0ken", 500, clock);
  private final HttpOutbound outbound = HttpOutbound.allowing(mastodon.host());
  private final MastodonConnector connector = new MastodonConnector(outbound, clock, clock::pass);

  @AfterEach
  void stop() {
    mastodon.close();
    outbound.close();
  }

  private SignInRequest request(Application application) {
    Connection unknown =
        Connection.builder("mastodon-en", "mastodon")
            .endpoint(mastodon.uri())
            .application(application)
            .build();
    return SignInRequest.builder(unknown, REDIRECT)
        .state("state")
        .proof(VERIFIER, Pkce.challenge(VERIFIER.open()))
        .build();
  }

  @Test
  void registersAtAnInstanceAndPostsWithTheTokenThatAPersonAgreesTo() throws Exception {
    SignInRequest request = request(connector.register(mastodon.uri(), REDIRECT));
    String code = mastodon.agree(connector.address(request));
    var granted = assertInstanceOf(Authorization.Granted.class, connector.redeem(code, request));
    Connection signedIn =
        request.connection().toBuilder()
            .settings(granted.settings())
            .secrets(granted.secrets())
            .build();
    assertInstanceOf(Verification.Valid.class, connector.verify(signedIn));
    Post post = Post.builder("Winter opening hours").build();
    assertInstanceOf(
        Outcome.Published.class,
        connector.publish(Delivery.builder("delivery-1", signedIn, post).build()));
  }

  @Test
  void anInstanceThatForgetsUnusedApplicationsStillKnowsThisOneTomorrow() throws Exception {
    Application application = connector.register(mastodon.uri(), REDIRECT);
    mastodon.forgetUnusedApplications();
    SignInRequest request = request(application);
    String code = mastodon.agree(connector.address(request));
    assertInstanceOf(Authorization.Granted.class, connector.redeem(code, request));
  }

  @Test
  void aCodeIsRedeemedOnceAndWithItsVerifierOnly() throws Exception {
    SignInRequest request = request(connector.register(mastodon.uri(), REDIRECT));
    String code = mastodon.agree(connector.address(request));
    SignInRequest another =
        SignInRequest.builder(request.connection(), REDIRECT)
            .state("state")
            .proof(Secret.of("another-verifier-of-at-least-forty-three-chars"), "")
            .build();
    assertInstanceOf(Authorization.Refused.class, connector.redeem(code, another));
    assertInstanceOf(Authorization.Refused.class, connector.redeem(code, request));
  }

  @Test
  void saysInTheInstancesWordsWhyItRegistersNobody() {
    mastodon.failAlways(new Fault.RateLimited(Duration.ofSeconds(60)));
    IOException refused =
        assertThrows(IOException.class, () -> connector.register(mastodon.uri(), REDIRECT));
    assertEquals("The instance does not register SMO: Too many requests", refused.getMessage());
    assertTrue(mastodon.posts().isEmpty());
  }
}
